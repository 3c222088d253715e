#include "app/workbench/frame/main_window.h"

#include "app/workbench/commands/frame_actions.h"
#include "app/workbench/frame/appearance.h"
#include "app/workbench/frame/method_box.h"
#include "app/workbench/frame/project_texts.h"
#include "widgets/base/jobs/run_list.h"
#include "widgets/base/jobs/run_status.h"
#include "widgets/base/notices/banner.h"
#include "widgets/base/notices/command_line_hint.h"
#include "widgets/base/notices/empty_page.h"
#include "widgets/base/text/error_text.h"
#include "widgets/panels/start_page.h"

#include <QActionGroup>
#include <QCloseEvent>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
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
      m_specs(rooms),
      m_actions(*this, parts.view, tablesOf(rooms)),
      m_docks(*this, m_dockMenu),
      m_context{parts.session, parts.engine, parts.runs,     parts.selection, parts.view,
                m_actions,     m_docks,      parts.settings, parts.notify,    parts.go},
      m_pages(new QStackedWidget),
      m_start(new StartPage),
      m_notice(new EmptyPage),
      m_banner(new Banner),
      m_place(new QLabel),
      m_entered(QString::fromLatin1(rooms.front().id))
{
    setAcceptDrops(true);
    setMinimumSize(760, 480);
    buildMenus(*this, m_actions, m_recentMenu, m_dockMenu);
    buildRoomBar();
    buildToolBar();
    buildPages();
    connectSession();
    connectActions();
    connectAppearance(m_actions, m_parts.view, m_parts.theme, m_parts.settings, *this);
    m_commands = std::make_unique<CommandCentre>(
        *this, m_context,
        [this](std::vector<PaletteItem>& items) {
            for (const auto& [id, room] : m_rooms)
                room->addPlaces(items);
        },
        [this](const QString& text) {
            std::vector<PaletteItem> items;
            for (const auto& [id, room] : m_rooms)
                room->addTyped(text, items);
            return items;
        });
    updateRecent();
    if (!restoreGeometry(m_parts.settings.windowGeometry())) {
        const int unit = fontMetrics().averageCharWidth();
        resize(QSize(unit * 260, unit * 160).boundedTo(screen()->availableSize() * 0.92));
    }
    for (const auto& spec : m_specs)
        m_docks.setState(QString::fromLatin1(spec.id),
                         m_parts.settings.dockState(QString::fromLatin1(spec.id)));
    showStart();
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
    for (const auto& spec : m_specs) {
        auto* action = m_actions.of(spec.enter);
        m_roomBar->addAction(action);
        connect(action, &QAction::triggered, this, [this, id = QString::fromLatin1(spec.id)] { enter(id); });
    }
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
    m_pages->addWidget(m_start);
    m_pages->addWidget(m_notice);
    auto* centre = new QWidget;
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_banner);
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

void MainWindow::connectSession()
{
    auto& session = m_parts.session;
    connect(&session, &ProjectSession::opening, this, [this](const QString& path) {
        m_banner->hide();
        showNotice(tr("Opening %1…").arg(QFileInfo(path).completeBaseName()), QDir::toNativeSeparators(path));
    });
    connect(&session, &ProjectSession::openFailed, this, [this](const QString& path, const Error& error) {
        showStart();
        reportFailure(tr("Opening %1").arg(QDir::toNativeSeparators(path)), error);
    });
    connect(&session, &ProjectSession::opened, this, &MainWindow::projectOpened);
    connect(&session, &ProjectSession::snapshotChanged, this, &MainWindow::takeSnapshot);
    connect(&session, &ProjectSession::closed, this, [this] {
        m_banner->hide();
        showStart();
    });
    connect(&session, &ProjectSession::failed, this, &MainWindow::reportFailure);
    connect(&m_parts.runs, &RunQueue::added, this, &MainWindow::updateActions);
    connect(&m_parts.runs, &RunQueue::ended, this, [this](quint64 number) {
        updateActions();
        if (const auto* run = m_parts.runs.find(number); run != nullptr && run->state() == Run::State::Done)
            m_parts.notify.say(tr("%1 is finished.").arg(run->title()));
        else if (run != nullptr && run->state() == Run::State::Stopped)
            m_parts.notify.say(tr("%1 was stopped. What was finished before is kept.").arg(run->title()));
    });
    connect(&m_parts.notify, &Notifier::said, this,
            [this](const QString& text) { statusBar()->showMessage(text, kMessageMs); });
    connect(&m_parts.notify, &Notifier::failed, this, &MainWindow::reportFailure);
    connect(&m_parts.notify, &Notifier::placeChanged, m_place, &QLabel::setText);
    connect(&m_parts.go, &Navigator::wanted, this, &MainWindow::go);
    connect(m_banner, &Banner::actionTriggered, this, [this] {
        m_banner->hide();
        if (m_bannerAction)
            m_bannerAction();
    });
    connect(m_start, &StartPage::openRequested, this, &MainWindow::chooseProject);
    connect(m_start, &StartPage::openPathRequested, this, &MainWindow::openProject);
    connect(m_start, &StartPage::forgetRequested, this, [this](const QString& path) {
        m_parts.settings.removeRecentProject(path);
        updateRecent();
    });
}

void MainWindow::connectActions()
{
    auto& session = m_parts.session;
    m_actions.on("project.open", this, [this] { chooseProject(); });
    m_actions.on("project.close", this, [this] {
        saveView();
        m_parts.session.close();
    });
    m_actions.on("project.quit", this, [this] { close(); });
    m_actions.on("project.run", this, [&session] { session.startRun(); });
    m_actions.on("project.update", this, [&session] { session.startUpdate(); });
    m_actions.on("project.cancel_run", this, [this] {
        if (const auto* run = m_parts.runs.active())
            m_parts.runs.cancel(run->number());
    });
    m_actions.on("project.runs", this, [this] {
        auto* list = new RunList(m_parts.runs, this);
        list->setAttribute(Qt::WA_DeleteOnClose);
        list->show();
    });
    // An action that is possible anywhere may be the first that its room hears of.
    for (const auto& room : m_specs) {
        for (const auto& spec : room.actions) {
            if (!spec.anywhere)
                continue;
            m_actions.on(spec.id, this, [this, &spec, id = QString::fromLatin1(room.id)] {
                if (m_rooms.contains(id))
                    return;
                static_cast<void>(roomOf(id));
                m_actions.of(spec)->trigger();
            });
        }
    }
    auto& stack = session.labels().stack();
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

// --- rooms ---

Room* MainWindow::roomOf(const QString& id)
{
    const auto spec = std::find_if(m_specs.begin(), m_specs.end(),
                                   [&](const RoomSpec& room) { return QLatin1StringView(room.id) == id; });
    if (spec == m_specs.end())
        return nullptr;
    auto& room = m_rooms[id];
    if (!room) {
        room = spec->make(m_context);
        m_roomPages[id] = room->page();
        m_pages->addWidget(m_roomPages[id]);
        m_docks.add(id, room->docks());
    }
    return room.get();
}

Room* MainWindow::enter(const QString& id)
{
    auto* room = roomOf(id);
    if (room == nullptr || (id == m_entered && m_pages->currentWidget() == m_roomPages[id]))
        return room;
    if (const auto before = m_rooms.find(m_entered);
        before != m_rooms.end() && m_pages->currentWidget() == m_roomPages[m_entered])
        before->second->leave();
    m_entered = id;
    const auto snapshot = m_parts.session.snapshot();
    if (!snapshot || !snapshot->hasData()) {
        updateActions();
        return room;
    }
    m_parts.notify.showPlace({});
    m_pages->setCurrentWidget(m_roomPages[id]);
    m_docks.enter(id);
    updateActions();
    room->enter();
    return room;
}

void MainWindow::go(const Place& place)
{
    if (auto* room = enter(place.room))
        room->show(place);
}

void MainWindow::showStart()
{
    m_docks.enter({});
    m_roomBar->hide();
    m_toolBar->hide();
    statusBar()->hide();
    m_pages->setCurrentWidget(m_start);
    updateTitle();
    updateActions();
}

void MainWindow::showNotice(const QString& title, const QString& text, const QString& command)
{
    m_notice->setContent(title, text, command);
    m_pages->setCurrentWidget(m_notice);
    updateTitle();
}

void MainWindow::showRoom()
{
    m_roomBar->show();
    m_toolBar->show();
    statusBar()->show();
    enter(m_entered);
}

// --- projects ---

void MainWindow::openProject(const QString& path)
{
    const auto folder = projectFolder(path);
    saveView();
    m_parts.session.open(folder.isEmpty() ? path
                                          : folder); // the core says best what is wrong with another folder
}

void MainWindow::chooseProject()
{
    auto* dialog = new QFileDialog(this, tr("Open a project folder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    const auto recent = m_parts.settings.recentProjects();
    if (!recent.isEmpty())
        dialog->setDirectory(QFileInfo(recent.front()).absolutePath());
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::openProject);
    dialog->open();
}

void MainWindow::projectOpened()
{
    const auto project = m_parts.session.snapshot()->project;
    const auto path = QString::fromStdString(project->path());
    m_parts.settings.addRecentProject(QDir(path).absolutePath());
    updateRecent();
    if (project->readOnly())
        showBanner(readOnlyText(*project), tr("Try again"), [this, path] { openProject(path); });
    else
        m_banner->hide();
    // After every listener has taken the new project.
    QMetaObject::invokeMethod(this, &MainWindow::restoreView, Qt::QueuedConnection);
}

void MainWindow::takeSnapshot()
{
    const auto snapshot = m_parts.session.snapshot();
    updateActions();
    updateTitle();
    if (snapshot->hasData()) {
        showRoom();
        return;
    }
    m_toolBar->show();
    showNotice(tr("This project has no data yet"),
               tr("Import monitoring data from a terminal, with the job list if you have it. Then open "
                  "the project again."),
               u"nodesentry import DATA... --jobs sacct.txt --into "_s
                   + shellQuoted(QString::fromStdString(snapshot->project->path())));
}

void MainWindow::restoreView()
{
    const auto snapshot = m_parts.session.snapshot();
    if (!snapshot || !snapshot->hasData())
        return;
    const auto state = m_parts.settings.projectView(QString::fromStdString(snapshot->project->path()));
    for (const auto& spec : m_specs) {
        const auto id = QString::fromLatin1(spec.id);
        if (state.contains(id))
            roomOf(id)->restoreView(state.value(id).toObject());
    }
    if (const auto room = state.value(u"room"_s).toString(); !room.isEmpty())
        enter(room);
}

void MainWindow::saveView()
{
    const auto snapshot = m_parts.session.snapshot();
    for (const auto& [id, room] : m_rooms)
        room->flush();
    if (!snapshot || !snapshot->hasData())
        return;
    QJsonObject state{{u"room"_s, m_entered}};
    for (const auto& [id, room] : m_rooms)
        state[id] = room->viewState();
    m_parts.settings.setProjectView(QString::fromStdString(snapshot->project->path()), state);
}

// --- what is shown ---

void MainWindow::updateActions()
{
    const auto snapshot = m_parts.session.snapshot();
    const bool hasData = snapshot && snapshot->hasData();
    const bool writable = hasData && !snapshot->project->readOnly();
    const bool running = m_parts.runs.isBusy();
    m_actions.setState(hasData, writable, hasData ? m_entered : QString());
    m_actions.allow("project.close", snapshot != nullptr);
    m_actions.allow("project.run", writable && !running);
    m_actions.allow("project.update", writable && !running);
    m_actions.allow("project.cancel_run", running);
    for (const auto& spec : m_specs)
        if (QLatin1StringView(spec.id) == m_entered)
            m_actions.of(spec.enter)->setChecked(true);
}

void MainWindow::updateTitle()
{
    const auto snapshot = m_parts.session.snapshot();
    setWindowTitle(windowTitleOf(snapshot ? snapshot->project.get() : nullptr));
}

void MainWindow::updateRecent()
{
    const auto paths = m_parts.settings.recentProjects();
    m_start->setRecentProjects(paths);
    m_recentMenu.clear();
    for (const auto& path : paths)
        m_recentMenu.addAction(QDir::toNativeSeparators(path), this, [this, path] { openProject(path); });
    m_recentMenu.setEnabled(!paths.isEmpty());
}

void MainWindow::reportFailure(const QString& what, const Error& error)
{
    if (error.code == ErrorCode::Cancelled)
        return;
    const bool runHelps = error.code == ErrorCode::StageMissing && m_actions["project.run"]->isEnabled();
    m_bannerAction = [this] { m_parts.session.startRun(); };
    m_banner->showMessage(Banner::Kind::Error, tr("%1 failed. %2").arg(what, errorText(error).oneLine()),
                          runHelps ? tr("Run now") : QString());
}

void MainWindow::showBanner(const QString& text, const QString& button, std::function<void()> action)
{
    m_bannerAction = std::move(action);
    m_banner->showMessage(Banner::Kind::Hint, text, button);
}

// --- events ---

void MainWindow::closeEvent(QCloseEvent* event)
{
    saveView();
    m_parts.settings.setWindowGeometry(saveGeometry());
    for (const auto& [id, room] : m_rooms)
        m_parts.settings.setDockState(id, m_docks.stateOf(id));
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
