#include "core/detect/alarm_level.h"

#include "core/base/expects.h"
#include "core/detect/pareto_tail.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>
#include <vector>

namespace nodesentry {

std::optional<float> alarmLevel(std::span<const float> scores, std::int64_t most, std::int64_t gapSamples)
{
    NODESENTRY_EXPECTS(most >= 1, "no alarm at all is no rate that samples could tell");
    NODESENTRY_EXPECTS(gapSamples >= 0, "a gap is no shorter than nothing");
    std::vector<std::int64_t> heap; // of samples, the largest score on top, of equal ones the earliest
    for (std::size_t t = 0; t < scores.size(); ++t)
        if (!std::isnan(scores[t]))
            heap.push_back(static_cast<std::int64_t>(t));
    if (heap.empty())
        return std::nullopt;
    const auto scoreAt = [&](std::int64_t sample) { return scores[static_cast<std::size_t>(sample)]; };
    const auto below = [&](std::int64_t a, std::int64_t b) {
        return scoreAt(a) != scoreAt(b) ? scoreAt(a) < scoreAt(b) : a > b;
    };
    std::make_heap(heap.begin(), heap.end(), below);

    // From the top down: a sample begins an alarm, lengthens or fills one, or makes two of them one.
    const auto areOne = [&](std::int64_t a, std::int64_t b) { return b - a <= gapSamples + 1; };
    std::set<std::int64_t> above;
    std::int64_t alarms = 0;
    float level = scoreAt(heap.front());
    while (!heap.empty()) {
        std::pop_heap(heap.begin(), heap.end(), below);
        const auto sample = heap.back();
        heap.pop_back();
        level = scoreAt(sample);
        const auto next = above.lower_bound(sample);
        const bool touchesNext = next != above.end() && areOne(sample, *next);
        const bool touchesPrevious = next != above.begin() && areOne(*std::prev(next), sample);
        if (!touchesNext && !touchesPrevious)
            ++alarms;
        else if (touchesNext && touchesPrevious && !areOne(*std::prev(next), *next))
            --alarms;
        if (alarms > most)
            break; // above this very score there were no more than `most`
        above.insert(next, sample);
    }
    return level;
}

std::optional<float> nodeAlarmLevel(std::span<const float> trainingScores, double stepSeconds,
                                    const DetectOptions& options)
{
    NODESENTRY_EXPECTS(stepSeconds > 0.0, "the grid has a step");
    constexpr double kDaySeconds = 86'400.0;
    const auto known = std::count_if(trainingScores.begin(), trainingScores.end(),
                                     [](float score) { return !std::isnan(score); });
    const double days = static_cast<double>(known) * stepSeconds / kDaySeconds;
    const auto cases = static_cast<std::int64_t>(options.alarmsPerDay * days);
    if (cases < 1)
        return std::nullopt;
    return alarmLevel(trainingScores, cases, std::llround(options.mergeGapSeconds / stepSeconds));
}

std::optional<float> fleetAlarmLevel(std::vector<float> nodeLevels)
{
    constexpr double kComparable = 2.0;
    if (nodeLevels.empty() || quantileOf(nodeLevels, 0.75) > kComparable * quantileOf(nodeLevels, 0.25))
        return std::nullopt;
    return static_cast<float>(quantileOf(nodeLevels, 0.5));
}

} // namespace nodesentry
