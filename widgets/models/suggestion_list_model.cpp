#include "widgets/models/suggestion_list_model.h"

#include "core/base/expects.h"
#include "widgets/documents/suggestion_document.h"
#include "widgets/base/text/time_zone.h"
#include "widgets/base/text/value_text.h"

#include <algorithm>

namespace nodesentry::ui {

SuggestionListModel::SuggestionListModel(SuggestionDocument& document, QObject* parent)
    : QAbstractTableModel(parent),
      m_document(document)
{
    connect(&document, &SuggestionDocument::changed, this, &SuggestionListModel::rebuild);
    rebuild();
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

void SuggestionListModel::updateTexts()
{
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
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

int SuggestionListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int SuggestionListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant SuggestionListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& item = m_rows[std::size_t(index.row())];
    const double seconds = double(item.range.length()) / 1000.0;
    const bool isFigure = index.column() == Strength || index.column() == Duration;
    switch (role) {
    case IdRole:
        return qint64(item.id);
    case NodeRole:
        return QString::fromStdString(item.node);
    case Qt::TextAlignmentRole:
        return int((isFigure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        return QString::fromStdString(item.node) + u'\n' + spanText(item.range);
    case Qt::DisplayRole:
        switch (index.column()) {
        case Strength:
            return scoreText(item.strength);
        case Node:
            return QString::fromStdString(item.node);
        case Begin:
            return timeText(item.range.begin);
        case Duration:
            return durationText(seconds);
        case Source:
            return item.isSimilar() ? tr("like a label") : QString::fromStdString(item.source);
        default:
            return {};
        }
    case SortRole:
        switch (index.column()) {
        case Strength:
            return item.strength;
        case Begin:
            return qint64(item.range.begin);
        case Duration:
            return seconds;
        default:
            return data(index, Qt::DisplayRole);
        }
    default:
        return {};
    }
}

QVariant SuggestionListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::ToolTipRole && section == Strength)
        return tr("Score over threshold where it is highest; for what is like a label, correlation over the "
                  "least one that is suggested");
    if (role == Qt::TextAlignmentRole)
        return int((section == Strength || section == Duration ? Qt::AlignRight : Qt::AlignLeft)
                   | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Strength:
        return tr("Strength");
    case Node:
        return tr("Node");
    case Begin:
        return tr("Begin (%1)").arg(zoneName());
    case Duration:
        return tr("Duration");
    case Source:
        return tr("From");
    default:
        return {};
    }
}

} // namespace nodesentry::ui
