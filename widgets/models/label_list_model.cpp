#include "widgets/models/label_list_model.h"

#include "core/base/expects.h"
#include "widgets/base/text/time_zone.h"
#include "widgets/base/text/value_text.h"

#include <QColor>

#include <algorithm>
#include <cmath>
#include <limits>

namespace nodesentry::ui {

void LabelListModel::setSnapshot(std::shared_ptr<const ProjectSnapshot> snapshot)
{
    if (m_snapshot && snapshot && m_snapshot->labels == snapshot->labels
        && m_snapshot->labelClasses == snapshot->labelClasses) {
        m_snapshot = std::move(snapshot);
        return;
    }
    beginResetModel();
    m_snapshot = std::move(snapshot);
    endResetModel();
}

const Label& LabelListModel::labelAt(int row) const
{
    NODESENTRY_EXPECTS(row >= 0 && row < rowCount(), "a row of the list");
    return m_snapshot->labels[std::size_t(row)];
}

int LabelListModel::rowOf(LabelId id) const
{
    if (!m_snapshot)
        return -1;
    const auto& labels = m_snapshot->labels;
    const auto found
        = std::find_if(labels.begin(), labels.end(), [id](const Label& l) { return l.id == id; });
    return found == labels.end() ? -1 : int(found - labels.begin());
}

int LabelListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_snapshot ? 0 : int(m_snapshot->labels.size());
}

int LabelListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant LabelListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& label = m_snapshot->labels[std::size_t(index.row())];
    const bool display = role == Qt::DisplayRole;
    if (role == NodeRole)
        return QString::fromStdString(label.node);
    if (role == IdRole)
        return qint64(label.id);
    if (role == Qt::DecorationRole && index.column() == Category) {
        const int known = indexOfClass(m_snapshot->labelClasses, label.category);
        return known < 0
            ? QVariant()
            : QColor(QString::fromStdString(m_snapshot->labelClasses[std::size_t(known)].colour));
    }
    if (role == Qt::TextAlignmentRole)
        return int(
            (index.column() == Duration || index.column() == Confidence ? Qt::AlignRight : Qt::AlignLeft)
            | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && !label.note.empty())
        return QString::fromStdString(label.note);
    if (!display && role != SortRole)
        return {};
    switch (index.column()) {
    case Category: {
        const int known = indexOfClass(m_snapshot->labelClasses, label.category);
        return QString::fromStdString(known < 0 ? label.category
                                                : m_snapshot->labelClasses[std::size_t(known)].shownTitle());
    }
    case Node:
        return QString::fromStdString(label.node);
    case Begin:
        return display ? QVariant(timeText(label.begin)) : QVariant(qint64(label.begin));
    case Duration: {
        if (!label.end)
            return display ? QVariant(tr("going on")) : QVariant(std::numeric_limits<double>::max());
        const double seconds = double(*label.end - label.begin) / 1000.0;
        return display ? QVariant(durationText(seconds)) : QVariant(seconds);
    }
    case Author:
        return QString::fromStdString(label.author);
    case Confidence:
        return display ? QVariant(tr("%1 %").arg(std::lround(label.confidence * 100.0)))
                       : QVariant(label.confidence);
    case Note:
        return QString::fromStdString(label.note);
    default:
        return {};
    }
}

QVariant LabelListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Duration || section == Confidence ? Qt::AlignRight : Qt::AlignLeft)
                   | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Category:
        return tr("Class");
    case Node:
        return tr("Node");
    case Begin:
        return tr("Begin (%1)").arg(zoneName());
    case Duration:
        return tr("Duration");
    case Author:
        return tr("Author");
    case Confidence:
        return tr("Sure");
    case Note:
        return tr("Note");
    default:
        return {};
    }
}

} // namespace nodesentry::ui
