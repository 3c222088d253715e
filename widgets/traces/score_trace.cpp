#include "widgets/traces/score_trace.h"

#include "core/review/candidates.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace nodesentry::ui {

namespace {

/// From the lowest twentieth of the scores to the highest score or threshold.
ValueRange scaleOf(const std::vector<float>& scores, const std::vector<float>& thresholds)
{
    std::vector<float> positive;
    std::copy_if(scores.begin(), scores.end(), std::back_inserter(positive),
                 [](float score) { return std::isfinite(score) && score > 0.0F; });
    if (positive.empty())
        return {-1.0, 1.0};
    float top = *std::max_element(positive.begin(), positive.end());
    for (const float threshold : thresholds)
        top = threshold > top ? threshold : top; // false for NaN
    const auto low = positive.begin() + std::ptrdiff_t(positive.size() / 20);
    std::nth_element(positive.begin(), low, positive.end());
    return padded({std::log10(double(*low)), std::log10(double(top))});
}

} // namespace

LaneTrace logTrace(const LaneTrace& trace, ValueRange scale)
{
    const auto lowest = float(scale.minimum);
    const auto logarithm = [lowest](float value) {
        if (std::isnan(value))
            return value;
        return value > 0.0F ? std::max(std::log10(value), lowest) : lowest;
    };
    auto result = trace;
    if (auto* envelope = std::get_if<EnvelopeTrace>(&result)) {
        for (auto& bucket : envelope->buckets)
            bucket = {logarithm(bucket.minimum), logarithm(bucket.maximum)};
    } else {
        for (auto& value : std::get<SampleTrace>(result).values)
            value = logarithm(value);
    }
    return result;
}

std::shared_ptr<const ScoreTrace> makeScoreTrace(const StoredScores& stored, const std::string& method)
{
    auto threshold = stored.threshold;
    for (auto& value : threshold) {
        if (!std::isfinite(value))
            value = NAN;
    }
    const auto scale = scaleOf(stored.scores.score, threshold);
    auto ratio = thresholdRatios(stored.scores.score, threshold);
    return std::make_shared<const ScoreTrace>(
        ScoreTrace{stored.scores.node, method, stored.grid, MinMaxPyramid(stored.scores.score),
                   MinMaxPyramid(std::move(threshold)), MinMaxPyramid(std::move(ratio)), scale});
}

} // namespace nodesentry::ui
