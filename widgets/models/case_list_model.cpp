#include "widgets/models/case_list_model.h"

#include "core/base/expects.h"
#include "widgets/base/text/time_zone.h"
#include "widgets/base/text/value_text.h"

#include <algorithm>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

void CaseListModel::setSnapshot(std::shared_ptr<const ProjectSnapshot> snapshot)
{
    const bool same = m_snapshot && snapshot && m_snapshot->cases.size() == snapshot->cases.size()
        && std::equal(m_snapshot->cases.begin(), m_snapshot->cases.end(), snapshot->cases.begin(),
                      [](const Case& a, const Case& b) { return a.id == b.id && a.method == b.method; });
    if (same) { // an edit of labels leaves the list, and what is selected in it, alone
        m_snapshot = std::move(snapshot);
        return;
    }
    beginResetModel();
    m_snapshot = std::move(snapshot);
    endResetModel();
}

const Case& CaseListModel::caseAt(int row) const
{
    NODESENTRY_EXPECTS(row >= 0 && row < rowCount(), "a row of the list");
    return m_snapshot->cases[std::size_t(row)];
}

int CaseListModel::rowOf(qint64 id) const
{
    if (!m_snapshot)
        return -1;
    const auto& cases = m_snapshot->cases;
    const auto found = std::find_if(cases.begin(), cases.end(), [id](const Case& c) { return c.id == id; });
    return found == cases.end() ? -1 : int(found - cases.begin());
}

int CaseListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_snapshot ? 0 : int(m_snapshot->cases.size());
}

int CaseListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString CaseListModel::metricNames(const Case& found, const QString& separator) const
{
    QStringList names;
    for (const int metric : found.topMetrics) {
        if (metric >= 0 && metric < int(m_snapshot->metrics.size()))
            names << QString::fromStdString(m_snapshot->metrics[std::size_t(metric)].name);
    }
    return names.join(separator);
}

QVariant CaseListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& found = m_snapshot->cases[std::size_t(index.row())];
    const double seconds = double(found.range.length()) / 1000.0;
    switch (role) {
    case NodeRole:
        return QString::fromStdString(found.node);
    case Qt::TextAlignmentRole:
        return int((index.column() == Score || index.column() == Duration ? Qt::AlignRight : Qt::AlignLeft)
                   | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        return tr("%1\n%2\nMetrics that contribute most:\n%3")
            .arg(QString::fromStdString(found.node), spanText(found.range), metricNames(found, u"\n"_s));
    case Qt::DisplayRole:
        switch (index.column()) {
        case Score:
            return scoreText(found.peakScore);
        case Node:
            return QString::fromStdString(found.node);
        case Begin:
            return timeText(found.range.begin);
        case Duration:
            return durationText(seconds);
        case TopMetrics:
            return metricNames(found, u", "_s);
        default:
            return {};
        }
    case SortRole:
        switch (index.column()) {
        case Score:
            return found.peakScore;
        case Begin:
            return qint64(found.range.begin);
        case Duration:
            return seconds;
        default:
            return data(index, Qt::DisplayRole);
        }
    default:
        return {};
    }
}

QVariant CaseListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Score || section == Duration ? Qt::AlignRight : Qt::AlignLeft)
                   | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Score:
        return tr("Score");
    case Node:
        return tr("Node");
    case Begin:
        return tr("Begin (%1)").arg(zoneName());
    case Duration:
        return tr("Duration");
    case TopMetrics:
        return tr("Top metrics");
    default:
        return {};
    }
}

} // namespace nodesentry::ui
