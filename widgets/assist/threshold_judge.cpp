#include "widgets/assist/threshold_judge.h"

#include "core/labels/settled_labels.h"

#include <limits>

namespace nodesentry::ui {

void ThresholdJudge::clear()
{
    m_nodes.clear();
}

ThresholdJudge::Entry ThresholdJudge::prepare(ReviewNode node)
{
    LiveNode live(node.ratio, node.excluded, node.ignored);
    return {std::move(node), std::move(live), {}};
}

void ThresholdJudge::add(Entry entry)
{
    const auto name = entry.node.node;
    m_nodes.erase(name);
    auto& added = m_nodes.emplace(name, std::move(entry)).first->second;
    if (const auto labels = m_labels.find(name); labels != m_labels.end())
        judge(added, labels->second);
}

const ReviewNode* ThresholdJudge::find(const std::string& node) const
{
    const auto found = m_nodes.find(node);
    return found == m_nodes.end() ? nullptr : &found->second.node;
}

void ThresholdJudge::judge(Entry& entry, const std::vector<Label>& labels) const
{
    std::vector<TimeRange> labelled;
    for (const auto& label : labels)
        labelled.push_back({label.begin, label.end.value_or(std::numeric_limits<TimeMs>::max())});
    if (labelled == entry.labelled)
        return;
    entry.labelled = std::move(labelled);
    entry.live.setTruth(truthOf(labels, entry.node.node, entry.node.grid));
}

void ThresholdJudge::setLabels(const std::vector<Label>& labels)
{
    m_labels.clear();
    for (auto& label : settledLabels(labels))
        m_labels[label.node].push_back(std::move(label));
    static const std::vector<Label> kNone;
    for (auto& [name, entry] : m_nodes) {
        const auto found = m_labels.find(name);
        judge(entry, found == m_labels.end() ? kNone : found->second);
    }
}

std::optional<LiveFigures> ThresholdJudge::figuresOf(const std::string& node, double factor) const
{
    const auto found = m_nodes.find(node);
    if (found == m_nodes.end())
        return std::nullopt;
    const std::vector<const LiveNode*> one{&found->second.live};
    return liveFigures(one, factor);
}

LiveFigures ThresholdJudge::figures(double factor) const
{
    std::vector<const LiveNode*> labelled;
    for (const auto& [name, entry] : m_nodes)
        if (entry.live.hasAnomalies())
            labelled.push_back(&entry.live);
    return liveFigures(labelled, factor);
}

int ThresholdJudge::labelledNodes() const
{
    int count = 0;
    for (const auto& [name, entry] : m_nodes)
        count += entry.live.hasAnomalies() ? 1 : 0;
    return count;
}

} // namespace nodesentry::ui
