#include "widgets/models/suggestion_list_model.h"

#include "core/base/expects.h"
#include "widgets/documents/suggestion_document.h"
#include "widgets/base/text/time_zone.h"
#include "widgets/base/text/value_text.h"

#include <algorithm>

namespace nodesentry::ui {

SuggestionListModel::SuggestionListModel(SuggestionDocument& document, QObject* parent)
    : ColumnModel(columns(), parent),
      m_document(document)
{
    connect(&document, &SuggestionDocument::changed, this, &SuggestionListModel::rebuild);
    rebuild();
}

std::vector<TableColumn<Suggestion>> SuggestionListModel::columns()
{
    const auto seconds = [](const Suggestion& item) { return double(item.range.length()) / 1000.0; };
    return {{.title = [] { return tr("Strength"); },
             .text = [](const Suggestion& item) { return scoreText(item.strength); },
             .sortKey = [](const Suggestion& item) { return item.strength; },
             .isFigure = true,
             .help
             = tr("Score over threshold where it is highest; for what is like a label, correlation over the "
                  "least one that is suggested")},
            {.title = [] { return tr("Node"); },
             .text = [](const Suggestion& item) { return QString::fromStdString(item.node); }},
            {.title = [] { return tr("Begin (%1)").arg(zoneName()); },
             .text = [](const Suggestion& item) { return timeText(item.range.begin); },
             .sortKey = [](const Suggestion& item) { return qint64(item.range.begin); }},
            {.title = [] { return tr("Duration"); },
             .text = [seconds](const Suggestion& item) { return durationText(seconds(item)); },
             .sortKey = seconds,
             .isFigure = true},
            {.title = [] { return tr("From"); },
             .text =
                 [](const Suggestion& item) {
                     return item.isSimilar() ? tr("like a label") : QString::fromStdString(item.source);
                 }}};
}

void SuggestionListModel::rebuild()
{
    std::vector<Suggestion> rows;
    for (const auto id : m_document.queue())
        rows.push_back(*m_document.find(id));
    if (rows == m_rows)
        return;
    // A decision takes one row out; the others, and the place in the list, stay.
    const auto [first, other] = std::mismatch(m_rows.begin(), m_rows.end(), rows.begin(), rows.end());
    const auto row = int(first - m_rows.begin());
    if (rows.size() + 1 == m_rows.size() && std::equal(first + 1, m_rows.end(), other, rows.end())) {
        beginRemoveRows({}, row, row);
        m_rows = std::move(rows);
        endRemoveRows();
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int SuggestionListModel::rowOf(SuggestionId id) const
{
    const auto found
        = std::find_if(m_rows.begin(), m_rows.end(), [id](const Suggestion& item) { return item.id == id; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

SuggestionId SuggestionListModel::idAt(int row) const
{
    NODESENTRY_EXPECTS(row >= 0 && row < rowCount(), "a row of the list");
    return m_rows[std::size_t(row)].id;
}

QVariant SuggestionListModel::toolTipOf(const Suggestion& item) const
{
    return QString(nodeOf(item) + u'\n' + spanText(item.range));
}

} // namespace nodesentry::ui
