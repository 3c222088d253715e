#pragma once

#include "core/data/min_max_pyramid.h"
#include "core/detect/score_store.h"

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
};

/// @cost linear in the samples; call it in the background
[[nodiscard]] std::shared_ptr<const ScoreTrace> makeScoreTrace(const StoredScores& stored,
                                                               const std::string& method);

} // namespace nodesentry::ui
