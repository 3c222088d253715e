#include "widgets/models/evaluation_model.h"

#include "widgets/base/text/value_text.h"

#include <QFont>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

EvaluationModel::EvaluationModel(QObject* parent) : QAbstractTableModel(parent), m_figures(figures()) { }

std::vector<EvaluationModel::Figure> EvaluationModel::figures()
{
    const auto paper = u"paper"_s;
    const auto strict = u"strict"_s;
    const auto adjusted
        = tr("By the paper's rules, with point adjustment: one flagged sample counts for its whole "
             "event. Even random scores do well by them.");
    return {
        {strict, u"f1"_s, tr("F1"), tr("Point-wise F1 with the threshold set without labels"), false},
        {strict, u"f1_oracle"_s, tr("F1, oracle\n(upper bound)"),
         tr("Best F1 any threshold could reach. It is chosen with the labels, which nobody has in practice: "
            "an upper "
            "bound, not a result."),
         true},
        {strict, u"precision"_s, tr("Precision"), tr("Share of the flagged samples that are anomalous"),
         false},
        {strict, u"recall"_s, tr("Recall"), tr("Share of the anomalous samples that are flagged"), false},
        {strict, u"auc_roc"_s, tr("AUC-ROC"), tr("Area under the ROC curve; 0.5 is chance"), false},
        {strict, u"auc_pr"_s, tr("AUC-PR"), tr("Area under the precision-recall curve"), false},
        {strict, u"vus_pr"_s, tr("VUS-PR"),
         tr("Volume under the precision-recall surface, tolerant at event borders"), false},
        {strict, u"vus_roc"_s, tr("VUS-ROC"), tr("Volume under the ROC surface, tolerant at event borders"),
         false},
        {strict, u"event_precision"_s, tr("Event\nprecision"),
         tr("Share of the cases that meet an anomalous event"), false},
        {strict, u"event_precision_corrected"_s, tr("Event precision\n(corrected)"),
         tr("Event precision times the share of normal time that is not flagged: 0 for a method that always "
            "alarms"),
         false},
        {strict, u"event_recall"_s, tr("Event\nrecall"), tr("Share of the anomalous events that are found"),
         false},
        {strict, u"composite_f1"_s, tr("Composite\nF1"), tr("F1 of point-wise precision and event recall"),
         false},
        {strict, u"pa_k20"_s, tr("PA%20\nF1"),
         tr("F1 with point adjustment only for events of which a fifth is flagged"), false},
        {strict, u"delay_s"_s, tr("Delay\n(s)"),
         tr("Mean time from an event's begin to its first flagged sample"), false},
        {strict, u"false_alarms_per_node_day"_s, tr("False alarms\nper node-day"),
         tr("Cases that meet no anomalous event"), false},
        {strict, u"flagged_normal_share"_s, tr("Normal time\nflagged"),
         tr("Share of the normal samples that are flagged: what event figures do not see"), false},
        {paper, u"precision"_s, tr("Paper:\nprecision"), adjusted, false},
        {paper, u"recall"_s, tr("Paper:\nrecall"), adjusted, false},
        {paper, u"auc"_s, tr("Paper:\nAUC"), adjusted, false},
        {paper, u"f1"_s, tr("Paper:\nF1"), adjusted, false},
        {u"with_suggested"_s, u"f1"_s, tr("F1 with\nsuggestions"),
         tr("F1 by all labels, also those that were made by accepting what a method suggested. All other "
            "columns are made as if there were no such labels, since no method may confirm itself."),
         false},
        {{},
         u"scored_samples"_s,
         tr("Scored\nsamples"),
         tr("Test samples that the method has a score for. All methods are judged by the same samples; what "
            "one left unscored counts as the least suspicious."),
         false},
    };
}

bool EvaluationModel::setJson(const std::optional<std::string>& json)
{
    beginResetModel();
    m_rows.clear();
    m_summary.clear();
    bool understood = true;
    if (json) {
        const auto document = QJsonDocument::fromJson(QByteArray::fromStdString(*json));
        const auto root = document.object();
        const auto methods = root.value(u"methods").toObject();
        understood = document.isObject() && root.value(u"methods").isObject();
        auto names = methods.keys();
        if (understood && !names.contains(u"random"_s))
            names << u"random"_s;
        // Ours first, chance last, the others by name between them.
        const auto rank = [](const QString& name) {
            return name == u"nodesentry" ? 0 : name == u"random" ? 2 : 1;
        };
        std::stable_sort(names.begin(), names.end(),
                         [&](const QString& a, const QString& b) { return rank(a) < rank(b); });
        for (const auto& name : std::as_const(names)) {
            Row row{name, methods.contains(name), {}};
            const auto method = methods.value(name).toObject();
            for (const auto& figure : m_figures) {
                auto part = figure.section.isEmpty() ? method : method.value(figure.section).toObject();
                if (figure.section == u"with_suggested")
                    part = part.value(u"strict").toObject();
                const auto value = part.value(figure.key);
                row.values.push_back(value.isDouble() ? std::optional(value.toDouble()) : std::nullopt);
            }
            m_rows.push_back(std::move(row));
        }
        if (understood) {
            //: %1: "30 nodes"
            m_summary = tr("%1, %2 test samples, %3 of them anomalous")
                            .arg(tr("%n node(s)", nullptr, root.value(u"nodes").toInt()))
                            .arg(root.value(u"test_samples").toInteger())
                            .arg(root.value(u"anomalous_samples").toInteger());
            int suggested = 0;
            for (const auto& count : root.value(u"suggested_labels").toObject())
                suggested += count.toInt();
            if (suggested > 0)
                m_summary += u"; "_s
                    + tr("not counting %n label(s) made from suggestions (%1 samples)", nullptr, suggested)
                          .arg(root.value(u"suggested_samples").toInteger());
        }
    }
    endResetModel();
    return understood;
}

int EvaluationModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int EvaluationModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_figures.size()) + 1;
}

QVariant EvaluationModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& row = m_rows[std::size_t(index.row())];
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (index.column() == 0) {
        if (role == Qt::ToolTipRole && row.method == u"random")
            return tr("Random scores: what chance alone reaches. No figure means anything without this row.");
        if (role == Qt::DisplayRole && !row.evaluated)
            return tr("%1 (not run)").arg(row.method);
        return role == Qt::DisplayRole || role == SortRole ? QVariant(row.method) : QVariant();
    }
    const auto& figure = m_figures[std::size_t(index.column() - 1)];
    const auto& value = row.values[std::size_t(index.column() - 1)];
    switch (role) {
    case Qt::DisplayRole:
        if (!value)
            return u"—"_s;
        if (figure.key == u"delay_s" || figure.key == u"false_alarms_per_node_day")
            return valueText(*value, {});
        if (figure.key == u"scored_samples")
            return QString::number(qint64(*value));
        return QString::number(*value, 'f', 3);
    case SortRole:
        return value.value_or(-1.0);
    case Qt::FontRole: {
        QFont font;
        font.setItalic(figure.upperBound);
        return figure.upperBound ? QVariant(font) : QVariant();
    }
    case Qt::ToolTipRole:
        return figure.explanation;
    default:
        return {};
    }
}

QVariant EvaluationModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignBottom);
    if (section == 0)
        return role == Qt::DisplayRole ? QVariant(tr("Method")) : QVariant();
    const auto& figure = m_figures[std::size_t(section - 1)];
    if (role == Qt::DisplayRole)
        return figure.title;
    return role == Qt::ToolTipRole ? QVariant(figure.explanation) : QVariant();
}

} // namespace nodesentry::ui
