#include "core/detect/cases.h"

#include "core/base/expects.h"

#include <algorithm>

namespace nodesentry {

namespace {

/// Positions of the flagged samples of one case, ascending; never empty.
using FlaggedSamples = std::vector<std::int64_t>;

std::vector<FlaggedSamples> mergeFlagged(std::span<const std::uint8_t> flagged, const TimeGrid& grid,
                                         double mergeGapSeconds)
{
    std::vector<FlaggedSamples> merged;
    for (std::int64_t t = 0; t < grid.size; ++t) {
        if (flagged[static_cast<std::size_t>(t)] == 0)
            continue;
        const bool continues = !merged.empty()
            && static_cast<double>(t - merged.back().back() - 1) * grid.stepSeconds() <= mergeGapSeconds;
        if (!continues)
            merged.emplace_back();
        merged.back().push_back(t);
    }
    return merged;
}

} // namespace

std::vector<Case> findCases(const std::string& method, const std::string& node, const TimeGrid& grid,
                            std::span<const float> score, std::span<const float> threshold,
                            std::span<const std::uint8_t> flagged, const TopMetrics& top,
                            std::span<const int> metricCatalogIndexOfRow,
                            std::span<const std::int16_t> cluster, const DetectOptions& options)
{
    const auto size = static_cast<std::size_t>(grid.size);
    NODESENTRY_EXPECTS(score.size() == size && threshold.size() == size && flagged.size() == size,
                       "score, threshold and flags cover the grid");
    NODESENTRY_EXPECTS(cluster.empty() || cluster.size() == size, "clusters cover the grid");
    NODESENTRY_EXPECTS(top.empty() || top.row.cols() == grid.size, "shares cover the grid");
    NODESENTRY_EXPECTS(top.empty()
                           || top.row.maxCoeff() < static_cast<std::int64_t>(metricCatalogIndexOfRow.size()),
                       "a catalogue index per row");

    std::vector<Case> cases;
    for (const FlaggedSamples& samples : mergeFlagged(flagged, grid, options.mergeGapSeconds)) {
        if (static_cast<std::int64_t>(samples.size()) < options.minCaseSamples)
            continue;
        const std::int64_t peak
            = *std::max_element(samples.begin(), samples.end(), [&](std::int64_t a, std::int64_t b) {
                  return score[static_cast<std::size_t>(a)] < score[static_cast<std::size_t>(b)];
              });
        Case found;
        found.method = method;
        found.node = node;
        found.range = {grid.timeOf(samples.front()), grid.timeOf(samples.back() + 1)};
        found.peak = grid.timeOf(peak);
        found.peakScore = score[static_cast<std::size_t>(peak)];
        for (const std::int64_t t : samples) {
            const auto at = static_cast<std::size_t>(t);
            found.area += static_cast<double>(score[at]) - static_cast<double>(threshold[at]);
        }
        if (!cluster.empty())
            found.cluster = cluster[static_cast<std::size_t>(peak)];
        if (!top.empty())
            for (const int row : topMetricsOf(top, score, samples))
                found.topMetrics.push_back(metricCatalogIndexOfRow[static_cast<std::size_t>(row)]);
        cases.push_back(std::move(found));
    }
    return cases;
}

} // namespace nodesentry
