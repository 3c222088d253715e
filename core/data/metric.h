#pragma once

#include <string>
#include <vector>

namespace nodesentry {

/// What a metric's stored values are.
enum class MetricKind {
    Gauge, ///< stored as measured
    Rate, ///< per-second increase of a cumulative counter
};

/// One entry of the project's metric catalogue. Its index in the catalogue is its id everywhere.
struct Metric {
    std::string name; ///< unique in the project, e.g. "node_cpu_seconds_total{mode=user}"
    std::string unit; ///< of the stored values, e.g. "bytes/s"; empty when unknown
    MetricKind kind = MetricKind::Gauge;
    std::string group; ///< CPU, Memory, Filesystem, Network, Process, System or Other (the paper's Table 3)

    bool operator==(const Metric&) const = default;
};

using MetricCatalog = std::vector<Metric>;

} // namespace nodesentry
