#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/data/job.h"
#include "core/data/metric.h"
#include "core/data/prepared_node.h"
#include "core/data/segment.h"
#include "core/data/series_store.h"
#include "core/preprocess/prepare_options.h"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace nodesentry {

/// All that turns the stored samples of a project into what detectors see. It is learned from the training
/// range once and then applied to any node at any time.
struct Preparation {
    /// How one node's metrics are standardised.
    struct NodeStatistics {
        std::string node;
        std::vector<double> mean; ///< per kept metric
        /// per kept metric, see PrepareOptions::spread; 0 = constant in training, or drifting
        std::vector<double> scale;
        std::vector<int> drifting{}; ///< rows of keptMetrics whose level moved in training, ascending
        std::int64_t trainEnd = 0; ///< samples [0, trainEnd) are the training range

        bool operator==(const NodeStatistics&) const = default;
    };

    std::vector<int> keptMetrics; ///< catalogue indices, ascending
    std::map<int, std::vector<int>>
        keptFor; ///< kept metric -> the metrics that move like it and were left out
    std::vector<int> dropped; ///< metrics that no node has in its training range
    std::vector<NodeStatistics> nodes; ///< ascending by name
    /// Mean and scale of all nodes together, per kept metric: a level means the same on each of them. Metrics
    /// that drift on some nodes are measured, too.
    std::vector<double> commonMean;
    std::vector<double> commonScale; ///< 0 = constant
    std::vector<Segment> segments; ///< by node and time; prepare() numbers them from 1
    double clip = 5.0; ///< largest standardised value

    /// @return nullptr when the node was not prepared
    [[nodiscard]] const NodeStatistics* findNode(const std::string& node) const;
    /// The segments of one node, ascending; empty for an unknown one.
    /// @cost O(log(segments))
    [[nodiscard]] std::span<const Segment> segmentsOf(const std::string& node) const;

    /// Everything but the segments, which the project keeps as rows of its own. Numbers read back exactly.
    [[nodiscard]] std::string toJson() const;
    /// @param segments  by node and time
    /// @error Corrupt  not what toJson() writes, or the order of nodes or segments is another
    [[nodiscard]] static Result<Preparation> fromJson(const std::string& text, std::vector<Segment> segments);

    bool operator==(const Preparation&) const = default;
};

/// Learns a preparation: chooses metrics, measures their mean and spread per node, cuts segments.
///
/// Training ends at options.trainUntil, else where the source splits it, else after options.trainFraction of
/// the time from the first sample of any node to the last of any, so that no node is trained on a time that
/// is test time elsewhere. A node without training samples of a metric is standardised as all nodes together
/// are. A metric whose level drifts on a node (trainingDrift() over options.driftLimit) is 0 there; where
/// all of a node's metrics do, all are looked at. Stretches in which nothing was measured belong to no
/// segment when they lie at either end of a node or are longer than options.maxGapSamples.
/// docs/preprocessing.md has all special cases.
///
/// Mean and scale leave out exactly the samples that sorting would leave out; correlations are sums over all
/// training samples in double. Both are the same, bit for bit, on any number of threads. The mean of a node
/// does not depend on other nodes, nor does its scale with options.spread = "node".
///
/// @param context  nodes are spread over its threads; progress per node; polled per node
/// @error InvalidArgument   options contradict each other, or trainUntil is not a time
/// @error InconsistentData  no node has a sample in its training range
/// @error Corrupt, IoError  of the store
/// @error Cancelled         a stop was requested
/// @cost  one pass over the store. Memory: for each thread the samples of a node, of one group of metrics as
///        double, and of one metric; 24 bytes per node and metric for the statistics.
[[nodiscard]] Result<Preparation> prepare(const SeriesStore& store, const MetricCatalog& catalog,
                                          const std::vector<Job>& jobs, const PrepareOptions& options,
                                          const RunContext& context);

/// A preparation with segments of samples that came later.
struct PreparationUpdate {
    Preparation preparation;
    std::vector<std::int64_t> added; ///< ids of segments that are new, or reach further than before
    std::vector<std::int64_t>
        removed; ///< ids that are no more: segments that reach further, or were cut anew
};

/// Cuts the samples that came since, with the metrics, standardisation and training ranges of @p old: nothing
/// that was learned changes. Segments that are as they were keep their ids; others get new ones.
///
/// A node that was not there has no training range and is standardised as all others together are.
/// @param options  those of @p old
/// @error InconsistentData  a training segment is no more, e.g. since jobs of that time have changed
/// @error Corrupt, IoError  of the store
/// @error Cancelled         a stop was requested
[[nodiscard]] Result<PreparationUpdate> extendPreparation(const Preparation& old, const SeriesStore& store,
                                                          const std::vector<Job>& jobs,
                                                          const PrepareOptions& options,
                                                          const RunContext& context);

/// Whose mean and scale samples are standardised by.
enum class StandardiseBy {
    Node, ///< the node's own: what detectors see
    /// Those of all nodes: what features are taken of, since segments of different nodes are compared.
    Common,
};

/// One node as detectors see it: the kept metrics, gaps filled, standardised, clipped.
///
/// Gaps are filled within a segment and never across its ends; samples between segments are treated alike.
/// What is missing throughout such a stretch, or on the whole node, is 0 (the mean) and marked as filled; so
/// is a metric with a scale of 0 at all times, for a model would only add its own noise to the score.
///
/// @error NotFound          no such node in the store or in the preparation
/// @error InconsistentData  the segments or the training range do not fit the store's node: prepare anew
/// @error Corrupt, IoError  of the store
[[nodiscard]] Result<PreparedNode> applyPreparation(const Preparation& preparation, const SeriesStore& store,
                                                    const std::string& node,
                                                    StandardiseBy by = StandardiseBy::Node);

} // namespace nodesentry
