#include "app/workbench/rooms/label/node_lists.h"

#include "widgets/base/notices/command_line_hint.h"
#include "widgets/base/tables/filtered_table.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QTreeView>

namespace nodesentry::app {

using namespace Qt::StringLiterals;
using namespace nodesentry::ui;

namespace {

struct NodeListTexts {
    Q_DECLARE_TR_FUNCTIONS(NodeLists)
};

void setUp(FilteredTable& table, const char* name, const QString& title, const QString& filterHint)
{
    table.setObjectName(QLatin1StringView(name));
    table.setFilterHint(filterHint);
    table.view().setAccessibleName(title);
    table.view().header()->setStretchLastSection(false);
    table.view().header()->setSectionResizeMode(QHeaderView::ResizeToContents);
}

} // namespace

NodeLists::NodeLists()
    : nodeTable(new FilteredTable(&nodes, NodeListModel::SortRole, NodeListModel::NodeRole)),
      caseTable(new FilteredTable(&cases, CaseListModel::SortRole, CaseListModel::NodeRole)),
      labelTable(new FilteredTable(&labels, LabelListModel::SortRole, LabelListModel::NodeRole))
{
    setUp(*nodeTable, "nodeTable", NodeListTexts::tr("Nodes"), NodeListTexts::tr("Filter nodes"));
    nodeTable->setEmptyText(NodeListTexts::tr("No nodes yet."));
    nodeTable->view().sortByColumn(NodeListModel::PeakScore, Qt::DescendingOrder);
    nodeTable->view().header()->setSectionResizeMode(NodeListModel::Node, QHeaderView::Stretch);
    // Names are never cut for figures.
    nodeTable->setYieldingColumns(
        NodeListModel::Node,
        {NodeListModel::Seen, NodeListModel::Labels, NodeListModel::PeakScore, NodeListModel::Cases});

    setUp(*caseTable, "caseTable", NodeListTexts::tr("Cases"), NodeListTexts::tr("Filter cases"));
    caseTable->view().header()->setSectionResizeMode(CaseListModel::TopMetrics, QHeaderView::Stretch);
    caseTable->view().header()->setSectionResizeMode(CaseListModel::Node, QHeaderView::Stretch);
    caseTable->setYieldingColumns(CaseListModel::Begin, {CaseListModel::TopMetrics, CaseListModel::Duration});
    caseTable->view().sortByColumn(CaseListModel::Score, Qt::DescendingOrder);

    setUp(*labelTable, "labelTable", NodeListTexts::tr("Labels"), NodeListTexts::tr("Filter labels"));
    labelTable->view().header()->setSectionResizeMode(LabelListModel::Note, QHeaderView::Stretch);
    labelTable->view().header()->setSectionResizeMode(LabelListModel::Category, QHeaderView::Stretch);
    labelTable->setYieldingColumns(
        LabelListModel::Begin,
        {LabelListModel::Note, LabelListModel::Confidence, LabelListModel::Author, LabelListModel::Duration});
    labelTable->view().sortByColumn(LabelListModel::Begin, Qt::AscendingOrder);
}

void NodeLists::setSnapshot(const std::shared_ptr<const ProjectSnapshot>& snapshot)
{
    setEditedSnapshot(snapshot);
    cases.setSnapshot(snapshot);
    if (snapshot)
        updateTexts(*snapshot);
}

void NodeLists::setEditedSnapshot(const std::shared_ptr<const ProjectSnapshot>& snapshot)
{
    nodes.setSnapshot(snapshot);
    labels.setSnapshot(snapshot);
}

void NodeLists::updateTexts(const ProjectSnapshot& snapshot)
{
    const auto path = shellQuoted(QString::fromStdString(snapshot.project->path()));
    caseTable->setEmptyText(
        snapshot.hasResults()
            ? NodeListTexts::tr("The method “%1” found nothing conspicuous.")
                  .arg(QString::fromStdString(snapshot.method))
            : NodeListTexts::tr(
                  "Nothing has been scored yet. Press Run (F5), or in a terminal:\n\nnodesentry run %1")
                  .arg(path));
    labelTable->setEmptyText(
        NodeListTexts::tr(
            "No labels yet. Drag over a stretch of time and press a digit for the class, or import labels:\n\n"
            "nodesentry label import %1 labels.csv")
            .arg(path));
}

} // namespace nodesentry::app
