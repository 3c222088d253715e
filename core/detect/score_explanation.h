#pragma once

#include "core/base/matrix.h"
#include "core/base/result.h"
#include "core/data/series_store.h"

#include <cstdint>
#include <string>
#include <vector>

namespace nodesentry {

/// Whether a method expected values of a metric on a node, and if not, why.
struct MetricExpectation {
    enum class Kind {
        Known,
        NotByMethod, ///< the method scores metrics without expecting values of them
        Represented, ///< moves as another metric does, which stands for it
        Constant, ///< the same throughout the node's training range: nothing can be expected of it
        Drifting, ///< has no normal level in the node's training range
        NotMeasured, ///< on no node in the training range
        NotPrepared, ///< came with a later import
    };
    Kind kind = Kind::NotPrepared;
    int representative = -1; ///< of a Represented metric: the one that stands for it, catalogue index

    bool operator==(const MetricExpectation&) const = default;
};

/// What one method says of one node, in the terms of the stored series: what was expected of each metric, and
/// what the scores are made of. Vectors and columns are as long as the node's grid.
struct ScoreExplanation {
    std::string method;
    std::string node;
    TimeGrid grid;
    std::vector<MetricExpectation> metrics; ///< one per metric of the catalogue
    std::vector<int> metricOfRow; ///< catalogue index of each row, ascending
    SampleMatrix error; ///< rows x samples, >= 0: what each metric adds to the method's score
    SampleMatrix expected; ///< rows x samples, in the metric's unit; NaN = nothing; empty: NotByMethod
    std::vector<float> score; ///< as it was judged; NaN = not scored
    std::vector<float> threshold; ///< +inf where nothing may be flagged
    std::vector<std::int16_t> cluster; ///< id of the matched cluster, -1 = none; may be empty
    std::vector<std::int8_t> expert; ///< that the gate chose, -1 = none; may be empty
    std::vector<float> confidence; ///< the gate's probability of that expert; may be empty

    [[nodiscard]] int rowOf(int metric) const; ///< -1: the method does not look at it
};

/// What one metric adds to the scores of a stretch of time.
struct MetricContribution {
    int metric = 0; ///< catalogue index
    double error = 0.0; ///< its sum over the stretch, > 0
    double share = 0.0; ///< of the sum over all metrics, (0, 1]
    /// Means over the samples where both are known, in the metric's unit; a sample counts by the metric's
    /// error, so that they say of a case what made it one. NaN where there is no such sample.
    double observed = 0.0;
    double expected = 0.0;
};

/// What the scores of a stretch of time are made of.
struct RangeExplanation {
    std::vector<MetricContribution> contributions; ///< largest first; of equal ones the lower index
    double error = 0.0; ///< sum of all contributions
    std::int64_t peak = -1; ///< sample with the highest score; -1: none is scored
    // Of that sample:
    double score = 0.0;
    double threshold = 0.0; ///< +inf where nothing may be flagged
    int cluster = -1; ///< -1 = none
    int expert = -1; ///< -1 = none
    double confidence = 0.0; ///< of the gate in its expert
};

/// @param series  of the explanation's node
/// @param begin, end  samples, clamped to the grid
/// @error those of SeriesStore::read()
/// @cost  of the samples, for all metrics
[[nodiscard]] Result<RangeExplanation> explainRange(const ScoreExplanation& explanation,
                                                    const SeriesStore& series, std::int64_t begin,
                                                    std::int64_t end);

} // namespace nodesentry
