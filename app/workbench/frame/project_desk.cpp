#include "app/workbench/frame/project_desk.h"

#include "app/workbench/frame/project_texts.h"
#include "app/workbench/frame/run_sheet.h"
#include "widgets/base/notices/banner.h"
#include "widgets/base/notices/command_line_hint.h"
#include "widgets/base/notices/empty_page.h"
#include "widgets/base/text/error_text.h"
#include "widgets/base/text/reason_text.h"
#include "widgets/panels/start_page.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>

namespace nodesentry::app {

using namespace Qt::StringLiterals;
using namespace nodesentry::ui;

ProjectDesk::ProjectDesk(const FrameParts& parts, ActionSet& actions, QMenu& recent, QWidget& window)
    : m_parts(parts),
      m_actions(actions),
      m_recent(recent),
      m_window(window),
      m_start(new StartPage),
      m_import(parts, actions, *m_start, window),
      m_notice(new EmptyPage),
      m_banner(new Banner)
{
    connectSession();
    connectActions();
    updateRecent();
    updateActions();
}

void ProjectDesk::connectSession()
{
    auto& session = m_parts.session;
    connect(&session, &ProjectSession::opening, this, [this](const QString& path) {
        m_banner->hide();
        showNotice(tr("Opening %1…").arg(QFileInfo(path).completeBaseName()), QDir::toNativeSeparators(path));
    });
    connect(&session, &ProjectSession::openFailed, this, [this](const QString& path, const Error& error) {
        Q_EMIT shownChanged(Shown::Start);
        reportFailure(tr("Opening %1").arg(QDir::toNativeSeparators(path)), error);
    });
    connect(&session, &ProjectSession::opened, this, &ProjectDesk::projectOpened);
    connect(&session, &ProjectSession::snapshotChanged, this, &ProjectDesk::takeSnapshot);
    connect(&session, &ProjectSession::closed, this, [this] {
        m_banner->hide();
        updateActions();
        Q_EMIT shownChanged(Shown::Start);
    });
    connect(&session, &ProjectSession::failed, this, &ProjectDesk::reportFailure);
    connect(&m_parts.notify, &Notifier::failed, this, &ProjectDesk::reportFailure);
    connect(&m_parts.runs, &RunQueue::added, this, &ProjectDesk::updateActions);
    connect(&m_parts.runs, &RunQueue::ended, this, [this](quint64 number) {
        updateActions();
        if (const auto* run = m_parts.runs.find(number); run != nullptr && run->state() == Run::State::Done)
            m_parts.notify.say(tr("%1 is finished.").arg(run->title()));
        else if (run != nullptr && run->state() == Run::State::Stopped)
            m_parts.notify.say(tr("%1 was stopped. What was finished before is kept.").arg(run->title()));
    });
    connect(m_banner, &Banner::actionTriggered, this, [this] {
        m_banner->hide();
        if (m_bannerAction)
            m_bannerAction();
    });
    connect(&m_import, &ImportDesk::projectMade, this, &ProjectDesk::open);
    connect(m_start, &StartPage::openRequested, this, &ProjectDesk::choose);
    connect(m_start, &StartPage::openPathRequested, this, &ProjectDesk::open);
    connect(m_start, &StartPage::forgetRequested, this, [this](const QString& path) {
        m_parts.settings.removeRecentProject(path);
        updateRecent();
    });
}

void ProjectDesk::connectActions()
{
    auto& session = m_parts.session;
    m_actions.on("project.open", this, [this] { choose(); });
    m_actions.on("project.close", this, [this] {
        Q_EMIT closing();
        m_parts.session.close();
    });
    m_actions.on("project.run", this, [&session] { session.startRun(); });
    m_actions.on("project.run_with", this, [this] { askForRun(); });
    m_actions.on("project.update", this, [&session] { session.startUpdate(); });
    m_actions.on("project.cancel_run", this, [this] {
        if (const auto* run = m_parts.runs.active())
            m_parts.runs.cancel(run->number());
    });
}

void ProjectDesk::open(const QString& path)
{
    const auto folder = projectFolder(path);
    Q_EMIT closing();
    m_parts.session.open(folder.isEmpty() ? path
                                          : folder); // the core says best what is wrong with another folder
}

void ProjectDesk::take(const QStringList& paths)
{
    if (paths.size() == 1 && !projectFolder(paths.front()).isEmpty())
        open(paths.front());
    else if (!paths.isEmpty())
        m_import.ask(paths);
}

void ProjectDesk::choose()
{
    auto* dialog = new QFileDialog(&m_window, tr("Open a project folder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    const auto recent = m_parts.settings.recentProjects();
    if (!recent.isEmpty())
        dialog->setDirectory(QFileInfo(recent.front()).absolutePath());
    connect(dialog, &QFileDialog::fileSelected, this, &ProjectDesk::open);
    dialog->open();
}

void ProjectDesk::askForRun()
{
    const auto project = m_parts.session.snapshot()->project;
    m_reader.start<RunChoices>(
        u"choices"_s, this,
        [project, &engine = m_parts.engine](const RunContext&) { return engine.choices(*project); },
        [this, project](Result<RunChoices> choices) {
            const auto snapshot = m_parts.session.snapshot();
            if (!snapshot || snapshot->project != project)
                return; // another one was opened meanwhile
            if (!choices) {
                reportFailure(tr("Reading the parameters"), choices.error());
                return;
            }
            auto* sheet
                = new RunSheet(QString::fromStdString(project->path()), std::move(*choices), &m_window);
            sheet->setAttribute(Qt::WA_DeleteOnClose);
            connect(sheet, &RunSheet::runRequested, this,
                    [this](const RunRequest& request) { m_parts.session.startRun(request); });
            sheet->open();
        });
}

void ProjectDesk::projectOpened()
{
    const auto project = m_parts.session.snapshot()->project;
    const auto path = QString::fromStdString(project->path());
    m_parts.settings.addRecentProject(QDir(path).absolutePath());
    updateRecent();
    if (project->readOnly()) {
        m_bannerAction = [this, path] { open(path); };
        m_banner->showMessage(Banner::Kind::Hint, readOnlyText(*project), tr("Try again"));
    } else {
        m_banner->hide();
    }
    QMetaObject::invokeMethod(this, &ProjectDesk::opened, Qt::QueuedConnection);
}

void ProjectDesk::takeSnapshot()
{
    updateActions();
    const auto snapshot = m_parts.session.snapshot();
    if (snapshot->hasData()) {
        Q_EMIT shownChanged(Shown::Rooms);
        return;
    }
    showNotice(
        tr("This project has no data yet"),
        tr("Drop monitoring data here, or press %1 to choose it, with the job list if you have it. The same "
           "from a terminal, while the project is not open:")
            .arg(m_actions["project.import"]->shortcut().toString(QKeySequence::NativeText)),
        u"nodesentry import DATA... --jobs sacct.txt --into "_s
            + shellQuoted(QString::fromStdString(snapshot->project->path())));
}

void ProjectDesk::updateActions()
{
    const auto snapshot = m_parts.session.snapshot();
    const bool writable = snapshot && snapshot->hasData() && !snapshot->project->readOnly();
    const bool running = m_parts.runs.isBusy();
    m_actions.allow("project.close", snapshot != nullptr);
    m_actions.allow("project.run", writable && !running);
    m_actions.allow("project.run_with", writable && !running);
    m_actions.allow("project.update", writable && !running);
    m_actions.allow("project.cancel_run", running);
}

void ProjectDesk::updateRecent()
{
    const auto paths = m_parts.settings.recentProjects();
    m_start->setRecentProjects(paths);
    m_recent.clear();
    for (const auto& path : paths)
        m_recent.addAction(QDir::toNativeSeparators(path), this, [this, path] { open(path); });
    m_recent.setEnabled(!paths.isEmpty());
}

void ProjectDesk::showNotice(const QString& title, const QString& text, const QString& command)
{
    m_notice->setContent(title, text, command);
    Q_EMIT shownChanged(Shown::Notice);
}

void ProjectDesk::reportFailure(const QString& what, const Error& error)
{
    if (error.code == ErrorCode::Cancelled)
        return;
    auto offer = remedyText(error.remedy);
    const auto snapshot = m_parts.session.snapshot();
    const bool running = error.remedy == Remedy::RunStages || error.remedy == Remedy::Train;
    if (running && m_actions["project.run"]->isEnabled()) {
        m_bannerAction = [this] { m_parts.session.startRun(); };
    } else if (error.remedy == Remedy::OpenWritable && snapshot) {
        m_bannerAction = [this, path = QString::fromStdString(snapshot->project->path())] {
            m_parts.session.setReadOnly(false);
            open(path);
        };
    } else {
        offer.clear();
    }
    m_banner->showMessage(Banner::Kind::Error, tr("%1 failed. %2").arg(what, errorText(error).oneLine()),
                          offer);
}

} // namespace nodesentry::app
