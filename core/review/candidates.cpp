#include "core/review/candidates.h"

#include "core/base/expects.h"
#include "core/detect/cases.h"
#include "core/detect/threshold.h"

#include <cmath>
#include <limits>

namespace nodesentry {

std::vector<float> thresholdRatios(std::span<const float> score, std::span<const float> threshold)
{
    NODESENTRY_EXPECTS(score.size() == threshold.size(), "every score has a threshold");
    std::vector<float> ratio(score.size(), std::numeric_limits<float>::quiet_NaN());
    for (std::size_t i = 0; i < score.size(); ++i) {
        if (std::isnan(score[i]) || !std::isfinite(threshold[i]))
            continue;
        if (threshold[i] > 0.0F)
            ratio[i] = score[i] / threshold[i];
        else
            ratio[i] = score[i] > threshold[i] ? std::numeric_limits<float>::infinity() : 0.0F;
    }
    return ratio;
}

std::vector<Suggestion> findCandidates(const std::string& method, const std::string& node,
                                       const TimeGrid& grid, std::span<const float> ratio, double factor,
                                       const DetectOptions& options, const TopMetrics& top,
                                       std::span<const int> metricCatalogIndexOfRow)
{
    NODESENTRY_EXPECTS(factor > 0.0, "a threshold stays a threshold");
    const std::vector<float> threshold(ratio.size(), static_cast<float>(factor));
    const auto flagged = flagScores(ratio, threshold);
    std::vector<Suggestion> found;
    for (auto& item : findCases(method, node, grid, ratio, threshold, flagged, top, metricCatalogIndexOfRow,
                                {}, options)) {
        Suggestion suggestion;
        suggestion.source = method;
        suggestion.node = node;
        suggestion.range = item.range;
        suggestion.peak = item.peak;
        suggestion.strength = item.peakScore;
        suggestion.metrics = std::move(item.topMetrics);
        found.push_back(std::move(suggestion));
    }
    return found;
}

} // namespace nodesentry
