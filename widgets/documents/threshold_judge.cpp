#include "widgets/documents/threshold_judge.h"

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

void ThresholdJudge::judge(Entry& entry, const Labels& labels) const
{
    std::vector<TimeRange> labelled;
    for (const auto* list : {&labels.independent, &labels.suggested})
        for (const auto& label : *list)
            labelled.push_back({label.begin, label.end.value_or(std::numeric_limits<TimeMs>::max())});
    if (labelled == entry.labelled && labels.independent.size() == entry.independent)
        return;
    entry.labelled = std::move(labelled);
    entry.independent = labels.independent.size();
    const auto& name = entry.node.node;
    entry.live.setTruth(truthOf(labels.independent, name, entry.node.grid));
    if (labels.suggested.empty()) {
        entry.withSuggested.reset();
        return;
    }
    auto all = labels.independent;
    all.insert(all.end(), labels.suggested.begin(), labels.suggested.end());
    if (!entry.withSuggested)
        entry.withSuggested.emplace(entry.live);
    entry.withSuggested->setTruth(truthOf(all, name, entry.node.grid));
}

void ThresholdJudge::setLabels(const std::vector<Label>& labels,
                               const std::map<LabelId, std::string>& suggested)
{
    m_labels.clear();
    for (auto& label : settledLabels(labels)) {
        auto& ofNode = m_labels[label.node];
        (suggested.contains(label.id) ? ofNode.suggested : ofNode.independent).push_back(std::move(label));
    }
    static const Labels kNone;
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

std::optional<LiveFigures> ThresholdJudge::figuresWithSuggested(double factor) const
{
    std::vector<const LiveNode*> labelled;
    bool some = false;
    for (const auto& [name, entry] : m_nodes) {
        const auto& live = entry.withSuggested ? *entry.withSuggested : entry.live;
        some = some || (entry.withSuggested && live.hasAnomalies());
        if (live.hasAnomalies())
            labelled.push_back(&live);
    }
    return some ? std::optional(liveFigures(labelled, factor)) : std::nullopt;
}

int ThresholdJudge::suggestedLabels() const
{
    std::size_t count = 0;
    for (const auto& [name, entry] : m_nodes)
        if (const auto labels = m_labels.find(name); labels != m_labels.end())
            count += labels->second.suggested.size();
    return static_cast<int>(count);
}

int ThresholdJudge::labelledNodes() const
{
    int count = 0;
    for (const auto& [name, entry] : m_nodes)
        count += entry.live.hasAnomalies() ? 1 : 0;
    return count;
}

} // namespace nodesentry::ui
