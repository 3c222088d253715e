#include "core/detect/threshold.h"

#include "core/base/expects.h"
#include "core/detect/sliding_moments.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace nodesentry {

namespace {

constexpr float kNever = std::numeric_limits<float>::infinity();
constexpr std::int64_t kFewestWindowSamples = 20;

/// What the training range says of the size of scores.
struct TrainingLevel {
    std::int64_t count = 0;
    double mean = 0.0;
    double deviation = 0.0;
    double quantile = 0.0;
};

/// Linear interpolation between order statistics (type 7 of Hyndman and Fan, 1996), as NumPy does.
double quantileOf(std::vector<float>& values, double share)
{
    const double position = share * static_cast<double>(values.size() - 1);
    const auto lower = static_cast<std::ptrdiff_t>(std::floor(position));
    std::nth_element(values.begin(), values.begin() + lower, values.end());
    const double below = values[static_cast<std::size_t>(lower)];
    if (lower + 1 == static_cast<std::ptrdiff_t>(values.size()))
        return below;
    const double above = *std::min_element(values.begin() + lower + 1, values.end());
    return below + (position - static_cast<double>(lower)) * (above - below);
}

TrainingLevel trainingLevel(std::span<const float> trainingScores, double quantile)
{
    std::vector<float> known;
    std::copy_if(trainingScores.begin(), trainingScores.end(), std::back_inserter(known),
                 [](float value) { return !std::isnan(value); });
    if (known.empty())
        return {};
    SlidingMoments moments(static_cast<std::int64_t>(known.size()));
    for (const float value : known)
        moments.push(value);
    return {moments.count(), moments.mean(), moments.deviation(), quantileOf(known, quantile)};
}

std::int64_t samplesIn(double seconds, double stepSeconds)
{
    return static_cast<std::int64_t>(std::llround(seconds / stepSeconds));
}

std::vector<float> slidingBand(std::span<const float> score, const TrainingLevel& training,
                               double stepSeconds, const DetectOptions& options)
{
    const std::int64_t windowSamples
        = std::max(kFewestWindowSamples, samplesIn(options.windowSeconds, stepSeconds));
    const std::int64_t freezeSamples
        = options.freeze ? samplesIn(options.freezeLimitSeconds, stepSeconds) : 0;
    const double floor = options.floorShare * training.quantile;

    SlidingMoments window(windowSamples);
    std::int64_t samplesAbove = 0; // in a row
    std::vector<float> threshold(score.size(), kNever);
    for (std::size_t t = 0; t < score.size(); ++t) {
        if (2 * window.count() >= windowSamples)
            threshold[t]
                = static_cast<float>(std::max(window.mean() + options.k * window.deviation(), floor));
        else if (training.count > 0)
            threshold[t]
                = static_cast<float>(std::max(training.mean + options.k * training.deviation, floor));

        if (std::isnan(score[t]))
            continue;
        samplesAbove = score[t] > threshold[t] ? samplesAbove + 1 : 0;
        const bool frozen = samplesAbove > 0 && samplesAbove <= freezeSamples;
        if (!frozen)
            window.push(score[t]);
    }
    return threshold;
}

} // namespace

std::vector<float> computeThreshold(std::span<const float> score, std::int64_t trainEnd, double stepSeconds,
                                    const DetectOptions& options)
{
    NODESENTRY_EXPECTS(stepSeconds > 0.0, "the grid has a step");
    NODESENTRY_EXPECTS(trainEnd >= 0 && trainEnd <= static_cast<std::int64_t>(score.size()),
                       "the training range lies on the grid");
    const TrainingLevel training
        = trainingLevel(score.first(static_cast<std::size_t>(trainEnd)), options.trainQuantile);
    if (options.threshold == "ksigma")
        return slidingBand(score, training, stepSeconds, options);
    NODESENTRY_EXPECTS(options.threshold == "train_quantile", "a known kind of threshold");
    const float constant = training.count > 0 ? static_cast<float>(training.quantile) : kNever;
    return std::vector<float>(score.size(), constant);
}

std::vector<std::uint8_t> flagScores(std::span<const float> score, std::span<const float> threshold)
{
    NODESENTRY_EXPECTS(score.size() == threshold.size(), "every score has a threshold");
    std::vector<std::uint8_t> flagged(score.size());
    for (std::size_t t = 0; t < score.size(); ++t)
        flagged[t] = score[t] > threshold[t] ? 1 : 0;
    return flagged;
}

} // namespace nodesentry
