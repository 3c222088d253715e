#include "core/detect/score_explanation.h"

#include "core/base/expects.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace nodesentry {

namespace {

/// Finds the peak, and what is known of it.
void describePeak(RangeExplanation& range, const ScoreExplanation& explanation, std::int64_t begin,
                  std::int64_t end)
{
    for (auto i = begin; i < end; ++i) {
        const auto score = explanation.score[static_cast<std::size_t>(i)];
        if (std::isfinite(score) && (range.peak < 0 || score > range.score)) {
            range.peak = i;
            range.score = score;
        }
    }
    if (range.peak < 0)
        return;
    const auto at = static_cast<std::size_t>(range.peak);
    range.threshold = explanation.threshold[at];
    if (!explanation.cluster.empty())
        range.cluster = explanation.cluster[at];
    if (!explanation.expert.empty())
        range.expert = explanation.expert[at];
    if (!explanation.confidence.empty())
        range.confidence = explanation.confidence[at];
}

/// Means of a row by its error.
/// @param observed  of samples [begin, begin + observed.size())
void compare(MetricContribution& contribution, const ScoreExplanation& explanation, Eigen::Index row,
             const std::vector<float>& observed, std::int64_t begin)
{
    double weight = 0.0;
    double seen = 0.0;
    double wanted = 0.0;
    for (std::size_t i = 0; i < observed.size(); ++i) {
        const auto column = begin + static_cast<std::int64_t>(i);
        const double error = explanation.error(row, column);
        const double expected = explanation.expected(row, column);
        if (!(error > 0.0) || !std::isfinite(expected) || !std::isfinite(observed[i]))
            continue;
        weight += error;
        seen += error * static_cast<double>(observed[i]);
        wanted += error * expected;
    }
    if (weight > 0.0) {
        contribution.observed = seen / weight;
        contribution.expected = wanted / weight;
    }
}

} // namespace

int ScoreExplanation::rowOf(int metric) const
{
    const auto found = std::lower_bound(metricOfRow.begin(), metricOfRow.end(), metric);
    return found != metricOfRow.end() && *found == metric ? static_cast<int>(found - metricOfRow.begin())
                                                          : -1;
}

Result<RangeExplanation> explainRange(const ScoreExplanation& explanation, const SeriesStore& series,
                                      std::int64_t begin, std::int64_t end)
{
    NODESENTRY_EXPECTS(static_cast<std::int64_t>(explanation.score.size()) == explanation.grid.size
                           && explanation.threshold.size() == explanation.score.size(),
                       "an explanation is as long as its grid");
    begin = std::clamp<std::int64_t>(begin, 0, explanation.grid.size);
    end = std::clamp<std::int64_t>(end, begin, explanation.grid.size);
    constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
    RangeExplanation range;
    describePeak(range, explanation, begin, end);
    for (Eigen::Index row = 0; row < explanation.error.rows(); ++row) {
        double sum = 0.0;
        for (auto i = begin; i < end; ++i)
            if (const double error = explanation.error(row, i); error > 0.0)
                sum += error;
        if (!(sum > 0.0))
            continue;
        MetricContribution contribution{explanation.metricOfRow[static_cast<std::size_t>(row)], sum, 0.0,
                                        kUnknown, kUnknown};
        if (explanation.expected.size() > 0) {
            NODESENTRY_TRY(const auto observed,
                           series.read(explanation.node, contribution.metric, begin, end));
            compare(contribution, explanation, row, observed, begin);
        }
        range.error += sum;
        range.contributions.push_back(contribution);
    }
    for (auto& contribution : range.contributions)
        contribution.share = contribution.error / range.error;
    std::stable_sort(
        range.contributions.begin(), range.contributions.end(),
        [](const MetricContribution& a, const MetricContribution& b) { return a.error > b.error; });
    return range;
}

} // namespace nodesentry
