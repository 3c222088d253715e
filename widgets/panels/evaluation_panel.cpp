#include "widgets/panels/evaluation_panel.h"

#include "widgets/models/evaluation_model.h"
#include "widgets/base/notices/command_line_hint.h"
#include "widgets/base/notices/empty_page.h"
#include "widgets/documents/project_snapshot.h"

#include <QHeaderView>
#include <QLabel>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

EvaluationPanel::EvaluationPanel(QWidget* parent)
    : QWidget(parent),
      m_model(new EvaluationModel(this)),
      m_table(new QTableView),
      m_summary(new QLabel),
      m_empty(new EmptyPage),
      m_stack(new QStackedWidget)
{
    auto* proxy = new QSortFilterProxyModel(this);
    proxy->setSourceModel(m_model);
    proxy->setSortRole(EvaluationModel::SortRole);
    m_table->setModel(proxy);
    m_table->setAccessibleName(tr("Evaluation of all methods"));
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(-1, Qt::AscendingOrder);
    m_table->setAlternatingRowColors(true);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->verticalHeader()->hide();
    m_table->setShowGrid(false);
    m_summary->setWordWrap(true);
    auto* note = new QLabel(
        tr("Thresholds are set without labels. The row “random” is what chance reaches by the "
           "same rules; point at a column's heading for what it means. Oracle figures use the labels "
           "and are upper bounds only."));
    note->setWordWrap(true);

    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(12, 10, 12, 10);
    column->addWidget(m_summary);
    column->addWidget(m_table, 1);
    column->addWidget(note);
    m_stack->addWidget(page);
    m_stack->addWidget(m_empty);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    setSnapshot(nullptr);
}

void EvaluationPanel::setSnapshot(const std::shared_ptr<const ProjectSnapshot>& snapshot)
{
    const bool understood = m_model->setJson(snapshot ? snapshot->evaluation : std::nullopt);
    m_summary->setText(m_model->summary());
    m_table->resizeColumnsToContents();
    const auto path = snapshot ? shellQuoted(QString::fromStdString(snapshot->project->path())) : QString();
    if (snapshot && snapshot->blind)
        m_empty->setContent(
            tr("Hidden in blind mode"),
            tr("The evaluation rests on everybody's labels. Label → Hide other people's labels "
               "shows them, and it, again."));
    else if (!understood)
        m_empty->setContent(tr("The evaluation cannot be read"),
                            tr("It was probably made by a newer version of this program. Evaluate again:"),
                            u"nodesentry evaluate "_s + path);
    else if (snapshot && snapshot->labels.empty())
        m_empty->setContent(
            tr("Nothing to compare with yet"),
            tr("An evaluation compares what the methods found with labels. Select a stretch of time "
               "in the timeline and press Ctrl+L to label it, or import labels:"),
            u"nodesentry label import "_s + path + u" labels.csv"_s);
    else
        m_empty->setContent(tr("Not evaluated yet"), tr("Press Run, or evaluate from a terminal:"),
                            u"nodesentry run "_s + path);
    m_stack->setCurrentIndex(m_model->rowCount() > 0 ? 0 : 1);
}

} // namespace nodesentry::ui
