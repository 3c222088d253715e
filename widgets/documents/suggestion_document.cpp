#include "widgets/documents/suggestion_document.h"

#include "widgets/documents/label_document.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_set>

namespace nodesentry::ui {

namespace {

bool suggestionComesFirst(const Suggestion& a, const Suggestion& b)
{
    return std::tie(a.node, a.range.begin, a.id) < std::tie(b.node, b.range.begin, b.id);
}

} // namespace

SuggestionDocument::SuggestionDocument(LabelDocument& labels, Selection& selection, QObject* parent)
    : QObject(parent),
      m_labels(labels),
      m_selection(selection)
{
    connect(&selection, &Selection::changed, this, [this](Selection::Parts parts, const QObject* origin) {
        if (parts & Selection::Object)
            Q_EMIT currentChanged(origin);
    });
    m_labels.setSettler([this](const Label& label) { return settledBy(label); });
    connect(&labels, &LabelDocument::suggestionsChanged, this, &SuggestionDocument::apply);
}

void SuggestionDocument::refresh(std::vector<Suggestion> suggestions)
{
    if (suggestions == m_suggestions)
        return;
    m_suggestions = std::move(suggestions);
    std::sort(m_suggestions.begin(), m_suggestions.end(), suggestionComesFirst);
    ++m_revision;
    rebuildQueue();
    Q_EMIT changed();
}

void SuggestionDocument::close()
{
    m_view = {};
    m_position = 0;
    refresh({});
}

const Suggestion* SuggestionDocument::find(SuggestionId id) const
{
    const auto found = m_positions.find(id);
    return found == m_positions.end() ? nullptr : &m_suggestions[found->second];
}

std::vector<const Suggestion*> SuggestionDocument::shownOn(const std::string& node) const
{
    std::vector<const Suggestion*> shown;
    auto at = std::partition_point(m_suggestions.begin(), m_suggestions.end(),
                                   [&](const Suggestion& item) { return item.node < node; });
    for (; at != m_suggestions.end() && at->node == node; ++at)
        if (isOpen(*at, m_view) && isShown(*at, m_view))
            shown.push_back(&*at);
    return shown;
}

void SuggestionDocument::setView(ReviewView view)
{
    m_view = std::move(view);
    rebuildQueue();
    Q_EMIT changed();
}

void SuggestionDocument::rebuildQueue()
{
    m_positions.clear();
    for (std::size_t i = 0; i < m_suggestions.size(); ++i)
        m_positions[m_suggestions[i].id] = i;
    m_queue.clear();
    std::unordered_set<std::string> nodes;
    for (const auto position : reviewQueue(m_suggestions, m_view)) {
        m_queue.push_back(m_suggestions[position].id);
        nodes.insert(m_suggestions[position].node);
    }
    m_queuedNodes = int(nodes.size());
    const auto chosen = m_selection.suggestion();
    if (!chosen)
        return;
    const auto at = std::find(m_queue.begin(), m_queue.end(), *chosen);
    if (at != m_queue.end())
        m_position = std::size_t(at - m_queue.begin());
    if (!current()) // chosen by hand it need not be in the queue, but it has to be open
        m_selection.setObject(std::monostate());
}

std::optional<SuggestionId> SuggestionDocument::current() const
{
    const auto chosen = m_selection.suggestion();
    const auto* item = chosen ? find(*chosen) : nullptr;
    return item != nullptr && isOpen(*item, m_view) ? chosen : std::nullopt;
}

void SuggestionDocument::setCurrent(std::optional<SuggestionId> id, const QObject* origin)
{
    const auto* item = id ? find(*id) : nullptr;
    if (item == nullptr || !isOpen(*item, m_view))
        id.reset();
    if (id == m_selection.suggestion())
        return;
    if (const auto at = id ? std::find(m_queue.begin(), m_queue.end(), *id) : m_queue.end();
        at != m_queue.end())
        m_position = std::size_t(at - m_queue.begin());
    m_selection.setObject(id ? Chosen(ChosenSuggestion{*id}) : Chosen(), origin);
}

std::optional<SuggestionId> SuggestionDocument::neighbour(int step) const
{
    if (m_queue.empty())
        return std::nullopt;
    const auto size = std::ptrdiff_t(m_queue.size());
    auto at = std::ptrdiff_t(m_position);
    const auto chosen = m_selection.suggestion();
    const bool there = chosen && at < size && m_queue[m_position] == *chosen;
    if (there || step < 0) // without a current one, the next is the one in its place
        at += step;
    return m_queue[std::size_t(((at % size) + size) % size)];
}

SuggestionEdit SuggestionDocument::settledBy(const Label& label) const
{
    SuggestionEdit edit;
    for (const auto& item : m_suggestions)
        if (isOpen(item, m_view) && settles(label, item))
            edit.push_back(
                nodesentry::decided(item, SuggestionState::Accepted, m_labels.annotator(), currentTime()));
    return edit;
}

int SuggestionDocument::accept(const std::vector<SuggestionId>& ids, const std::string& category)
{
    ReviewEdit edit;
    std::set<SuggestionId> settled;
    for (const auto id : ids) {
        const auto* item = find(id);
        if (item == nullptr || !isOpen(*item, m_view) || settled.contains(id))
            continue;
        Label label;
        label.node = item->node;
        label.begin = item->range.begin;
        label.end = item->range.end;
        label.category = item->category.empty() ? category : item->category;
        label.author = m_labels.annotator();
        for (auto& change : settledBy(label))
            if (settled.insert(change.before.id).second)
                edit.suggestions.push_back(std::move(change));
        edit.labels.push_back({std::nullopt, std::move(label)});
    }
    const auto count = int(edit.labels.size());
    if (count == 0 || !m_labels.review(tr("Accept %n suggestion(s)", nullptr, count), std::move(edit)))
        return 0;
    return count;
}

bool SuggestionDocument::reject(const std::vector<SuggestionId>& ids)
{
    ReviewEdit edit;
    for (const auto id : ids) {
        const auto* item = find(id);
        if (item != nullptr && isOpen(*item, m_view))
            edit.suggestions.push_back(
                nodesentry::decided(*item, SuggestionState::Rejected, m_labels.annotator(), currentTime()));
    }
    if (edit.empty())
        return false;
    const auto count = int(edit.suggestions.size());
    return m_labels.review(tr("Reject %n suggestion(s)", nullptr, count), std::move(edit)).has_value();
}

bool SuggestionDocument::resize(SuggestionId id, TimeRange range)
{
    const auto* item = find(id);
    if (item == nullptr || range.length() <= 0 || item->range == range)
        return false;
    // Open it stays: in blind mode somebody else may have decided on it.
    auto change = nodesentry::decided(*item, SuggestionState::Pending, m_labels.annotator(), currentTime());
    change.after.range = range;
    return m_labels.review(tr("Move edge"), {{}, {std::move(change)}}).has_value();
}

void SuggestionDocument::apply(const SuggestionEdit& edit, bool replayed)
{
    bool decision = false;
    bool onCurrent = false;
    const auto chosen = m_selection.suggestion();
    for (const auto& change : edit) {
        const auto same = [&](const Suggestion& item) { return item.id == change.after.id; };
        const auto old = std::find_if(m_suggestions.begin(), m_suggestions.end(), same);
        if (old != m_suggestions.end())
            m_suggestions.erase(old);
        m_suggestions.insert(
            std::lower_bound(m_suggestions.begin(), m_suggestions.end(), change.after, suggestionComesFirst),
            change.after);
        decision = decision || change.after.state != SuggestionState::Pending
            || change.before.state != change.after.state;
        onCurrent
            = onCurrent || (change.after.id == chosen && change.after.state != SuggestionState::Pending);
    }
    ++m_revision;
    rebuildQueue();
    Q_EMIT changed();
    if (replayed)
        Q_EMIT this->replayed(edit);
    else if (decision)
        Q_EMIT decided(edit, onCurrent);
}

} // namespace nodesentry::ui
