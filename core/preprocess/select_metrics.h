#pragma once

#include "core/base/matrix.h"
#include "core/data/metric.h"

#include <Eigen/Core>

#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace nodesentry {

/// Gathers how the metrics of each group vary together, node by node, so that no two nodes need to be in
/// memory. Deviations are taken from each node's own mean: metrics count as alike when they move alike on the
/// nodes, not when they merely tell the nodes apart. Missing samples are left out pair by pair.
class CorrelationAccumulator {
public:
    explicit CorrelationAccumulator(const MetricCatalog& catalog);

    /// @param values   metrics x samples of one node, training range only; NaN and infinite = missing
    /// @param metrics  catalogue index of each row, ascending
    /// @cost O(samples x sum of squared group sizes)
    void addNode(const Eigen::Ref<const SampleMatrix, 0, Eigen::OuterStride<>>& values,
                 std::span<const int> metrics);
    /// Takes in what another accumulator of the same catalogue gathered. Equal orders give equal results.
    void merge(const CorrelationAccumulator& other);

    /// Pearson's r of two metrics; 0 when one is constant, when they are of different groups, or when they
    /// were measured together fewer than 12 times: any few points lie nearly on a line.
    [[nodiscard]] double correlation(int a, int b) const;
    [[nodiscard]] double variance(int metric) const; ///< about the nodes' means; 0 when never measured
    [[nodiscard]] std::int64_t count(int metric) const; ///< measured samples
    [[nodiscard]] std::int64_t countTogether(int a, int b) const; ///< of one group

private:
    struct Group {
        std::vector<int> metrics; ///< catalogue indices, ascending
        Eigen::MatrixXd count; ///< [a][b]: samples where both are measured
        Eigen::MatrixXd squares; ///< [a][b]: sum of a's squared deviations where b is measured
        Eigen::MatrixXd products; ///< [a][b]: sum of products of both deviations
    };
    struct Place {
        int group = -1;
        int row = -1;
    };

    void addGroup(Group& group, const Eigen::Ref<const SampleMatrix, 0, Eigen::OuterStride<>>& values,
                  std::span<const int> metrics);

    std::vector<Group> m_groups;
    std::vector<Place> m_places; ///< of each metric of the catalogue
    /// Kept beside the matrices, where equal metrics may differ in the last bit.
    std::vector<double> m_sumOfSquares;
    std::vector<std::int64_t> m_counts;
};

/// Which metrics go on, and which of them stands for the others.
struct MetricSelection {
    std::vector<int> kept; ///< catalogue indices, ascending
    std::map<int, std::vector<int>> keptFor; ///< kept metric -> the metrics it stands for, ascending
    std::vector<int> dropped; ///< never measured in training on any node, ascending

    bool operator==(const MetricSelection&) const = default;
};

/// Keeps one of those metrics of a group that move alike. Metrics are taken by falling variance, then by
/// name; each is kept unless one kept before has |r| >= @p threshold with it and is measured in 95 % of its
/// samples: a metric that only some nodes have cannot stand for one that all have. Of several that could, the
/// one with the largest |r| does.
/// @source NodeSentry (SC '25), section 3.2
[[nodiscard]] MetricSelection selectMetrics(const MetricCatalog& catalog,
                                            const CorrelationAccumulator& correlations, double threshold);

} // namespace nodesentry
