#include "core/eval/volume_under_surface.h"

#include "core/base/expects.h"
#include "core/eval/sample_runs.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace nodesentry {

namespace {

/// Labels softened by one buffer width, and the event (from 0; -1 = none) that each sample belongs to.
struct SoftLabels {
    std::vector<double> label;
    std::vector<int> event;
    int events = 0; ///< with at least one counted sample; events whose buffers meet are one
};

void soften(SoftLabels& soft, std::span<const SampleRun> runs, std::span<const std::uint8_t> counted,
            int buffer)
{
    const auto size = static_cast<std::int64_t>(soft.label.size());
    std::fill(soft.label.begin(), soft.label.end(), 0.0);
    for (const SampleRun& run : runs) {
        std::fill(soft.label.begin() + run.begin, soft.label.begin() + run.end, 1.0);
        for (int distance = 1; distance <= buffer / 2; ++distance) {
            const double weight = std::sqrt(1.0 - static_cast<double>(distance) / buffer);
            for (const std::int64_t at : {run.begin - distance, run.end - 1 + distance}) {
                if (at < 0 || at >= size)
                    continue;
                double& label = soft.label[static_cast<std::size_t>(at)];
                label = std::max(label, weight);
            }
        }
    }
    soft.events = 0;
    bool open = false; // the event at hand has had a counted sample
    for (std::size_t i = 0; i < soft.label.size(); ++i) {
        soft.event[i] = -1;
        if (soft.label[i] == 0.0) {
            open = false;
        } else if (counted[i] != 0) {
            if (!open)
                ++soft.events;
            open = true;
            soft.event[i] = soft.events - 1;
        }
    }
}

/// @param order      counted samples, highest score first
/// @param positives  counted samples with truth
double areaForBuffer(const SoftLabels& soft, std::span<const std::size_t> order, std::span<const float> score,
                     double positives)
{
    double labelSum = 0.0;
    for (const std::size_t i : order)
        labelSum += soft.label[i];
    const double wanted = (positives + labelSum) / 2.0;

    std::vector<bool> touched(static_cast<std::size_t>(soft.events), false);
    int touchedEvents = 0;
    double truePositives = 0.0;
    double recallBefore = 0.0;
    double area = 0.0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const std::size_t at = order[i];
        truePositives += soft.label[at];
        if (soft.event[at] >= 0 && !touched[static_cast<std::size_t>(soft.event[at])]) {
            touched[static_cast<std::size_t>(soft.event[at])] = true;
            ++touchedEvents;
        }
        const bool lastOfItsScore = i + 1 == order.size() || score[order[i + 1]] != score[at];
        if (!lastOfItsScore)
            continue;
        const double recall = std::min(truePositives / wanted, 1.0) * touchedEvents / soft.events;
        area += (recall - recallBefore) * truePositives / static_cast<double>(i + 1);
        recallBefore = recall;
    }
    return area;
}

} // namespace

Result<double> volumeUnderPrSurface(std::span<const float> score, std::span<const std::uint8_t> truth,
                                    std::span<const std::uint8_t> counted, int maxBuffer,
                                    const RunContext& context)
{
    NODESENTRY_EXPECTS(score.size() == truth.size() && score.size() == counted.size(),
                       "score, truth and counted are of one length");
    NODESENTRY_EXPECTS(maxBuffer >= 0, "a buffer has a width");
    std::vector<std::size_t> order;
    std::int64_t positives = 0;
    for (std::size_t i = 0; i < score.size(); ++i) {
        if (counted[i] == 0)
            continue;
        order.push_back(i);
        positives += truth[i] != 0 ? 1 : 0;
    }
    if (positives == 0)
        return std::numeric_limits<double>::quiet_NaN();
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return score[a] > score[b]; });

    const std::vector<SampleRun> runs = findRuns(truth);
    SoftLabels soft{std::vector<double>(score.size()), std::vector<int>(score.size()), 0};
    double sum = 0.0;
    for (int buffer = 0; buffer <= maxBuffer; ++buffer) {
        if (context.stopRequested())
            return cancelled();
        soften(soft, runs, counted, buffer);
        sum += areaForBuffer(soft, order, score, static_cast<double>(positives));
    }
    return sum / (maxBuffer + 1);
}

} // namespace nodesentry
