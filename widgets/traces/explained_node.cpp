#include "widgets/traces/explained_node.h"

#include <algorithm>
#include <cmath>

namespace nodesentry::ui {

namespace {

std::optional<ValueRange> rangeOf(const std::vector<float>& values)
{
    std::optional<ValueRange> range;
    for (const float value : values) {
        if (!std::isfinite(value))
            continue;
        if (!range)
            range = ValueRange{value, value};
        range->minimum = std::min(range->minimum, double(value));
        range->maximum = std::max(range->maximum, double(value));
    }
    return range;
}

std::vector<int> rankingOf(const ScoreExplanation& explanation)
{
    std::vector<std::pair<double, int>> sums;
    for (Eigen::Index row = 0; row < explanation.error.rows(); ++row) {
        double sum = 0.0;
        for (Eigen::Index i = 0; i < explanation.error.cols(); ++i)
            if (const double error = explanation.error(row, i); error > 0.0)
                sum += error;
        if (sum > 0.0)
            sums.emplace_back(sum, explanation.metricOfRow[std::size_t(row)]);
    }
    std::stable_sort(sums.begin(), sums.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<int> metrics;
    for (const auto& [sum, metric] : sums)
        metrics.push_back(metric);
    return metrics;
}

} // namespace

ExplainedNode::ExplainedNode(ScoreExplanation explanation) : m_explanation(std::move(explanation))
{
    const auto& expected = m_explanation.expected;
    for (Eigen::Index row = 0; row < expected.rows(); ++row) {
        const float* begin = expected.row(row).data();
        std::vector<float> values(begin, begin + expected.cols());
        if (const auto range = rangeOf(values))
            m_expected.emplace(m_explanation.metricOfRow[std::size_t(row)],
                               Expected{MinMaxPyramid(std::move(values)), *range});
    }
    m_ranking = rankingOf(m_explanation);
}

MetricExpectation ExplainedNode::expectationOf(int metric) const
{
    const auto& metrics = m_explanation.metrics;
    return metric >= 0 && std::size_t(metric) < metrics.size() ? metrics[std::size_t(metric)]
                                                               : MetricExpectation{};
}

std::optional<LaneTrace> ExplainedNode::expected(int metric, const TraceRequest& request) const
{
    const auto found = m_expected.find(metric);
    if (found == m_expected.end())
        return std::nullopt;
    auto trace = readTrace(found->second.values, m_explanation.grid, request);
    return trace ? std::optional(std::move(*trace)) : std::nullopt; // it fails on impossible requests only
}

std::optional<ValueRange> ExplainedNode::expectedRange(int metric) const
{
    const auto found = m_expected.find(metric);
    return found == m_expected.end() ? std::nullopt : std::optional(found->second.range);
}

std::size_t ExplainedNode::bytes() const
{
    constexpr std::size_t kFloat = sizeof(float);
    const auto cells = std::size_t(m_explanation.error.size() + m_explanation.expected.size());
    const auto pyramids = m_expected.size() * std::size_t(m_explanation.grid.size) * 9 / 8;
    return (cells + pyramids) * kFloat + std::size_t(m_explanation.grid.size) * 4 * kFloat;
}

} // namespace nodesentry::ui
