#include "widgets/plot/score_trace.h"

#include <cmath>

namespace nodesentry::ui {

std::shared_ptr<const ScoreTrace> makeScoreTrace(const StoredScores& stored, const std::string& method)
{
    auto threshold = stored.threshold;
    for (auto& value : threshold) {
        if (!std::isfinite(value))
            value = NAN;
    }
    return std::make_shared<const ScoreTrace>(ScoreTrace{stored.scores.node, method, stored.grid,
                                                         MinMaxPyramid(stored.scores.score),
                                                         MinMaxPyramid(std::move(threshold))});
}

} // namespace nodesentry::ui
