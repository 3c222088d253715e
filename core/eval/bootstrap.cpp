#include "core/eval/bootstrap_p.h"

#include "core/base/splitmix.h"
#include "core/eval/figures.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace nodesentry {

namespace {

/// The same nodes give the same intervals; another seed would not make them better.
constexpr std::uint64_t kSeed = 1;

/// Quantile by linear interpolation between the order statistics (type 7 of Hyndman and Fan, 1996).
/// @pre sorted, not empty
double quantile(std::span<const double> sorted, double share)
{
    const double at = share * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(at);
    const auto above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

template <class Figures, std::size_t n>
void setIntervals(std::span<const Figures> drawn, const std::array<NamedFigure<Figures>, n>& names,
                  double level, std::int64_t labelledNodes, Figures& low, Figures& high)
{
    for (const auto& figure : names) {
        if (figure.needsAnomalies && labelledNodes < 2)
            continue; // all drawings that define it would say the same, as if it were certain
        std::vector<double> values;
        for (const auto& figures : drawn)
            if (std::isfinite(figures.*figure.value))
                values.push_back(figures.*figure.value);
        if (2 * values.size() <= drawn.size())
            continue;
        std::sort(values.begin(), values.end());
        low.*figure.value = quantile(values, (1 - level) / 2);
        high.*figure.value = quantile(values, (1 + level) / 2);
    }
}

} // namespace

Result<std::optional<EvaluationIntervals>> bootstrapIntervals(std::span<const NodeTally> tallies,
                                                              int resamples, const RunContext& context)
{
    if (tallies.size() < 2 || resamples <= 0)
        return std::nullopt;
    EvaluationIntervals intervals;
    intervals.resamples = resamples;
    intervals.nodes = static_cast<std::int64_t>(tallies.size());
    intervals.labelledNodes = std::count_if(
        tallies.begin(), tallies.end(), [](const NodeTally& tally) { return tally.anomalousSamples > 0; });
    SplitMix lots(kSeed, "bootstrap over nodes");
    std::vector<PaperFigures> paper;
    std::vector<StrictFigures> strict;
    std::vector<NodeTally> drawn(tallies.size());
    for (int i = 0; i < resamples; ++i) {
        if (context.stopRequested())
            return cancelled();
        for (auto& node : drawn)
            node = tallies[static_cast<std::size_t>(lots.index(intervals.nodes))];
        paper.push_back(paperFigures(drawn));
        strict.push_back(strictFigures(drawn));
    }
    setIntervals<PaperFigures>(paper, kPaperFigures, intervals.level, intervals.labelledNodes,
                               intervals.paperLow, intervals.paperHigh);
    setIntervals<StrictFigures>(strict, kStrictFigures, intervals.level, intervals.labelledNodes,
                                intervals.strictLow, intervals.strictHigh);
    return intervals;
}

} // namespace nodesentry
