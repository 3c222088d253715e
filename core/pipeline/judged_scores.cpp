#include "core/pipeline/judged_scores_p.h"

#include "core/detect/cases.h"
#include "core/detect/smoothing.h"
#include "core/detect/threshold.h"

#include <algorithm>
#include <limits>

namespace nodesentry {

namespace {

/// Takes the scores away that a method gave to samples outside of all segments. Nothing was measured there,
/// or too little: every method is judged by the same samples, and none by how well it tells gaps from work.
void keepSegmentsOnly(NodeScores& scores, std::span<const Segment> segments)
{
    constexpr float kNotScored = std::numeric_limits<float>::quiet_NaN();
    auto at = scores.score.begin();
    for (const auto& segment : segments) {
        std::fill(at, scores.score.begin() + segment.begin, kNotScored);
        at = scores.score.begin() + segment.end;
    }
    std::fill(at, scores.score.end(), kNotScored);
}

} // namespace

JudgedScores judgeScores(StoredScores stored, const std::string& method, std::int64_t trainEnd,
                         const Preparation& preparation, const DetectOptions& options,
                         std::optional<float> fleetLevel)
{
    auto& score = stored.scores.score;
    score = smoothScores(stored.rawScore, options.smoothingSamples);
    if (options.smoothingSamples == 1)
        stored.rawScore.clear();
    stored.threshold = computeThreshold(score, trainEnd, stored.grid.stepSeconds(), options, fleetLevel);
    stored.flagged = flagScores(score, stored.threshold);
    auto cases = findCases(method, stored.scores.node, stored.grid, score, stored.threshold, stored.flagged,
                           stored.top, preparation.keptMetrics, stored.scores.cluster, options);
    return {std::move(stored), std::move(cases)};
}

JudgedScores judgeScores(NodeScores scores, const PreparedNode& node, const std::string& method,
                         const Preparation& preparation, const DetectOptions& options,
                         std::optional<float> fleetLevel, bool details)
{
    keepSegmentsOnly(scores, node.segments);
    StoredScores stored;
    stored.grid = node.grid;
    stored.top = topMetrics(scores.metricError);
    if (!details) {
        scores.metricError.resize(0, 0);
        scores.reconstruction.resize(0, 0);
    }
    stored.rawScore = std::move(scores.score);
    stored.scores = std::move(scores);
    return judgeScores(std::move(stored), method, node.trainEnd, preparation, options, fleetLevel);
}

bool keepsDetails(const DetectOptions& options, const PreparedProject& prepared)
{
    constexpr std::int64_t kMostValues = 100'000'000; // the help of detect.store_details says so too
    if (options.storeDetails != "auto")
        return options.storeDetails == "on";
    return prepared.sampleCount() <= kMostValues / std::max<std::int64_t>(prepared.metricCount(), 1);
}

} // namespace nodesentry
