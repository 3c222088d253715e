#include "core/eval/volume_under_surface.h"

#include "core/base/expects.h"
#include "core/eval/sample_runs.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace nodesentry {

namespace {

/// Labels softened by one buffer width, and the event (from 0; -1 = none) that each sample belongs to.
struct SoftLabels {
    std::vector<double> label;
    std::vector<int> event;
    int events = 0; ///< events whose buffers overlap are one
};

void soften(SoftLabels& soft, std::span<const SampleRun> runs, int buffer)
{
    const auto size = static_cast<std::int64_t>(soft.label.size());
    std::fill(soft.label.begin(), soft.label.end(), 0.0);
    std::fill(soft.event.begin(), soft.event.end(), -1);
    soft.events = 0;
    const std::int64_t reach = buffer / 2;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const auto& run = runs[i];
        // Buffers that only touch leave two events.
        if (i == 0 || runs[i - 1].end - 1 + reach < run.begin - reach)
            ++soft.events;
        const auto first = std::max<std::int64_t>(run.begin - reach, 0);
        const auto end = std::min(run.end + reach, size);
        std::fill(soft.event.begin() + first, soft.event.begin() + end, soft.events - 1);
        std::fill(soft.label.begin() + run.begin, soft.label.begin() + run.end, 1.0);
        for (int distance = 1; distance <= reach; ++distance) {
            const double weight = std::sqrt(1.0 - static_cast<double>(distance) / buffer);
            for (const std::int64_t at : {run.begin - distance, run.end - 1 + distance}) {
                if (at < 0 || at >= size)
                    continue;
                double& label = soft.label[static_cast<std::size_t>(at)];
                label = std::min(label + weight, 1.0);
            }
        }
    }
}

/// The samples that count, highest score first, and where thresholds are.
struct RankedSamples {
    std::vector<std::size_t> order;
    std::vector<bool> isThreshold; ///< the samples up to and with this one are flagged by one of them
    std::vector<bool> anomalous; ///< by place in time
    double positives = 0.0;
};

RankedSamples rankSamples(std::span<const float> score, std::span<const std::uint8_t> truth,
                          std::span<const std::uint8_t> counted, int thresholds)
{
    RankedSamples ranked;
    ranked.anomalous.resize(score.size());
    for (std::size_t i = 0; i < score.size(); ++i) {
        if (counted[i] == 0)
            continue;
        ranked.order.push_back(i);
        ranked.anomalous[i] = truth[i] != 0;
        ranked.positives += truth[i] != 0 ? 1.0 : 0.0;
    }
    auto& order = ranked.order;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return score[a] > score[b]; });

    const auto lastOfItsScore
        = [&](std::size_t i) { return i + 1 == order.size() || score[order[i + 1]] != score[order[i]]; };
    std::vector<bool> wanted(order.size(), thresholds < 2);
    if (!order.empty() && thresholds >= 2) {
        // As numpy.linspace(0, n - 1, thresholds).astype(int) has them, rounding errors and all.
        const double step = static_cast<double>(order.size() - 1) / (thresholds - 1);
        for (int i = 0; i + 1 < thresholds; ++i)
            wanted[static_cast<std::size_t>(i * step)] = true;
        wanted.back() = true;
    }
    ranked.isThreshold.resize(order.size());
    bool among = false; // one of the samples of this score is at a threshold
    for (std::size_t i = 0; i < order.size(); ++i) {
        among = among || wanted[i];
        if (!lastOfItsScore(i))
            continue;
        ranked.isThreshold[i] = among;
        among = false;
    }
    return ranked;
}

VolumesUnderSurface areasForBuffer(const SoftLabels& soft, const RankedSamples& ranked)
{
    std::vector<bool> touched(static_cast<std::size_t>(soft.events), false);
    int touchedEvents = 0;
    double truePositives = 0.0;
    double flaggedBuffers = 0.0;
    double recallBefore = 0.0;
    double falseRateBefore = 0.0;
    VolumesUnderSurface area{0.0, 0.0};
    const auto samples = static_cast<double>(ranked.order.size());
    for (std::size_t i = 0; i < ranked.order.size(); ++i) {
        const std::size_t at = ranked.order[i];
        truePositives += soft.label[at];
        if (!ranked.anomalous[at])
            flaggedBuffers += soft.label[at];
        if (soft.event[at] >= 0 && !touched[static_cast<std::size_t>(soft.event[at])]) {
            touched[static_cast<std::size_t>(soft.event[at])] = true;
            ++touchedEvents;
        }
        if (!ranked.isThreshold[i])
            continue;
        const auto flagged = static_cast<double>(i + 1);
        const double wanted = ranked.positives + flaggedBuffers / 2.0;
        const double recall = std::min(truePositives / wanted, 1.0) * touchedEvents / soft.events;
        const double falseRate = (flagged - truePositives) / (samples - wanted);
        area.pr += (recall - recallBefore) * truePositives / flagged;
        area.roc += (falseRate - falseRateBefore) * (recall + recallBefore) / 2.0;
        recallBefore = recall;
        falseRateBefore = falseRate;
    }
    area.roc += (1.0 - falseRateBefore) * (1.0 + recallBefore) / 2.0;
    return area;
}

} // namespace

Result<VolumesUnderSurface> volumesUnderSurface(std::span<const float> score,
                                                std::span<const std::uint8_t> truth,
                                                std::span<const std::uint8_t> counted, int maxBuffer,
                                                int thresholds, const RunContext& context)
{
    NODESENTRY_EXPECTS(score.size() == truth.size() && score.size() == counted.size(),
                       "score, truth and counted are of one length");
    NODESENTRY_EXPECTS(maxBuffer >= 0, "a buffer has a width");
    const auto ranked = rankSamples(score, truth, counted, thresholds);
    if (ranked.positives == 0.0)
        return VolumesUnderSurface{};

    auto runs = findRuns(truth);
    std::erase_if(runs, [&](const SampleRun& run) {
        return std::none_of(counted.begin() + run.begin, counted.begin() + run.end,
                            [](std::uint8_t value) { return value != 0; });
    });
    SoftLabels soft{std::vector<double>(score.size()), std::vector<int>(score.size()), 0};
    VolumesUnderSurface sum{0.0, 0.0};
    for (int buffer = 0; buffer <= maxBuffer; ++buffer) {
        if (context.stopRequested())
            return cancelled();
        soften(soft, runs, buffer);
        const auto area = areasForBuffer(soft, ranked);
        sum.pr += area.pr;
        sum.roc += area.roc;
    }
    const bool normal = ranked.positives < static_cast<double>(ranked.order.size());
    return VolumesUnderSurface{sum.pr / (maxBuffer + 1),
                               normal ? sum.roc / (maxBuffer + 1) : std::numeric_limits<double>::quiet_NaN()};
}

} // namespace nodesentry
