#include "core/detect/threshold.h"

#include "core/base/expects.h"
#include "core/detect/alarm_level.h"
#include "core/detect/pareto_tail.h"
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
    double floor = 0.0; ///< no sliding threshold falls below it
};

std::int64_t samplesIn(double seconds, double stepSeconds)
{
    return static_cast<std::int64_t>(std::llround(seconds / stepSeconds));
}

TrainingLevel trainingLevel(std::span<const float> trainingScores, const DetectOptions& options)
{
    std::vector<float> known;
    std::copy_if(trainingScores.begin(), trainingScores.end(), std::back_inserter(known),
                 [](float value) { return !std::isnan(value); });
    if (known.empty())
        return {};
    SlidingMoments moments(static_cast<std::int64_t>(known.size()));
    for (const float value : known)
        moments.push(value);
    TrainingLevel level{moments.count(), moments.mean(), moments.deviation(),
                        quantileOf(known, options.trainQuantile)};
    level.floor = options.floorShare * level.quantile;
    return level;
}

/// The window of past scores, which keeps faults out of itself.
///
/// Scores above the threshold wait. If the excursion ends soon they were noise and belong to what is normal:
/// a window that dropped every one of them would cut off its own tail, lower its threshold and flag ever more
/// (of exponential noise, 10 % instead of 2 %). If it lasts, a case is open: they are dropped, and the window
/// stands still until the case ends or the limit says that the new level is here to stay.
class LearningWindow {
public:
    LearningWindow(std::int64_t windowSamples, std::int64_t freezeAfter, std::int64_t freezeLimit)
        : m_moments(windowSamples),
          m_freezeAfter(freezeAfter),
          m_freezeLimit(freezeLimit)
    {
    }

    [[nodiscard]] const SlidingMoments& moments() const { return m_moments; }

    void add(float score, bool above)
    {
        if (!above || m_freezeLimit == 0) {
            for (const float waiting : m_waiting)
                m_moments.push(waiting);
            m_waiting.clear();
            m_samplesAbove = 0;
            m_moments.push(score);
            return;
        }
        ++m_samplesAbove;
        if (m_samplesAbove < m_freezeAfter)
            m_waiting.push_back(score);
        else
            m_waiting.clear();
        if (m_samplesAbove > m_freezeLimit)
            m_moments.push(score);
    }

private:
    SlidingMoments m_moments;
    std::int64_t m_freezeAfter;
    std::int64_t m_freezeLimit; // 0: never frozen
    std::int64_t m_samplesAbove = 0; // in a row
    std::vector<float> m_waiting;
};

std::vector<float> slidingBand(std::span<const float> score, const TrainingLevel& training,
                               double stepSeconds, const DetectOptions& options)
{
    const std::int64_t windowSamples
        = std::max(kFewestWindowSamples, samplesIn(options.windowSeconds, stepSeconds));
    const std::int64_t freezeLimit = options.freeze ? samplesIn(options.freezeLimitSeconds, stepSeconds) : 0;

    LearningWindow window(windowSamples, options.freezeAfterSamples, freezeLimit);
    std::vector<float> threshold(score.size(), kNever);
    for (std::size_t t = 0; t < score.size(); ++t) {
        const SlidingMoments& past = window.moments();
        if (2 * past.count() >= windowSamples)
            threshold[t]
                = static_cast<float>(std::max(past.mean() + options.k * past.deviation(), training.floor));
        else if (training.count > 0)
            threshold[t] = static_cast<float>(
                std::max(training.mean + options.k * training.deviation, training.floor));
        if (!std::isnan(score[t]))
            window.add(score[t], score[t] > threshold[t]);
    }
    return threshold;
}

} // namespace

std::vector<float> computeThreshold(std::span<const float> score, std::int64_t trainEnd, double stepSeconds,
                                    const DetectOptions& options, std::optional<float> fleetLevel)
{
    NODESENTRY_EXPECTS(stepSeconds > 0.0, "the grid has a step");
    NODESENTRY_EXPECTS(trainEnd >= 0 && trainEnd <= static_cast<std::int64_t>(score.size()),
                       "the training range lies on the grid");
    const auto trainingScores = score.first(static_cast<std::size_t>(trainEnd));
    TrainingLevel training = trainingLevel(trainingScores, options);
    if (options.threshold == "ksigma") {
        const auto own = nodeAlarmLevel(trainingScores, stepSeconds, options);
        training.floor = std::max<double>({training.floor, own.value_or(0.0F), fleetLevel.value_or(0.0F)});
        return slidingBand(score, training, stepSeconds, options);
    }
    double constant = training.quantile;
    if (options.threshold == "pot")
        constant = peaksOverThreshold(trainingScores, options.potInitialQuantile, options.potRisk);
    else
        NODESENTRY_EXPECTS(options.threshold == "train_quantile", "a known kind of threshold");
    return std::vector<float>(score.size(), training.count > 0 ? static_cast<float>(constant) : kNever);
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
