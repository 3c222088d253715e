#include "widgets/models/label_list_model.h"

#include "core/base/expects.h"
#include "widgets/base/text/time_zone.h"
#include "widgets/base/text/value_text.h"

#include <QColor>

#include <algorithm>
#include <cmath>
#include <limits>

namespace nodesentry::ui {

LabelListModel::LabelListModel(QObject* parent) : ColumnModel(columns(), parent) { }

std::vector<TableColumn<Label>> LabelListModel::columns()
{
    const auto seconds = [](const Label& label) {
        return label.end ? double(*label.end - label.begin) / 1000.0 : std::numeric_limits<double>::max();
    };
    return {{.title = [] { return tr("Class"); },
             .text =
                 [this](const Label& label) {
                     const auto* known = classOf(label);
                     return QString::fromStdString(known == nullptr ? label.category : known->shownTitle());
                 },
             .decoration = [this](const Label& label) -> QVariant {
                 const auto* known = classOf(label);
                 return known == nullptr ? QVariant() : QColor(QString::fromStdString(known->colour));
             }},
            {.title = [] { return tr("Node"); },
             .text = [](const Label& label) { return QString::fromStdString(label.node); }},
            {.title = [] { return tr("Begin (%1)").arg(zoneName()); },
             .text = [](const Label& label) { return timeText(label.begin); },
             .sortKey = [](const Label& label) { return qint64(label.begin); }},
            {.title = [] { return tr("Duration"); },
             .text
             = [seconds](
                   const Label& label) { return label.end ? durationText(seconds(label)) : tr("going on"); },
             .sortKey = seconds,
             .isFigure = true},
            {.title = [] { return tr("Author"); },
             .text = [](const Label& label) { return QString::fromStdString(label.author); }},
            {.title = [] { return tr("Confidence"); },
             .text = [](const Label& label) { return tr("%1 %").arg(std::lround(label.confidence * 100.0)); },
             .sortKey = [](const Label& label) { return label.confidence; },
             .isFigure = true},
            {.title = [] { return tr("Note"); },
             .text = [](const Label& label) { return QString::fromStdString(label.note); }}};
}

void LabelListModel::setSnapshot(std::shared_ptr<const ProjectSnapshot> snapshot)
{
    if (m_snapshot && snapshot && m_snapshot->labels == snapshot->labels
        && m_snapshot->labelClasses == snapshot->labelClasses) {
        m_snapshot = std::move(snapshot);
        updateTexts();
        return;
    }
    beginResetModel();
    m_snapshot = std::move(snapshot);
    endResetModel();
}

const Label& LabelListModel::labelAt(int row) const
{
    NODESENTRY_EXPECTS(row >= 0 && row < rowCount(), "a row of the list");
    return at(std::size_t(row));
}

int LabelListModel::rowOf(LabelId id) const
{
    if (!m_snapshot)
        return -1;
    const auto& labels = m_snapshot->labels;
    const auto found
        = std::find_if(labels.begin(), labels.end(), [id](const Label& label) { return label.id == id; });
    return found == labels.end() ? -1 : int(found - labels.begin());
}

QVariant LabelListModel::toolTipOf(const Label& label) const
{
    return label.note.empty() ? QVariant() : QVariant(QString::fromStdString(label.note));
}

const LabelClass* LabelListModel::classOf(const Label& label) const
{
    const int known = indexOfClass(m_snapshot->labelClasses, label.category);
    return known < 0 ? nullptr : &m_snapshot->labelClasses[std::size_t(known)];
}

} // namespace nodesentry::ui
