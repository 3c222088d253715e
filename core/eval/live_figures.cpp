#include "core/eval/live_figures.h"

#include "core/base/expects.h"
#include "core/eval/node_tally_p.h"
#include "core/eval/sample_runs.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace nodesentry {

namespace {

/// How many of ascending values are above the threshold.
std::int64_t countAbove(const std::vector<float>& ascending, double threshold)
{
    const auto first
        = std::upper_bound(ascending.begin(), ascending.end(), threshold,
                           [](double line, float value) { return line < static_cast<double>(value); });
    return ascending.end() - first;
}

} // namespace

LiveNode::LiveNode(std::vector<float> score, std::vector<std::uint8_t> excluded,
                   std::vector<std::uint8_t> ignored)
    : m_score(std::move(score)),
      m_excluded(std::move(excluded)),
      m_ignored(std::move(ignored))
{
    NODESENTRY_EXPECTS(m_excluded.size() == m_score.size() && m_ignored.size() == m_score.size(),
                       "all vectors of a node are of one length");
    for (std::size_t i = 0; i < m_score.size(); ++i)
        if (!std::isnan(m_score[i]) && m_ignored[i] == 0)
            m_order.push_back(static_cast<std::uint32_t>(i));
    std::sort(m_order.begin(), m_order.end(),
              [this](std::uint32_t a, std::uint32_t b) { return m_score[a] < m_score[b]; });
    setTruth(std::vector<std::uint8_t>(m_score.size(), 0));
}

void LiveNode::setTruth(std::span<const std::uint8_t> truth)
{
    NODESENTRY_EXPECTS(truth.size() == m_score.size(), "a truth for every sample");
    m_anomalous.clear();
    m_normal.clear();
    m_paperNormal.clear();
    for (const auto i : m_order) {
        (truth[i] != 0 ? m_anomalous : m_normal).push_back(m_score[i]);
        if (truth[i] == 0 && m_excluded[i] == 0)
            m_paperNormal.push_back(m_score[i]);
    }
    m_positives = 0;
    m_paperPositives = 0;
    std::vector<std::pair<float, std::int64_t>> events;
    for (const auto& run : findRuns(truth)) {
        float peak = -std::numeric_limits<float>::infinity();
        std::int64_t counted = 0;
        for (auto i = static_cast<std::size_t>(run.begin); i < static_cast<std::size_t>(run.end); ++i) {
            if (m_ignored[i] != 0)
                continue;
            ++m_positives;
            if (m_excluded[i] != 0)
                continue;
            ++counted;
            if (m_score[i] > peak) // false for NaN
                peak = m_score[i];
        }
        m_paperPositives += counted;
        if (counted > 0)
            events.emplace_back(peak, counted);
    }
    std::sort(events.begin(), events.end());
    m_eventPeaks.clear();
    m_eventSamples.clear();
    std::int64_t sum = 0;
    for (const auto& [peak, counted] : events) {
        m_eventPeaks.push_back(peak);
        m_eventSamples.push_back(sum += counted);
    }
}

LiveNode::Counts LiveNode::at(double threshold) const
{
    Counts counts;
    counts.strict.truePositives = countAbove(m_anomalous, threshold);
    counts.strict.falsePositives = countAbove(m_normal, threshold);
    counts.strict.falseNegatives = m_positives - counts.strict.truePositives;
    // One flagged sample finds the whole event, so events below the line are missed as a whole.
    const auto missed = m_eventPeaks.size() - static_cast<std::size_t>(countAbove(m_eventPeaks, threshold));
    counts.paper.falseNegatives = missed > 0 ? m_eventSamples[missed - 1] : 0;
    counts.paper.truePositives = m_paperPositives - counts.paper.falseNegatives;
    counts.paper.falsePositives = countAbove(m_paperNormal, threshold);
    return counts;
}

LiveFigures liveFigures(std::span<const LiveNode* const> nodes, double threshold)
{
    std::vector<NodeTally> tallies;
    tallies.reserve(nodes.size());
    for (const auto* node : nodes) {
        const auto counts = node->at(threshold);
        NodeTally tally;
        tally.paper = counts.paper;
        tally.strict = counts.strict;
        tallies.push_back(tally);
    }
    LiveFigures figures;
    figures.paper = paperFigures(tallies);
    const auto strict = strictFigures(tallies);
    figures.strict.precision = strict.precision;
    figures.strict.recall = strict.recall;
    figures.strict.f1 = strict.f1;
    return figures;
}

} // namespace nodesentry
