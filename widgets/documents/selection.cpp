#include "widgets/documents/selection.h"

namespace nodesentry::ui {

const std::set<LabelId>& Selection::labels() const
{
    static const std::set<LabelId> none;
    const auto* chosen = std::get_if<ChosenLabels>(&m_object);
    return chosen != nullptr ? chosen->ids : none;
}

std::optional<SuggestionId> Selection::suggestion() const
{
    const auto* chosen = std::get_if<ChosenSuggestion>(&m_object);
    return chosen != nullptr ? std::optional(chosen->id) : std::nullopt;
}

std::optional<std::int64_t> Selection::caseId() const
{
    const auto* chosen = std::get_if<CaseId>(&m_object);
    return chosen != nullptr ? std::optional(chosen->value) : std::nullopt;
}

void Selection::setNode(const std::string& node, const QObject* origin)
{
    if (node == m_node)
        return;
    m_node = node;
    Q_EMIT changed(Node, origin);
}

void Selection::setRange(std::optional<TimeRange> range, const QObject* origin)
{
    if (range == m_range)
        return;
    m_range = range;
    Q_EMIT changed(Range, origin);
}

void Selection::setObject(Chosen object, const QObject* origin)
{
    if (const auto* labels = std::get_if<ChosenLabels>(&object); labels != nullptr && labels->ids.empty())
        object = std::monostate();
    if (object == m_object)
        return;
    m_object = std::move(object);
    Q_EMIT changed(Object, origin);
}

void Selection::clear(const QObject* origin)
{
    m_node.clear();
    m_range.reset();
    m_object = std::monostate();
    Q_EMIT changed(Node | Range | Object, origin);
}

} // namespace nodesentry::ui
