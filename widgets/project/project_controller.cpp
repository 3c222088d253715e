#include "widgets/project/project_controller.h"

#include "core/base/expects.h"
#include "widgets/jobs/thread_priority.h"

#include <QFile>
#include <QThread>

#include <unistd.h>

namespace nodesentry::ui {

namespace {

std::string userName()
{
    const auto name = qEnvironmentVariable("USER", qEnvironmentVariable("LOGNAME"));
    return name.isEmpty() ? std::to_string(getuid()) : name.toStdString();
}

} // namespace

ProjectController::ProjectController(RunFunction run, QObject* parent)
    : QObject(parent),
      m_run(std::move(run)),
      m_reader(2),
      m_worker(1)
{
    connect(&m_worker, &JobRunner::progressed, this,
            [this](const QString&, double fraction, const QString& stage, const QString& detail) {
                Q_EMIT runProgressed(fraction, stage, detail);
            });
}

ProjectController::~ProjectController() = default;

void ProjectController::open(const QString& path)
{
    close();
    Q_EMIT opening(path);
    m_reader.start<std::shared_ptr<const ProjectSnapshot>>(
        kOpenChannel, this,
        [folder = QFile::encodeName(path).toStdString()](
            const RunContext& context) -> Result<std::shared_ptr<const ProjectSnapshot>> {
            NODESENTRY_TRY(const auto project, Project::open(folder, OpenMode::ReadWriteIfFree));
            return readSnapshot(project, {}, context);
        },
        [this, path](Result<std::shared_ptr<const ProjectSnapshot>> result) {
            if (!result) {
                Q_EMIT openFailed(path, result.error());
                return;
            }
            m_method = (*result)->method;
            m_snapshot = std::move(*result);
            Q_EMIT opened();
            Q_EMIT snapshotChanged();
        });
}

void ProjectController::close()
{
    for (const auto* channel : {&kOpenChannel, &kReloadChannel, &kScoresChannel})
        m_reader.abandon(*channel);
    if (isRunning()) {
        m_worker.abandon(kRunChannel);
        Q_EMIT runCancelled();
    }
    if (!m_snapshot)
        return;
    m_documents.clear();
    m_snapshot.reset();
    m_method.clear();
    Q_EMIT closed();
}

void ProjectController::reload()
{
    if (!m_snapshot)
        return;
    m_reader.start<std::shared_ptr<const ProjectSnapshot>>(
        kReloadChannel, this,
        [project = m_snapshot->project, method = m_method](const RunContext& context) {
            return readSnapshot(project, method, context);
        },
        [this](Result<std::shared_ptr<const ProjectSnapshot>> result) {
            if (result)
                take(std::move(*result));
            else if (result.error().code != ErrorCode::Cancelled)
                Q_EMIT failed(tr("Reading the project"), result.error());
        });
}

void ProjectController::take(std::shared_ptr<const ProjectSnapshot> snapshot)
{
    m_snapshot = std::move(snapshot);
    m_method = m_snapshot->method;
    Q_EMIT snapshotChanged();
}

void ProjectController::setMethod(const std::string& method)
{
    if (method == m_method)
        return;
    m_method = method;
    reload();
}

void ProjectController::readScores(const std::string& node)
{
    if (!m_snapshot)
        return;
    const auto name = QString::fromStdString(node);
    if (!m_snapshot->hasResults()) {
        Q_EMIT scoresRead(name, nullptr);
        return;
    }
    using Trace = std::shared_ptr<const ScoreTrace>;
    m_reader.start<Trace>(
        kScoresChannel, this,
        [path = m_snapshot->project->scoresPath(), method = m_snapshot->method,
         node](const RunContext&) -> Result<Trace> {
            NODESENTRY_TRY(const auto stored, ScoreStore::read(path, method, node, false));
            return makeScoreTrace(stored, method);
        },
        [this, name](Result<Trace> result) {
            if (result)
                Q_EMIT scoresRead(name, *result);
            else if (result.error().code == ErrorCode::NotFound)
                Q_EMIT scoresRead(name, nullptr);
            else if (result.error().code != ErrorCode::Cancelled)
                Q_EMIT failed(tr("Reading the scores of %1").arg(name), result.error());
        });
}

void ProjectController::saveDocument(const std::string& name, std::string content)
{
    if (!m_snapshot)
        return;
    m_documents[name] = std::move(content);
    writeDocument(name);
}

void ProjectController::writeDocument(const std::string& name)
{
    const auto waiting = m_documents.find(name);
    if (!m_snapshot || waiting == m_documents.end() || m_writing.contains(name))
        return;
    m_writing.insert(name);
    using Done = bool;
    m_reader.start<Done>(
        QStringLiteral("edit/%1").arg(++m_edits), this,
        [project = m_snapshot->project, name,
         content = std::move(waiting->second)](const RunContext&) -> Result<Done> {
            NODESENTRY_CHECK(project->setDocument(name, content));
            return true;
        },
        [this, name](Result<Done> result) {
            m_writing.erase(name);
            if (!result)
                Q_EMIT failed(tr("Saving the view"), result.error());
            writeDocument(name);
        });
    m_documents.erase(waiting);
}

void ProjectController::editLabels(const QString& what, std::function<Result<void>(Project&)> edit)
{
    if (!m_snapshot)
        return;
    using Done = bool;
    // A channel of its own for every edit: none may be superseded, or a label would be lost.
    m_reader.start<Done>(
        QStringLiteral("edit/%1").arg(++m_edits), this,
        [project = m_snapshot->project, edit = std::move(edit)](const RunContext&) -> Result<Done> {
            NODESENTRY_CHECK(edit(*project));
            return true;
        },
        [this, what](Result<Done> result) {
            if (result)
                reload();
            else
                Q_EMIT failed(what, result.error());
        });
}

void ProjectController::addLabel(Label label)
{
    label.author = userName();
    editLabels(tr("Adding the label"), [label = std::move(label)](Project& project) -> Result<void> {
        NODESENTRY_CHECK(project.addLabel(label));
        return {};
    });
}

void ProjectController::removeLabel(LabelId id)
{
    editLabels(tr("Deleting the label"), [id](Project& project) { return project.removeLabel(id); });
}

void ProjectController::startRun()
{
    if (!m_snapshot || isRunning())
        return;
    using Done = bool;
    // One thread less than there are keeps the window fluent while a run goes on.
    const int threads = std::max(1, QThread::idealThreadCount() - 1);
    m_worker.start<Done>(
        kRunChannel, this,
        [project = m_snapshot->project, run = m_run](const RunContext& context) -> Result<Done> {
            giveWayToTheWindow();
            NODESENTRY_CHECK(run(project, context));
            return true;
        },
        [this](Result<Done> result) {
            reload();
            if (result)
                Q_EMIT runFinished();
            else if (result.error().code == ErrorCode::Cancelled)
                Q_EMIT runCancelled();
            else {
                Q_EMIT runFailed();
                Q_EMIT failed(tr("The run"), result.error());
            }
        },
        threads);
    Q_EMIT runStarted();
}

void ProjectController::cancelRun()
{
    m_worker.cancel(kRunChannel);
}

} // namespace nodesentry::ui
