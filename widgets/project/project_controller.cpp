#include "widgets/project/project_controller.h"

#include "core/base/expects.h"
#include "widgets/jobs/thread_priority.h"

#include <QFile>
#include <QThread>

namespace nodesentry::ui {

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
    connect(&m_labels, &LabelDocument::labelsChanged, this, &ProjectController::takeLabels);
    connect(&m_labels, &LabelDocument::classesChanged, this, &ProjectController::takeLabels);
    connect(&m_labels, &LabelDocument::failed, this, &ProjectController::failed);
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
            const auto snapshot = std::move(*result);
            m_labels.open(snapshot->project, snapshot->labels, snapshot->labelClasses);
            m_snapshot = snapshot;
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
    m_labels.close();
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
        [this, labels = m_labels.revision()](Result<std::shared_ptr<const ProjectSnapshot>> result) {
            if (result && labels != m_labels.revision())
                reload(); // an edit came in between: what was read may be older
            else if (result)
                take(std::move(*result));
            else if (result.error().code != ErrorCode::Cancelled)
                Q_EMIT failed(tr("Reading the project"), result.error());
        });
}

void ProjectController::take(std::shared_ptr<const ProjectSnapshot> snapshot)
{
    m_snapshot = nullptr; // the document's signals are no news then
    m_labels.refresh(snapshot->labels, snapshot->labelClasses);
    m_snapshot = std::move(snapshot);
    m_method = m_snapshot->method;
    Q_EMIT snapshotChanged();
}

void ProjectController::takeLabels()
{
    if (!m_snapshot)
        return;
    m_snapshot = withLabels(*m_snapshot, m_labels.labels(), m_labels.classes());
    Q_EMIT labelsChanged();
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
