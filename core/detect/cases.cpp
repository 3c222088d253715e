#include "core/detect/cases.h"

#include "core/base/expects.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace nodesentry {

namespace {

constexpr std::size_t kMostTopMetrics = 5;

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

std::vector<int> topMetrics(const SampleMatrix& metricError, std::span<const int> catalogIndexOfRow,
                            const FlaggedSamples& samples)
{
    std::vector<double> sum(static_cast<std::size_t>(metricError.rows()), 0.0);
    for (Eigen::Index row = 0; row < metricError.rows(); ++row) {
        for (const std::int64_t t : samples) {
            const float error = metricError(row, t);
            if (!std::isnan(error))
                sum[static_cast<std::size_t>(row)] += error;
        }
    }
    std::vector<std::size_t> order(sum.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return sum[a] > sum[b]; });

    std::vector<int> top;
    for (const std::size_t row : order) {
        if (top.size() == kMostTopMetrics || sum[row] <= 0.0)
            break;
        top.push_back(catalogIndexOfRow[row]);
    }
    return top;
}

} // namespace

std::vector<Case> findCases(const std::string& method, const std::string& node, const TimeGrid& grid,
                            std::span<const float> score, std::span<const float> threshold,
                            std::span<const std::uint8_t> flagged, const SampleMatrix& metricError,
                            std::span<const int> metricCatalogIndexOfRow,
                            std::span<const std::int16_t> cluster, const DetectOptions& options)
{
    const auto size = static_cast<std::size_t>(grid.size);
    NODESENTRY_EXPECTS(score.size() == size && threshold.size() == size && flagged.size() == size,
                       "score, threshold and flags cover the grid");
    NODESENTRY_EXPECTS(cluster.empty() || cluster.size() == size, "clusters cover the grid");
    NODESENTRY_EXPECTS(
        metricError.size() == 0
            || (metricError.cols() == grid.size
                && metricError.rows() == static_cast<Eigen::Index>(metricCatalogIndexOfRow.size())),
        "the error has a column per sample and a catalogue index per row");

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
        if (metricError.size() != 0)
            found.topMetrics = topMetrics(metricError, metricCatalogIndexOfRow, samples);
        cases.push_back(std::move(found));
    }
    return cases;
}

} // namespace nodesentry
