#pragma once

#include "core/data/min_max_pyramid.h"
#include "core/detect/score_store.h"
#include "widgets/traces/lane_trace.h"

#include <memory>
#include <string>

namespace nodesentry::ui {

/// The scores of one node by one method, ready to be painted at any zoom. Immutable.
struct ScoreTrace {
    std::string node;
    std::string method;
    TimeGrid grid;
    MinMaxPyramid score;
    MinMaxPyramid threshold; ///< NaN where nothing may be flagged
    MinMaxPyramid ratio; ///< score over threshold, see thresholdRatios()
    ValueRange scale; ///< of the logarithms, over the whole time: does not move while panning
};

/// Decimal logarithms of a trace of scores; what lies under the scale is lifted to its lower end.
/// Scores span decades, and the threshold lies where most of them are: a linear scale would show neither.
[[nodiscard]] LaneTrace logTrace(const LaneTrace& trace, ValueRange scale);

/// @cost linear in the samples; call it in the background
[[nodiscard]] std::shared_ptr<const ScoreTrace> makeScoreTrace(const StoredScores& stored,
                                                               const std::string& method);

} // namespace nodesentry::ui
