#include "widgets/models/case_list_model.h"

#include "core/base/expects.h"
#include "widgets/base/text/time_zone.h"
#include "widgets/base/text/value_text.h"

#include <algorithm>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

CaseListModel::CaseListModel(QObject* parent) : ColumnModel(columns(), parent) { }

std::vector<TableColumn<Case>> CaseListModel::columns()
{
    const auto seconds = [](const Case& found) { return double(found.range.length()) / 1000.0; };
    return {{.title = [] { return tr("Score"); },
             .text = [](const Case& found) { return scoreText(found.peakScore); },
             .sortKey = [](const Case& found) { return found.peakScore; },
             .isFigure = true},
            {.title = [] { return tr("Node"); },
             .text = [](const Case& found) { return QString::fromStdString(found.node); }},
            {.title = [] { return tr("Begin (%1)").arg(zoneName()); },
             .text = [](const Case& found) { return timeText(found.range.begin); },
             .sortKey = [](const Case& found) { return qint64(found.range.begin); }},
            {.title = [] { return tr("Duration"); },
             .text = [seconds](const Case& found) { return durationText(seconds(found)); },
             .sortKey = seconds,
             .isFigure = true},
            {.title = [] { return tr("Top metrics"); },
             .text = [this](const Case& found) { return metricNames(found, u", "_s); }}};
}

void CaseListModel::setSnapshot(std::shared_ptr<const ProjectSnapshot> snapshot)
{
    const bool same = m_snapshot && snapshot && m_snapshot->cases.size() == snapshot->cases.size()
        && std::equal(m_snapshot->cases.begin(), m_snapshot->cases.end(), snapshot->cases.begin(),
                      [](const Case& a, const Case& b) { return a.id == b.id && a.method == b.method; });
    if (same) { // an edit of labels leaves the list, and what is selected in it, alone
        m_snapshot = std::move(snapshot);
        updateTexts();
        return;
    }
    beginResetModel();
    m_snapshot = std::move(snapshot);
    endResetModel();
}

const Case& CaseListModel::caseAt(int row) const
{
    NODESENTRY_EXPECTS(row >= 0 && row < rowCount(), "a row of the list");
    return at(std::size_t(row));
}

int CaseListModel::rowOf(qint64 id) const
{
    if (!m_snapshot)
        return -1;
    const auto& cases = m_snapshot->cases;
    const auto found = std::find_if(cases.begin(), cases.end(), [id](const Case& c) { return c.id == id; });
    return found == cases.end() ? -1 : int(found - cases.begin());
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

QVariant CaseListModel::toolTipOf(const Case& found) const
{
    return tr("%1\n%2\nMetrics that contribute most:\n%3")
        .arg(QString::fromStdString(found.node), spanText(found.range), metricNames(found, u"\n"_s));
}

} // namespace nodesentry::ui
