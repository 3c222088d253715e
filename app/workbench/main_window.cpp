#include "app/workbench/main_window.h"

#include "app/workbench/help_texts.h"
#include "app/workbench/view_choices.h"
#include "widgets/assist/assist_panel.h"
#include "widgets/explain/case_panel.h"
#include "widgets/jobs/run_status.h"
#include "widgets/panels/banner.h"
#include "widgets/panels/command_line_hint.h"
#include "widgets/panels/empty_page.h"
#include "widgets/panels/evaluation_panel.h"
#include "widgets/panels/filtered_table.h"
#include "widgets/labels/label_inspector.h"
#include "widgets/panels/label_dialog.h"
#include "widgets/panels/metric_panel.h"
#include "widgets/panels/start_page.h"
#include "widgets/plot/timeline_view.h"
#include "widgets/text/error_text.h"
#include "widgets/text/reason_text.h"
#include "widgets/text/time_zone.h"
#include "widgets/text/value_text.h"
#include "widgets/training/training_panel.h"

#include <QAction>
#include <QCloseEvent>
#include <QComboBox>
#include <QDir>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QUrl>
#include <QScreen>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTabBar>
#include <QTabWidget>
#include <QTimer>
#include <QToolBar>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace nodesentry::app {

using namespace Qt::StringLiterals;
using namespace nodesentry::ui;

namespace {

/// A project folder, whether the folder itself or a file in it was named; empty when it is neither.
QString projectFolder(const QString& path)
{
    const QFileInfo info(path);
    const auto folder = info.isFile() ? info.absolutePath() : info.absoluteFilePath();
    return QFileInfo::exists(folder + u"/project.db"_s) ? QDir::cleanPath(folder) : QString();
}

} // namespace

MainWindow::MainWindow(AppSettings& settings, Theme* theme, ProjectController& controller)
    : m_settings(settings),
      m_theme(theme),
      m_controller(controller),
      m_actions(*this),
      m_pages(new QStackedWidget),
      m_start(new StartPage),
      m_notice(new EmptyPage),
      m_tabs(new QTabWidget),
      m_banner(new Banner),
      m_timeline(new TimelineView(m_controller.reader())),
      m_training(new TrainingPanel(m_controller.training())),
      m_evaluation(new EvaluationPanel),
      m_nodeTable(new FilteredTable(&m_nodes, NodeListModel::SortRole, NodeListModel::NodeRole)),
      m_caseTable(new FilteredTable(&m_cases, CaseListModel::SortRole, CaseListModel::NodeRole)),
      m_range(m_controller.explanations()),
      m_casePanel(new CasePanel(m_range)),
      m_labelTable(new FilteredTable(&m_labels, LabelListModel::SortRole, LabelListModel::NodeRole)),
      m_labelInspector(new LabelInspector(m_controller.labels())),
      m_metricPanel(new MetricPanel(m_metrics)),
      m_suggestions(m_controller.suggestions()),
      m_assistPanel(new AssistPanel(m_suggestions)),
      m_method(new QComboBox),
      m_cursorText(new QLabel),
      m_runStatus(new RunStatus),
      m_presenter(m_controller, *m_timeline, m_metrics, this),
      m_laneRoom({m_actions, m_controller, *m_timeline, m_metrics, *m_metricPanel, m_presenter, m_settings},
                 this),
      m_labelRoom(
          {m_actions, m_controller, *m_timeline, m_presenter, *m_labelTable, m_labels, *m_labelInspector},
          this),
      m_assistRoom({m_actions, m_controller, *m_timeline, m_presenter, *m_assistPanel, m_suggestions,
                    [this](const std::string& category) { return m_labelRoom.labelSelection(category); }},
                   this),
      m_caseRoom({m_actions, m_controller, *m_timeline, m_metrics, m_presenter, m_range, *m_casePanel}, this),
      m_commandRoom({*this, m_actions, m_settings, m_controller, *m_timeline, m_metrics, m_presenter}, this)
{
    setAcceptDrops(true);
    setMinimumSize(760, 480);
    buildMenus(*this, m_actions, m_recentMenu, m_dockMenu);
    buildToolBar();
    buildLayout();
    connectController();
    connectViews();
    connectActions();
    m_metrics.setHiddenNames(m_settings.hiddenMetrics());
    updateRecent();
    restoreWindow();
    showStart();
}

MainWindow::~MainWindow()
{
    // ~QWidget() would hide the views after the models, which are members, are gone, and a hidden tree view
    // asks its model for sizes.
    hide();
}

// --- layout ---

void MainWindow::buildToolBar()
{
    m_toolBar = addToolBar(tr("Tools"));
    m_toolBar->setObjectName(u"tools"_s);
    m_toolBar->setMovable(false);
    m_toolBar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_toolBar->addAction(m_actions.open);
    m_toolBar->addAction(m_actions.run);
    m_toolBar->addSeparator();
    for (auto* action : {m_actions.back, m_actions.zoomOut, m_actions.zoomIn, m_actions.fit})
        m_toolBar->addAction(action);
    m_toolBar->addSeparator();
    m_toolBar->addAction(m_actions.previousCase);
    m_toolBar->addAction(m_actions.nextCase);
    m_toolBar->addAction(m_actions.addLabel);
    m_actions.open->setIconText(tr("Open"));
    m_actions.addLabel->setIconText(tr("Label"));
    for (auto* action : {m_actions.back, m_actions.zoomOut, m_actions.zoomIn, m_actions.fit,
                         m_actions.previousCase, m_actions.nextCase})
        static_cast<QToolButton*>(m_toolBar->widgetForAction(action))
            ->setToolButtonStyle(Qt::ToolButtonIconOnly);

    auto* spacer = new QWidget;
    spacer->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_toolBar->addWidget(spacer);
    auto* caption = new QLabel(tr("&Method:"));
    caption->setBuddy(m_method);
    caption->setContentsMargins(0, 0, 6, 0);
    m_toolBar->addWidget(caption);
    m_method->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_method->setMinimumContentsLength(12);
    m_method->setToolTip(tr("Whose scores and cases are shown"));
    m_method->setAccessibleName(tr("Detection method"));
    m_toolBar->addWidget(m_method);
}

QDockWidget* MainWindow::addDock(Qt::DockWidgetArea area, const QString& name, const QString& title,
                                 QWidget* content)
{
    auto* dock = new QDockWidget(title);
    dock->setObjectName(name);
    // Their hints are those of the widest panel; what does not fit is cut, and the timeline keeps its room.
    // A list of nodes can do without its figures, a panel with fields not without a part of them.
    content->setMinimumWidth(fontMetrics().averageCharWidth() * (area == Qt::LeftDockWidgetArea ? 26 : 45));
    dock->setWidget(content);
    dock->setFeatures(QDockWidget::DockWidgetClosable);
    dock->setTitleBarWidget(new QWidget); // tabs and filter fields name the panels; the menu View hides them
    addDockWidget(area, dock);
    m_dockMenu.addAction(dock->toggleViewAction());
    m_docks.push_back(dock);
    return dock;
}

void MainWindow::buildLayout()
{
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(tr("Timeline, training and evaluation"));
    m_tabs->addTab(m_timeline, tr("Timeline"));
    m_tabs->addTab(m_training, tr("Training"));
    m_tabs->addTab(m_evaluation, tr("Evaluation"));
    m_pages->addWidget(m_start);
    m_pages->addWidget(m_notice);
    m_pages->addWidget(m_tabs);
    auto* centre = new QWidget;
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_banner);
    column->addWidget(m_pages, 1);
    setCentralWidget(centre);

    m_nodeTable->setFilterHint(tr("Filter nodes"));
    m_nodeTable->setEmptyText(tr("No nodes yet."));
    m_nodeTable->view().setAccessibleName(tr("Nodes"));
    m_nodeTable->view().sortByColumn(NodeListModel::PeakScore, Qt::DescendingOrder);
    auto* header = m_nodeTable->view().header();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(NodeListModel::Node, QHeaderView::Stretch);
    // Names are never cut for figures.
    m_nodeTable->setYieldingColumns(
        NodeListModel::Node,
        {NodeListModel::Seen, NodeListModel::Labels, NodeListModel::PeakScore, NodeListModel::Cases});
    for (auto* table : {m_caseTable, m_labelTable}) {
        table->view().header()->setStretchLastSection(false);
        table->view().header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    }
    m_caseTable->view().header()->setSectionResizeMode(CaseListModel::TopMetrics, QHeaderView::Stretch);
    m_caseTable->view().header()->setSectionResizeMode(CaseListModel::Node, QHeaderView::Stretch);
    m_caseTable->setYieldingColumns(CaseListModel::Begin,
                                    {CaseListModel::TopMetrics, CaseListModel::Duration});
    m_caseTable->setFilterHint(tr("Filter cases"));
    m_caseTable->view().setAccessibleName(tr("Cases"));
    m_caseTable->view().sortByColumn(CaseListModel::Score, Qt::DescendingOrder);
    m_labelTable->view().header()->setSectionResizeMode(LabelListModel::Note, QHeaderView::Stretch);
    m_labelTable->view().header()->setSectionResizeMode(LabelListModel::Category, QHeaderView::Stretch);
    m_labelTable->setYieldingColumns(
        LabelListModel::Begin,
        {LabelListModel::Note, LabelListModel::Confidence, LabelListModel::Author, LabelListModel::Duration});
    m_labelTable->setFilterHint(tr("Filter labels"));
    m_labelTable->view().setAccessibleName(tr("Labels"));
    m_labelTable->view().sortByColumn(LabelListModel::Begin, Qt::AscendingOrder);

    addDock(Qt::LeftDockWidgetArea, u"nodes"_s, tr("Nodes"), m_nodeTable);
    auto* caseParts = new QSplitter(Qt::Vertical);
    caseParts->addWidget(m_caseTable);
    caseParts->addWidget(m_casePanel);
    caseParts->setChildrenCollapsible(false);
    caseParts->setSizes({200, 260}); // their shares
    m_actions.isolate->setIconText(tr("Isolate lanes"));
    auto* cases = addDock(Qt::RightDockWidgetArea, u"cases"_s, tr("Cases"), caseParts);
    auto* labels = addDock(Qt::RightDockWidgetArea, u"labels"_s, tr("Labels"), m_labelTable);
    auto* metrics = addDock(Qt::RightDockWidgetArea, u"metrics"_s, tr("Metrics"), m_metricPanel);
    auto* inspector = addDock(Qt::RightDockWidgetArea, u"label"_s, tr("Label"), m_labelInspector);
    auto* suggestions = addDock(Qt::RightDockWidgetArea, u"suggestions"_s, tr("Suggestions"), m_assistPanel);
    tabifyDockWidget(suggestions, cases);
    tabifyDockWidget(cases, labels);
    tabifyDockWidget(labels, metrics);
    tabifyDockWidget(metrics, inspector);
    suggestions->raise();
    setTabPosition(Qt::RightDockWidgetArea, QTabWidget::North);
    for (auto* tabs : findChildren<QTabBar*>(Qt::FindDirectChildrenOnly)) {
        tabs->setElideMode(Qt::ElideNone); // "L…" says nothing; what does not fit is scrolled to
        tabs->setAccessibleName(tr("Panels"));
    }
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);

    m_cursorText->setAccessibleName(tr("Time at the pointer"));
    m_cursorText->setContentsMargins(6, 0, 6, 0);
    statusBar()->addPermanentWidget(m_runStatus);
    statusBar()->addPermanentWidget(m_cursorText);
}

void MainWindow::restoreWindow()
{
    if (!restoreGeometry(m_settings.windowGeometry())) {
        const int unit = fontMetrics().averageCharWidth();
        resize(QSize(unit * 260, unit * 160).boundedTo(screen()->availableSize() * 0.92));
    }
    m_workState = m_settings.windowState();
}

// --- connections ---

/// Why labels and runs are switched off.
QString MainWindow::readOnlyText(const Project& project)
{
    const auto& because = project.readOnlyBecause();
    if (!because)
        return tr(
            "The project was opened for reading only, as was asked for: labels and runs are switched off.");
    if (because->code == ErrorCode::Locked)
        return tr("Another program is using this project, so it is open for reading only: labels "
                  "and runs are switched off.");
    if (because->code == ErrorCode::IoError)
        return tr("The project cannot be locked, so it is open for reading only: labels and runs are switched "
                  "off. %1")
            .arg(QString::fromStdString(because->message));
    return tr("This project may not be written to, so it is open for reading only: labels and runs are "
              "switched off. What is shown is its state when it was opened.");
}

void MainWindow::connectController()
{
    connect(&m_controller, &ProjectController::opening, this, &MainWindow::showOpening);
    connect(&m_controller, &ProjectController::openFailed, this,
            [this](const QString& path, const Error& error) {
                showStart();
                reportFailure(tr("Opening %1").arg(QDir::toNativeSeparators(path)), error);
            });
    connect(&m_controller, &ProjectController::opened, this, [this] {
        const auto path = QString::fromStdString(m_controller.snapshot()->project->path());
        m_settings.addRecentProject(QDir(path).absolutePath());
        updateRecent();
        m_presenter.clear();
        m_laneRoom.projectOpened();
        if (m_controller.snapshot()->project->readOnly()) {
            m_bannerAction = [this, path] { m_controller.open(path); };
            m_banner->showMessage(Banner::Kind::Hint, readOnlyText(*m_controller.snapshot()->project),
                                  tr("Try again"));
        } else {
            m_banner->hide();
        }
    });
    connect(&m_controller, &ProjectController::snapshotChanged, this, &MainWindow::takeSnapshot);
    connect(&m_controller, &ProjectController::labelsChanged, this, [this] {
        const auto snapshot = shownSnapshot();
        m_nodes.setSnapshot(snapshot);
        m_labels.setSnapshot(snapshot);
        updateActions();
    });
    connect(&m_controller, &ProjectController::seenChanged, this,
            [this] { m_nodes.setSnapshot(shownSnapshot()); });
    for (auto* action : {m_actions.blind, m_actions.safeColours}) {
        connect(action, &QAction::toggled, this, [this] {
            if (m_controller.snapshot())
                takeSnapshot();
        });
    }
    connect(&m_controller, &ProjectController::closed, this, [this] {
        m_assistRoom.clear();
        m_presenter.clear();
        m_labelRoom.clear();
        m_nodes.setSnapshot(nullptr);
        m_cases.setSnapshot(nullptr);
        m_labels.setSnapshot(nullptr);
        m_evaluation->setSnapshot(nullptr);
        m_training->setProject({});
        m_banner->hide();
        showStart();
    });
    connect(&m_controller, &ProjectController::runStarted, this, [this] {
        m_runStatus->start();
        updateActions();
    });
    connect(&m_controller, &ProjectController::runProgressed, m_runStatus, &RunStatus::setProgress);
    connect(&m_controller, &ProjectController::runFinished, this, [this] {
        m_runStatus->finish();
        updateActions();
        statusBar()->showMessage(tr("The run is finished."), 8000);
    });
    connect(&m_controller, &ProjectController::runCancelled, this, [this] {
        m_runStatus->finish();
        updateActions();
        statusBar()->showMessage(tr("The run was stopped. What was finished before is kept."), 8000);
    });
    connect(&m_controller, &ProjectController::runFailed, this, [this] {
        m_runStatus->finish();
        updateActions();
    });
    connect(&m_controller, &ProjectController::failed, this, &MainWindow::reportFailure);
    connect(m_runStatus, &RunStatus::lossCurvesRequested, this, &MainWindow::showTraining);
    connect(m_runStatus, &RunStatus::cancelRequested, m_actions.cancelRun, &QAction::trigger);
    connect(m_banner, &Banner::actionTriggered, this, [this] {
        if (m_bannerAction)
            m_bannerAction();
    });
}

void MainWindow::connectViews()
{
    connect(&m_presenter, &NodePresenter::nodeShown, this, [this](const QString& node) {
        m_nodeTable->selectSourceRow(m_nodes.indexOf(node.toStdString()).row());
        m_timeline->lanes().setAccessibleDescription(tr("Node %1").arg(node));
        updateCursorText();
    });
    connect(m_start, &StartPage::openRequested, this, &MainWindow::chooseProject);
    connect(m_start, &StartPage::openPathRequested, this, &MainWindow::openProject);
    connect(m_start, &StartPage::forgetRequested, this, [this](const QString& path) {
        m_settings.removeRecentProject(path);
        updateRecent();
    });
    connect(m_nodeTable, &FilteredTable::rowSelected, this, [this](int row) {
        m_presenter.showNode(m_nodes.index(row, 0).data(NodeListModel::NodeRole).toString().toStdString());
    });
    connect(m_nodeTable, &FilteredTable::rowActivated, this, [this] { m_timeline->lanes().setFocus(); });
    connect(m_caseTable, &FilteredTable::rowSelected, this, &MainWindow::showCase);
    connect(m_caseTable, &FilteredTable::rowActivated, this, &MainWindow::showCase);
    connect(m_labelTable, &FilteredTable::rowSelected, this, &MainWindow::showLabel);
    connect(m_labelTable, &FilteredTable::rowActivated, this, &MainWindow::showLabel);
    connect(m_timeline, &TimelineView::markClicked, this, &MainWindow::selectCase);
    connect(m_timeline, &TimelineView::failed, this,
            [this](const Error& error) { reportFailure(tr("Reading samples"), error); });
    connect(&m_timeline->axis(), &TimeAxis::cursorChanged, this, &MainWindow::updateCursorText);
    connect(&m_timeline->axis(), &TimeAxis::visibleChanged, this, [this] {
        updateCursorText();
        m_actions.back->setEnabled(m_timeline->axis().canGoBack());
        m_actions.forward->setEnabled(m_timeline->axis().canGoForward());
    });
    connect(&m_timeline->axis(), &TimeAxis::selectionChanged, this, [this] {
        updateCursorText();
        updateActions();
    });
    connect(&m_metrics, &MetricTreeModel::lanesChanged, this,
            [this] { m_settings.setHiddenMetrics(m_metrics.hiddenNames()); });
    connect(&m_laneRoom, &LaneRoom::message, this,
            [this](const QString& text) { statusBar()->showMessage(text, 8000); });
    connect(&m_commandRoom, &CommandRoom::message, this,
            [this](const QString& text) { statusBar()->showMessage(text, 8000); });
    connect(&m_commandRoom, &CommandRoom::timelineWanted, this,
            [this] { m_tabs->setCurrentWidget(m_timeline); });
    connect(&m_commandRoom, &CommandRoom::metricWanted, this, [this](int metric) {
        m_timeline->lanes().setCurrentLane(metric);
        m_timeline->lanes().setFocus();
    });
    connect(&m_labelRoom, &LabelRoom::message, this,
            [this](const QString& text) { statusBar()->showMessage(text, 8000); });
    m_labelRoom.setAcceptance(
        [this](const std::string& category) { return m_assistRoom.acceptAs(category); });
    connect(&m_labelRoom, &LabelRoom::classUsed, &m_assistRoom, &AssistRoom::setCategory);
    connect(&m_assistRoom, &AssistRoom::message, this,
            [this](const QString& text) { statusBar()->showMessage(text, 8000); });
    connect(&m_assistRoom, &AssistRoom::timelineWanted, this,
            [this] { m_tabs->setCurrentWidget(m_timeline); });
    connect(&m_assistRoom, &AssistRoom::failed, this, &MainWindow::reportFailure);
    connect(&m_caseRoom, &CaseRoom::message, this,
            [this](const QString& text) { statusBar()->showMessage(text, 8000); });
    connect(&m_caseRoom, &CaseRoom::failed, this, &MainWindow::reportFailure);
    connect(m_docks[1], &QDockWidget::visibilityChanged, &m_caseRoom, &CaseRoom::setLookedAt);
    connect(&m_caseRoom, &CaseRoom::timelineWanted, this, [this] { m_tabs->setCurrentWidget(m_timeline); });
    connect(&m_labelRoom, &LabelRoom::inspectorWanted, this, [this] {
        m_docks[4]->show();
        m_docks[4]->raise();
    });
    connect(&m_laneRoom, &LaneRoom::zoneChanged, this, [this] {
        m_labelInspector->updateTexts();
        m_assistRoom.updateTexts();
        m_caseRoom.updateTexts();
        if (m_controller.snapshot())
            takeSnapshot(); // lists and marks hold their times as texts
        updateCursorText();
    });
    connect(m_method, &QComboBox::activated, this,
            [this] { m_controller.setMethod(m_method->currentData().toString().toStdString()); });
}

void MainWindow::connectActions()
{
    auto& axis = m_timeline->axis();
    auto& lanes = m_timeline->lanes();
    const auto on
        = [this](QAction* action, auto handler) { connect(action, &QAction::triggered, this, handler); };
    on(m_actions.open, [this] { chooseProject(); });
    on(m_actions.close, [this] {
        m_laneRoom.flush();
        m_controller.close();
    });
    on(m_actions.quit, [this] { close(); });
    on(m_actions.run, [this] { m_controller.startRun(); });
    on(m_actions.update, [this] { m_controller.startUpdate(); });
    on(m_actions.cancelRun, [this] {
        m_runStatus->showStopping();
        m_actions.cancelRun->setEnabled(false);
        m_controller.cancelRun();
    });
    on(m_actions.addLabel, [this] { askForLabel(); });
    on(m_actions.findNode, [this] {
        raiseDock(0, m_nodeTable->filterField());
        m_nodeTable->filterField().selectAll();
    });
    on(m_actions.findMetric, [this] {
        raiseDock(3, m_metricPanel->filterField());
        m_metricPanel->filterField().selectAll();
    });
    on(m_actions.goNodes, [this] { raiseDock(0, m_nodeTable->view()); });
    on(m_actions.goCases, [this] { raiseDock(1, m_caseTable->view()); });
    on(m_actions.goLabels, [this] { raiseDock(2, m_labelTable->view()); });
    on(m_actions.goMetrics, [this] { raiseDock(3, m_metricPanel->filterField()); });
    on(m_actions.goLabel, [this] { raiseDock(4, *m_labelInspector); });
    on(m_actions.goSuggestions, [this] { raiseDock(5, m_assistPanel->table().view()); });
    on(m_actions.goTimeline, [this, &lanes] {
        m_tabs->setCurrentWidget(m_timeline);
        lanes.setFocus();
    });
    on(m_actions.goTraining, [this] { showTraining(); });
    on(m_actions.goEvaluation, [this] {
        m_tabs->setCurrentWidget(m_evaluation);
        m_evaluation->setFocus();
    });
    on(m_actions.nextMethod, [this] {
        if (!m_method->isEnabled())
            return;
        m_method->setCurrentIndex((m_method->currentIndex() + 1) % m_method->count());
        m_controller.setMethod(m_method->currentData().toString().toStdString());
    });
    const auto anchor
        = [&axis] { return axis.cursor().value_or(axis.visible().begin + axis.visible().length() / 2); };
    on(m_actions.zoomIn, [&axis, anchor] { axis.zoomAround(anchor(), 1.5); });
    on(m_actions.zoomOut, [&axis, anchor] { axis.zoomAround(anchor(), 1.0 / 1.5); });
    on(m_actions.panLeft, [&axis] { axis.panBy(-axis.visible().length() / 5); });
    on(m_actions.panRight, [&axis] { axis.panBy(axis.visible().length() / 5); });
    on(m_actions.fit, [&axis] {
        if (const auto selection = axis.selection())
            axis.showAround(*selection, 0.1);
        else
            axis.showAll();
    });
    on(m_actions.back, [&axis] { axis.back(); });
    on(m_actions.clearSelection, [this, &axis, &lanes] {
        axis.setSelection(std::nullopt);
        lanes.setMarkedMetrics({});
    });
    on(m_actions.nextCase, [this] { m_caseTable->selectNext(1); });
    on(m_actions.previousCase, [this] { m_caseTable->selectNext(-1); });
    connectViewChoices(m_actions, lanes, m_theme, m_settings);
    on(m_actions.about, [this] { showAbout(); });
}

// --- projects ---

void MainWindow::openProject(const QString& path)
{
    const auto folder = projectFolder(path);
    m_controller.open(folder.isEmpty() ? path
                                       : folder); // the core says best what is wrong with another folder
}

void MainWindow::chooseProject()
{
    auto* dialog = new QFileDialog(this, tr("Open a project folder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    const auto recent = m_settings.recentProjects();
    if (!recent.isEmpty())
        dialog->setDirectory(QFileInfo(recent.front()).absolutePath());
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::openProject);
    dialog->open();
}

void MainWindow::showStart()
{
    if (m_pages->currentWidget() == m_tabs)
        m_workState = saveState();
    for (auto* dock : m_docks)
        dock->hide();
    m_toolBar->hide();
    statusBar()->hide();
    m_pages->setCurrentWidget(m_start);
    updateTitle();
    updateActions();
}

void MainWindow::showOpening(const QString& path)
{
    m_banner->hide();
    m_notice->setContent(tr("Opening %1…").arg(QFileInfo(path).completeBaseName()),
                         QDir::toNativeSeparators(path));
    m_pages->setCurrentWidget(m_notice);
    updateTitle();
}

void MainWindow::showWork()
{
    if (m_pages->currentWidget() == m_tabs)
        return;
    m_pages->setCurrentWidget(m_tabs);
    m_toolBar->show();
    statusBar()->show();
    if (!m_workState.isEmpty()) {
        restoreState(m_workState);
        return;
    }
    for (auto* dock : m_docks)
        dock->show();
    m_docks[5]->raise();
    resizeDocks({m_docks[0], m_docks[1]}, sideWidths(), Qt::Horizontal);
    QTimer::singleShot(0, this, &MainWindow::leaveTimelineRoom);
}

QList<int> MainWindow::sideWidths() const
{
    return {width() * 16 / 100, width() * 21 / 100};
}

void MainWindow::leaveTimelineRoom()
{
    // The lists yield to the timeline, of which half the window is the least.
    if (m_pages->currentWidget() != m_tabs || m_timeline->width() * 2 >= width())
        return;
    resizeDocks({m_docks[0], m_docks[1]}, sideWidths(), Qt::Horizontal);
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    QTimer::singleShot(0, this, &MainWindow::leaveTimelineRoom); // the docks have their new widths by then
}

void MainWindow::takeSnapshot()
{
    const auto snapshot = shownSnapshot();
    m_nodes.setSnapshot(snapshot);
    m_cases.setSnapshot(snapshot);
    m_labels.setSnapshot(snapshot);
    m_evaluation->setSnapshot(snapshot);
    m_training->setProject(QString::fromStdString(snapshot->project->path()));
    updateMethods();
    updateTexts();
    updateActions();
    updateTitle();
    if (!snapshot->hasData()) {
        const auto path = QString::fromStdString(snapshot->project->path());
        m_notice->setContent(
            tr("This project has no data yet"),
            tr("Import monitoring data from a terminal, with the job list if you have it. Then open "
               "the project again."),
            u"nodesentry import DATA... --jobs sacct.txt --into "_s + shellQuoted(path));
        m_toolBar->show();
        m_pages->setCurrentWidget(m_notice);
        return;
    }
    showWork();
    m_presenter.refresh();
    m_assistRoom.takeSnapshot();
}

std::shared_ptr<const ProjectSnapshot> MainWindow::shownSnapshot() const
{
    auto snapshot = m_controller.snapshot();
    if (snapshot && m_actions.blind->isChecked())
        snapshot = blindSnapshot(*snapshot, m_controller.labels().annotator());
    if (snapshot && m_actions.safeColours->isChecked())
        snapshot = withLabels(*snapshot, snapshot->labels, withSafeColours(snapshot->labelClasses));
    return snapshot;
}

void MainWindow::updateMethods()
{
    const auto snapshot = m_controller.snapshot();
    m_method->clear();
    for (const auto& method : snapshot->methods)
        m_method->addItem(QString::fromStdString(method), QString::fromStdString(method));
    m_method->setCurrentIndex(m_method->findData(QString::fromStdString(snapshot->method)));
    m_method->setEnabled(m_method->count() > 1);
    if (m_method->count() == 0)
        m_method->addItem(tr("none run yet"));
}

void MainWindow::updateTexts()
{
    const auto snapshot = m_controller.snapshot();
    const auto path = shellQuoted(QString::fromStdString(snapshot->project->path()));
    m_caseTable->setEmptyText(
        snapshot->hasResults()
            ? tr("The method “%1” found nothing conspicuous.").arg(QString::fromStdString(snapshot->method))
            : tr("Nothing has been scored yet. Press Run (F5), or in a terminal:\n\nnodesentry run %1")
                  .arg(path));
    m_labelTable->setEmptyText(
        tr("No labels yet. Drag over a stretch of time and press a digit for the class, or import labels:\n\n"
           "nodesentry label import %1 labels.csv")
            .arg(path));
    m_timeline->lanes().setEmptyText(tr("No metric is shown. Tick some in the panel “Metrics”."));
}

void MainWindow::updateActions()
{
    const auto snapshot = m_controller.snapshot();
    const bool hasData = snapshot && snapshot->hasData();
    const bool writable = hasData && !snapshot->project->readOnly();
    const bool running = m_controller.isRunning();
    m_actions.close->setEnabled(snapshot != nullptr);
    m_actions.run->setEnabled(writable && !running);
    m_actions.update->setEnabled(writable && !running && m_controller.canUpdate());
    m_actions.cancelRun->setEnabled(running);
    for (auto* action : m_actions.forTimeline())
        action->setEnabled(hasData);
    m_actions.back->setEnabled(hasData && m_timeline->axis().canGoBack());
    m_actions.forward->setEnabled(hasData && m_timeline->axis().canGoForward());
    m_actions.nextCase->setEnabled(hasData && m_cases.rowCount() > 0);
    m_actions.previousCase->setEnabled(hasData && m_cases.rowCount() > 0);
    m_actions.findNode->setEnabled(hasData);
    m_actions.findMetric->setEnabled(hasData);
    m_actions.addLabel->setEnabled(writable && m_timeline->axis().selection().has_value());
    m_actions.removeLabel->setEnabled(writable && m_labels.rowCount() > 0);
    m_labelRoom.updateActions(writable);
    m_assistRoom.updateActions();
}

void MainWindow::updateTitle()
{
    const auto snapshot = m_controller.snapshot();
    const auto program = tr("NodeSentry Workbench");
    if (!snapshot) {
        setWindowTitle(program);
        return;
    }
    const auto name = QFileInfo(QString::fromStdString(snapshot->project->path())).completeBaseName();
    setWindowTitle(snapshot->project->readOnly() ? tr("%1 (read only) — %2").arg(name, program)
                                                 : tr("%1 — %2").arg(name, program));
}

void MainWindow::updateRecent()
{
    const auto paths = m_settings.recentProjects();
    m_start->setRecentProjects(paths);
    m_recentMenu.clear();
    for (const auto& path : paths)
        m_recentMenu.addAction(QDir::toNativeSeparators(path), this, [this, path] { openProject(path); });
    m_recentMenu.setEnabled(!paths.isEmpty());
}

// --- what is shown ---

void MainWindow::showCase(int row)
{
    const auto& found = m_cases.caseAt(row);
    m_tabs->setCurrentWidget(m_timeline);
    m_presenter.jumpTo(found.node, found.range);
    m_timeline->lanes().setMarkedMetrics(found.topMetrics);
    if (!m_assistRoom.chooseCase(found.node, found.range))
        m_labelRoom.offer(found.range);
    m_caseRoom.setCase(found);
}

void MainWindow::showLabel(int row)
{
    const auto& label = m_labels.labelAt(row);
    const auto snapshot = m_controller.snapshot();
    if (const auto* summary = snapshot->find(label.node)) {
        m_tabs->setCurrentWidget(m_timeline);
        m_presenter.jumpTo(label.node,
                           {label.begin, label.end.value_or(std::max(summary->range.end, label.begin + 1))});
        m_timeline->lanes().setMarkedMetrics({});
    } else {
        statusBar()->showMessage(
            tr("The project has no samples of node %1.").arg(QString::fromStdString(label.node)), 8000);
    }
}

void MainWindow::selectCase(qint64 id)
{
    const int row = m_cases.rowOf(id);
    m_caseTable->selectSourceRow(row);
    m_docks[1]->raise();
    if (row >= 0) {
        m_timeline->lanes().setMarkedMetrics(m_cases.caseAt(row).topMetrics);
        m_caseRoom.setCase(m_cases.caseAt(row));
    }
}

void MainWindow::updateCursorText()
{
    const auto& axis = m_timeline->axis();
    if (axis.isEmpty()) {
        m_cursorText->clear();
        return;
    }
    QStringList parts{QString::fromStdString(m_presenter.node())};
    if (const auto selection = axis.selection())
        parts << tr("selected %1").arg(durationText(double(selection->length()) / 1000.0));
    parts << tr("in view %1").arg(durationText(double(axis.visible().length()) / 1000.0));
    auto moment = axis.cursor().value_or(axis.visible().begin);
    constexpr TimeMs kMinute = 60'000;
    if (axis.visible().length() > kMinute)
        moment -= moment % 1'000; // a pixel is more than what would be left out
    parts << momentText(moment);
    m_cursorText->setText(parts.join(u"   "_s));
}

// --- wishes ---

void MainWindow::askForLabel()
{
    const auto selection = m_timeline->axis().selection();
    const auto snapshot = m_controller.snapshot();
    if (!selection || !snapshot)
        return;
    Label label;
    label.node = m_presenter.node();
    label.begin = selection->begin;
    label.end = selection->end;
    auto* dialog = new LabelDialog(label, snapshot->labelClasses, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        if (const auto id = m_controller.labels().add(dialog->label()); id != 0) {
            m_timeline->axis().setSelection(std::nullopt);
            m_controller.labels().select({id});
        }
    });
    dialog->open();
}

void MainWindow::raiseDock(std::size_t dock, QWidget& focus)
{
    m_docks[dock]->show();
    m_docks[dock]->raise();
    focus.setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::reportFailure(const QString& what, const Error& error)
{
    if (error.code == ErrorCode::Cancelled)
        return;
    auto offer = remedyText(error.remedy);
    const bool running = error.remedy == Remedy::RunStages || error.remedy == Remedy::Train;
    if (running && m_actions.run->isEnabled()) {
        m_bannerAction = [this] {
            m_banner->hide();
            m_controller.startRun();
        };
    } else if (error.remedy == Remedy::OpenWritable && m_controller.snapshot()) {
        const auto path = QString::fromStdString(m_controller.snapshot()->project->path());
        m_bannerAction = [this, path] {
            m_controller.setReadOnly(false);
            m_controller.open(path);
        };
    } else {
        offer.clear();
    }
    m_banner->showMessage(Banner::Kind::Error, tr("%1 failed. %2").arg(what, errorText(error).oneLine()),
                          offer);
}

void MainWindow::showTraining()
{
    m_tabs->setCurrentWidget(m_training);
    m_training->setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::showAbout()
{
    auto* box = new QMessageBox(QMessageBox::NoIcon, tr("About NodeSentry Workbench"), aboutText(),
                                QMessageBox::Close, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::RichText);
    box->button(QMessageBox::Close)->setIcon({}); // the style's icons are made for light themes
    box->setIconPixmap(windowIcon().pixmap(64, 64));
    box->open();
}

// --- events ---

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (m_pages->currentWidget() == m_tabs)
        m_workState = saveState();
    m_settings.setWindow(saveGeometry(), m_workState);
    m_laneRoom.flush();
    m_controller.close(); // stops a run; its finished stages are kept
    QMainWindow::closeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    const auto urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.front().isLocalFile())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    openProject(event->mimeData()->urls().front().toLocalFile());
}

} // namespace nodesentry::app
