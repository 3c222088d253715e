#include "widgets/documents/project_session.h"

#include "core/base/expects.h"
#include <QFile>
#include <QUndoCommand>

#include <variant>

namespace nodesentry::ui {

namespace {

constexpr int kWatchMs = 3000;

} // namespace

ProjectSession::ProjectSession(Engine& engine, RunQueue& runs, Selection& selection, QObject* parent)
    : QObject(parent),
      m_engine(engine),
      m_runs(runs),
      m_selection(selection),
      m_reader(2)
{
    connect(&m_labels, &LabelDocument::labelsChanged, this, &ProjectSession::takeLabels);
    connect(&m_labels, &LabelDocument::classesChanged, this, &ProjectSession::takeLabels);
    connect(&m_labels, &LabelDocument::failed, this, &ProjectSession::failed);
    m_watch.setInterval(kWatchMs);
    connect(&m_watch, &QTimer::timeout, this, &ProjectSession::checkInPlace);
    connect(&m_documents, &DocumentWriter::failed, this,
            [this](const Error& error) { Q_EMIT failed(tr("Saving the view"), error); });
}

ProjectSession::~ProjectSession()
{
    // Epochs are told to this object, from threads of the run.
    m_runs.abandonAll();
    m_runs.wait();
}

void ProjectSession::checkInPlace()
{
    if (!m_snapshot || m_reader.isActive(kWatchChannel))
        return;
    m_reader.start<std::monostate>(
        kWatchChannel, this,
        [project = m_snapshot->project](const RunContext&) -> Result<std::monostate> {
            NODESENTRY_CHECK(project->checkInPlace());
            return std::monostate();
        },
        [this](const Result<std::monostate>& result) {
            if (result)
                return;
            m_watch.stop();
            Q_EMIT failed(tr("Keeping the project"), result.error());
        });
}

void ProjectSession::open(const QString& path)
{
    close();
    Q_EMIT opening(path);
    m_reader.start<std::shared_ptr<const ProjectSnapshot>>(
        kOpenChannel, this,
        [folder = QFile::encodeName(path).toStdString(),
         mode = m_openMode](const RunContext& context) -> Result<std::shared_ptr<const ProjectSnapshot>> {
            NODESENTRY_TRY(const auto project, Project::open(folder, mode));
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
            m_suggestions.refresh(*snapshot->suggestions);
            m_snapshot = snapshot;
            m_explanations.setResults(snapshot->project, m_method);
            readTrainings();
            m_watch.start();
            Q_EMIT opened();
            Q_EMIT snapshotChanged();
        });
}

void ProjectSession::close()
{
    for (const auto* channel : {&kOpenChannel, &kReloadChannel, &kScoresChannel, &kSuggestionsChannel,
                                &kTrainingsChannel, &kWatchChannel})
        m_reader.abandon(*channel);
    m_runs.abandonAll();
    m_watch.stop();
    if (!m_snapshot)
        return;
    m_documents.finish(); // whoever opens the project next is to read them
    m_snapshot.reset();
    m_labels.close();
    m_suggestions.close();
    m_training.clear();
    m_explanations.setResults(nullptr, {});
    m_selection.clear();
    m_method.clear();
    Q_EMIT closed();
}

void ProjectSession::reload()
{
    if (!m_snapshot)
        return;
    m_reader.start<std::shared_ptr<const ProjectSnapshot>>(
        kReloadChannel, this,
        [project = m_snapshot->project, method = m_method](const RunContext& context) {
            return readSnapshot(project, method, context);
        },
        [this, labels = m_labels.revision(),
         suggestions = m_suggestions.revision()](Result<std::shared_ptr<const ProjectSnapshot>> result) {
            if (result && (labels != m_labels.revision() || suggestions != m_suggestions.revision()))
                reload(); // an edit came in between: what was read may be older
            else if (result)
                take(std::move(*result));
            else if (result.error().code != ErrorCode::Cancelled)
                Q_EMIT failed(tr("Reading the project"), result.error());
        });
}

void ProjectSession::take(std::shared_ptr<const ProjectSnapshot> snapshot)
{
    m_snapshot = nullptr; // the document's signals are no news then
    m_labels.refresh(snapshot->labels, snapshot->labelClasses);
    m_suggestions.refresh(*snapshot->suggestions);
    m_snapshot = std::move(snapshot);
    m_method = m_snapshot->method;
    m_explanations.setResults(m_snapshot->project, m_method);
    readTrainings();
    Q_EMIT snapshotChanged();
}

void ProjectSession::readTrainings()
{
    using Trainings = std::vector<ClusterTraining>;
    m_reader.start<Trainings>(
        kTrainingsChannel, this,
        [project = m_snapshot->project, &engine = m_engine](const RunContext&) {
            return engine.trainings(*project);
        },
        [this](Result<Trainings> result) {
            if (result)
                m_training.setStored(*result);
            else
                Q_EMIT failed(tr("Reading how the models were trained"), result.error());
        });
}

EpochListener ProjectSession::epochListener()
{
    return [this, run = ++m_trainingNumber](int cluster, const EpochFigures& figures) {
        // From threads of the run, which the destructor waits for.
        const auto take = [this, run, cluster, figures] {
            if (run == m_trainingNumber && m_training.isRunning())
                m_training.addEpoch(cluster, figures);
        };
        QMetaObject::invokeMethod(this, take, Qt::QueuedConnection);
    };
}

void ProjectSession::takeLabels()
{
    if (!m_snapshot)
        return;
    m_snapshot = withLabels(*m_snapshot, m_labels.labels(), m_labels.classes());
    Q_EMIT labelsChanged();
}

void ProjectSession::setMethod(const std::string& method)
{
    if (method == m_method)
        return;
    m_method = method;
    reload();
}

void ProjectSession::readScores(const std::string& node)
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

void ProjectSession::saveDocument(const std::string& name, std::string content)
{
    if (!m_snapshot)
        return;
    m_documents.write(m_snapshot->project, name, std::move(content));
}

void ProjectSession::startRun(RunRequest request)
{
    startTraining([&engine = m_engine, request = std::move(request)](
                      const auto& project, const EpochListener& onEpoch,
                      const RunContext& context) { return engine.run(project, request, onEpoch, context); },
                  tr("The run"));
}

void ProjectSession::startUpdate()
{
    startTraining(
        [&engine = m_engine](const auto& project, const EpochListener& onEpoch, const RunContext& context) {
            return engine.update(project, onEpoch, context);
        },
        tr("Learning from new samples"));
}

void ProjectSession::startTraining(TrainingFunction function, const QString& what)
{
    if (!m_snapshot || isRunning())
        return;
    m_training.beginRun();
    startWork([project = m_snapshot->project, function = std::move(function), listener = epochListener()](
                  const RunContext& context) { return function(project, listener, context); },
              what, [this](bool complete) { m_training.endRun(complete); }, QStringLiteral("go.training"));
}

void ProjectSession::startDetection(const std::string& method, std::vector<std::string> nodes)
{
    if (!m_snapshot || isRunning() || nodes.empty())
        return;
    m_method = method; // what is read after it
    startWork([project = m_snapshot->project, &engine = m_engine, method, nodes = std::move(nodes)](
                  const RunContext& context) { return engine.detect(project, method, nodes, context); },
              tr("Detecting with %1").arg(QString::fromStdString(method)));
}

void ProjectSession::startWork(RunQueue::Work work, const QString& what,
                               std::function<void(bool complete)> ended, const QString& showAction)
{
    m_runs.start(
        what, std::move(work),
        [this, what, ended = std::move(ended)](const Result<void>& result) {
            if (ended)
                ended(result.has_value());
            reload();
            if (!result && result.error().code != ErrorCode::Cancelled)
                Q_EMIT failed(what, result.error());
        },
        showAction);
}

void ProjectSession::readSuggestions()
{
    if (!m_snapshot)
        return;
    struct Read {
        std::vector<Suggestion> suggestions;
        std::map<std::string, SuggestionSource> sources;
    };
    m_reader.start<Read>(
        kSuggestionsChannel, this,
        [project = m_snapshot->project](const RunContext&) -> Result<Read> {
            Read read;
            NODESENTRY_TRY(read.suggestions, project->suggestions());
            NODESENTRY_TRY(read.sources, project->suggestionSources());
            return read;
        },
        [this, revision = m_suggestions.revision()](Result<Read> result) {
            if (!result) {
                Q_EMIT failed(tr("Reading the suggestions"), result.error());
            } else if (revision != m_suggestions.revision()) {
                readSuggestions(); // a decision came in between
            } else {
                auto next = std::make_shared<ProjectSnapshot>(*m_snapshot);
                next->suggestionSources = std::move(result->sources);
                m_snapshot = std::move(next);
                m_suggestions.refresh(std::move(result->suggestions));
                Q_EMIT suggestionsRead();
            }
        });
}

// --- what was looked at ---

/// One stretch that was marked as seen; what was seen before stays so when that is taken back.
class ProjectSession::SeenCommand final : public QUndoCommand {
public:
    SeenCommand(ProjectSession& session, std::string node, std::vector<TimeRange> ranges)
        : QUndoCommand(ProjectSession::tr("Mark as seen")),
          m_session(session),
          m_node(std::move(node)),
          m_ranges(std::move(ranges))
    {
    }

    void redo() override
    {
        if (!m_done)
            m_session.storeSeen(m_node, m_ranges, true);
        m_done = true;
    }
    void undo() override
    {
        if (m_done)
            m_session.storeSeen(m_node, m_ranges, false);
        m_done = false;
    }

private:
    ProjectSession& m_session;
    std::string m_node;
    std::vector<TimeRange> m_ranges;
    bool m_done = true; ///< the first time it is on the disk before it is on the stack
};

void ProjectSession::markSeen(const std::string& node, TimeRange range)
{
    if (!m_snapshot || m_snapshot->project->readOnly())
        return;
    std::vector<TimeRange> fresh{range};
    for (const auto& stretch : m_snapshot->seen)
        if (stretch.node == node && stretch.author == m_labels.annotator())
            fresh = without(fresh, stretch.range);
    if (!fresh.empty() && storeSeen(node, fresh, true))
        m_labels.stack().push(new SeenCommand(*this, node, std::move(fresh)));
}

bool ProjectSession::storeSeen(const std::string& node, const std::vector<TimeRange>& ranges, bool seen)
{
    if (!m_snapshot)
        return false;
    Result<std::vector<SeenStretch>> stored;
    Result<void> marked;
    for (const auto& range : ranges) {
        marked = m_snapshot->project->markSeen({node, m_labels.annotator(), range}, seen);
        if (!marked)
            break;
    }
    if (marked)
        stored = m_snapshot->project->seen();
    if (!marked || !stored) {
        Q_EMIT failed(tr("Mark as seen"), marked ? stored.error() : marked.error());
        return false;
    }
    m_snapshot = withSeen(*m_snapshot, std::move(*stored));
    Q_EMIT seenChanged();
    return true;
}

} // namespace nodesentry::ui
