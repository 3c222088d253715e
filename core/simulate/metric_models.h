#pragma once

#include "core/data/metric.h"
#include "core/simulate/activity.h"

#include <cstdint>
#include <limits>
#include <vector>

namespace nodesentry {

/// How a metric shows what its node does: base + sum of coefficient * activity, with the node's gain and
/// offset, the application's loading, noise, and rounding to what can be counted.
struct MetricModel {
    struct Term {
        Activity activity;
        double coefficient; ///< in the metric's unit, at activity level 1
    };

    Metric metric;
    double base = 0.0;
    std::vector<Term> terms; ///< empty: a constant
    double loadingSpread = 0.0; ///< how much applications differ in it, as sd of the logarithm
    double noise = 0.0; ///< sd of the sample noise, as a share of the value
    double quantum = 0.0; ///< values are multiples of it; 0: not rounded
    double maximum = std::numeric_limits<double>::infinity(); ///< the minimum is 0
    std::uint64_t key = 0; ///< names its noise; equal keys mean one quantity, reported under several names
    double factor = 1.0; ///< of that quantity
    bool repeats = false; ///< a further name of a quantity: has a little noise of its own

    /// Largest usual distance from the base.
    [[nodiscard]] double scale() const;
};

/// The metrics of a simulated node, by group. Their names are those that `nodesentry import` gives to
/// node_exporter's. The first ones cover what every kind of anomaly changes; beyond those of whole nodes come
/// those of single CPUs.
/// @param count        fewestMetrics() .. mostMetrics()
/// @param stepSeconds  counters count in whole units, so that their rates are multiples of unit / step
[[nodiscard]] std::vector<MetricModel> makeMetricModels(int count, double stepSeconds);

[[nodiscard]] int fewestMetrics();
[[nodiscard]] int mostMetrics();

/// CPUs of a simulated node.
inline constexpr int kCpusPerNode = 64;

} // namespace nodesentry
