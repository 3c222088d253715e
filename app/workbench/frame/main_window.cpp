#include "app/workbench/frame/main_window.h"

#include "app/workbench/commands/frame_actions.h"
#include "app/workbench/frame/appearance.h"
#include "app/workbench/frame/method_box.h"
#include "app/workbench/frame/project_texts.h"
#include "widgets/base/jobs/run_list.h"
#include "widgets/base/jobs/run_status.h"
#include "widgets/base/notices/banner.h"
#include "widgets/base/notices/empty_page.h"
#include "widgets/panels/start_page.h"

#include <QActionGroup>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QLabel>
#include <QMimeData>
#include <QScreen>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTimer>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace nodesentry::app {

using namespace Qt::StringLiterals;
using namespace nodesentry::ui;

namespace {

QStringList localPaths(const QMimeData& data)
{
    QStringList paths;
    for (const auto& url : data.urls())
        if (url.isLocalFile())
            paths << url.toLocalFile();
    return paths;
}

constexpr int kMessageMs = 8000;

std::vector<ActionSet::Table> tablesOf(std::span<const RoomSpec> rooms)
{
    std::vector<ActionSet::Table> tables{{{}, firstFrameActions()}};
    for (const auto& room : rooms)
        tables.push_back({{}, std::span(&room.enter, 1)});
    for (const auto& room : rooms)
        tables.push_back({QString::fromLatin1(room.id), room.actions});
    tables.push_back({{}, lastFrameActions()});
    return tables;
}

} // namespace

MainWindow::MainWindow(const FrameParts& parts, std::span<const RoomSpec> rooms)
    : m_parts(parts),
      m_actions(*this, parts.view, tablesOf(rooms)),
      m_docks(*this, m_dockMenu),
      m_context{parts.session, parts.engine, parts.runs,     parts.selection, parts.view,
                m_actions,     m_docks,      parts.settings, parts.notify,    parts.go},
      m_pages(new QStackedWidget),
      m_place(new QLabel),
      m_desk(parts, m_actions, m_recentMenu, *this),
      m_export(parts, m_actions, *m_pages, *this),
      m_rooms(rooms, m_context, *m_pages)
{
    setAcceptDrops(true);
    setMinimumSize(760, 480);
    buildMenus(*this, m_actions, m_recentMenu, m_dockMenu);
    buildRoomBar();
    buildToolBar();
    buildPages();
    connectParts();
    connectActions();
    connectAppearance(m_actions, m_parts.view, m_parts.theme, m_parts.settings, *this);
    m_commands = std::make_unique<CommandCentre>(
        *this, m_context, [this](std::vector<PaletteItem>& items) { m_rooms.addPlaces(items); },
        [this](const QString& text) { return m_rooms.typed(text); });
    if (!restoreGeometry(m_parts.settings.windowGeometry())) {
        const int unit = fontMetrics().averageCharWidth();
        resize(QSize(unit * 260, unit * 160).boundedTo(screen()->availableSize() * 0.92));
    }
    showPart(ProjectDesk::Shown::Start);
}

MainWindow::~MainWindow()
{
    // ~QWidget() would hide the views after the rooms, with the models, are gone, and a hidden tree view asks its model
    // for sizes.
    hide();
}

// --- layout ---

void MainWindow::buildRoomBar()
{
    m_roomBar = new QToolBar(tr("Rooms"));
    m_roomBar->setObjectName(u"rooms"_s);
    m_roomBar->setMovable(false);
    m_roomBar->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    m_roomBar->setContextMenuPolicy(Qt::PreventContextMenu);
    addToolBar(Qt::LeftToolBarArea, m_roomBar);
    m_roomBar->addActions(m_actions.group(ActionKind::Room).actions());
}

void MainWindow::buildToolBar()
{
    m_toolBar = addToolBar(tr("Tools"));
    m_toolBar->setObjectName(u"tools"_s);
    m_toolBar->setMovable(false);
    m_toolBar->setContextMenuPolicy(Qt::PreventContextMenu);
    m_toolBar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_toolBar->addAction(m_actions["project.open"]);
    m_toolBar->addAction(m_actions["project.run"]);
    m_actions["project.open"]->setIconText(tr("Open"));
    const auto stretch = [this] {
        auto* spacer = new QWidget;
        spacer->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
        m_toolBar->addWidget(spacer);
    };
    stretch();
    auto* palette = new QToolButton;
    palette->setObjectName(u"search"_s);
    palette->setText(tr("Find a command, node, job or metric   %1")
                         .arg(m_actions["edit.palette"]->shortcut().toString(QKeySequence::NativeText)));
    palette->setAccessibleName(tr("Find a command, node, job or metric"));
    palette->setMinimumWidth(fontMetrics().averageCharWidth() * 52);
    connect(palette, &QToolButton::clicked, m_actions["edit.palette"], &QAction::trigger);
    m_toolBar->addWidget(palette);
    stretch();
    m_toolBar->addWidget(new MethodBox(m_parts.session, m_actions));
    m_toolBar->addWidget(new ZoneButton(m_parts.view, m_actions));
}

void MainWindow::buildPages()
{
    m_pages->addWidget(m_desk.start());
    m_pages->addWidget(m_desk.notice());
    auto* centre = new QWidget;
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_desk.banner());
    column->addWidget(m_pages, 1);
    setCentralWidget(centre);
    m_place->setAccessibleName(tr("Time at the pointer"));
    m_place->setContentsMargins(6, 0, 6, 0);
    auto* status = new RunStatus(m_parts.runs);
    statusBar()->addPermanentWidget(status);
    statusBar()->addPermanentWidget(m_place);
    connect(status, &RunStatus::listWanted, m_actions["project.runs"], &QAction::trigger);
    connect(status, &RunStatus::showWanted, this,
            [this](const QString& action) { m_actions[action.toLatin1().constData()]->trigger(); });
}

// --- connections ---

void MainWindow::connectParts()
{
    connect(&m_desk, &ProjectDesk::shownChanged, this, &MainWindow::showPart);
    connect(&m_desk, &ProjectDesk::opened, &m_rooms, &RoomStack::restoreView);
    connect(&m_desk, &ProjectDesk::closing, &m_rooms, &RoomStack::saveView);
    connect(&m_rooms, &RoomStack::roomEntered, this, &MainWindow::updateActions);
    connect(&m_parts.session, &ProjectSession::snapshotChanged, this, &MainWindow::updateActions);
    connect(&m_parts.notify, &Notifier::said, this,
            [this](const QString& text) { statusBar()->showMessage(text, kMessageMs); });
    connect(&m_parts.notify, &Notifier::placeChanged, m_place, &QLabel::setText);
}

void MainWindow::connectActions()
{
    m_actions.on("project.quit", this, [this] { close(); });
    m_actions.on("project.runs", this, [this] {
        auto* list = new RunList(m_parts.runs, this);
        list->setAttribute(Qt::WA_DeleteOnClose);
        list->show();
    });
    auto& stack = m_parts.session.labels().stack();
    m_actions.on("edit.undo", this, [&stack] { stack.undo(); });
    m_actions.on("edit.redo", this, [&stack] { stack.redo(); });
    const auto name = [this, &stack] {
        m_actions.allow("edit.undo", stack.canUndo());
        m_actions.allow("edit.redo", stack.canRedo());
        m_actions["edit.undo"]->setText(stack.canUndo() ? tr("&Undo: %1").arg(stack.undoText())
                                                        : tr("&Undo"));
        m_actions["edit.redo"]->setText(stack.canRedo() ? tr("&Redo: %1").arg(stack.redoText())
                                                        : tr("&Redo"));
    };
    connect(&stack, &QUndoStack::indexChanged, this, name);
    name();
}

// --- pages ---

void MainWindow::showPart(ProjectDesk::Shown shown)
{
    const bool rooms = shown == ProjectDesk::Shown::Rooms;
    if (shown == ProjectDesk::Shown::Start) {
        m_docks.enter({});
        m_pages->setCurrentWidget(m_desk.start());
    } else if (shown == ProjectDesk::Shown::Notice) {
        m_docks.enter({});
        m_pages->setCurrentWidget(m_desk.notice());
    }
    m_roomBar->setVisible(rooms);
    statusBar()->setVisible(rooms);
    m_toolBar->setVisible(shown != ProjectDesk::Shown::Start);
    updateActions();
    if (rooms)
        m_rooms.showEntered();
}

void MainWindow::updateActions()
{
    const auto snapshot = m_parts.session.snapshot();
    const bool hasData = snapshot && snapshot->hasData();
    m_actions.setState(hasData, hasData && !snapshot->project->readOnly(),
                       hasData ? m_rooms.entered() : QString());
    setWindowTitle(windowTitleOf(snapshot ? snapshot->project.get() : nullptr));
}

// --- events ---

void MainWindow::closeEvent(QCloseEvent* event)
{
    m_rooms.saveView();
    m_parts.settings.setWindowGeometry(saveGeometry());
    m_rooms.saveDocks();
    m_parts.session.close(); // stops a run; its finished stages are kept
    QMainWindow::closeEvent(event);
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    QTimer::singleShot(0, this, [this] { // the docks have their new widths by then
        if (m_pages->currentWidget()->width() * 2 < width())
            m_docks.leaveSpace(m_roomBar->width() + 16); // and what lies between them
    });
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (!localPaths(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    m_desk.take(localPaths(*event->mimeData()));
}

} // namespace nodesentry::app
