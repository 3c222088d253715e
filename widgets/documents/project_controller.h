#pragma once

#include "core/base/run_context.h"
#include "core/project/project.h"
#include "widgets/documents/assist_functions.h"
#include "widgets/documents/suggestion_document.h"
#include "widgets/documents/explanation_document.h"
#include "widgets/base/jobs/job_runner.h"
#include "widgets/documents/label_document.h"
#include "widgets/traces/score_trace.h"
#include "widgets/documents/document_writer.h"
#include "widgets/documents/project_snapshot.h"
#include "widgets/documents/training_document.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <string>

namespace nodesentry::ui {

/// The open project and everything the window does to it, all of it in the background: opening, reading,
/// running the pipeline; and its labels, which are edited at once. Views listen to its signals. A project that is
/// deleted or replaced while it is open is told once, within seconds; each later change fails.
class ProjectController final : public QObject {
    Q_OBJECT

public:
    /// Runs all stages of a project; the listener hears of each epoch of the trainings. Given from outside,
    /// so that widgets need not link the pipeline.
    using RunFunction = std::function<Result<void>(const std::shared_ptr<Project>&, const EpochListener&,
                                                   const RunContext&)>;
    /// Says how the models of a project were trained, in the background; see readTrainings().
    using TrainingsFunction = std::function<Result<std::vector<ClusterTraining>>(const Project&)>;

    explicit ProjectController(RunFunction run, QObject* parent = nullptr);
    ~ProjectController() override; ///< stops a run and waits for it

    /// Closes the open project and opens another one.
    void open(const QString& path);
    /// Waits for documents that are being saved; everything else is left behind.
    void close();
    /// Reads the open project again.
    void reload();
    /// Shows the cases and scores of another method.
    void setMethod(const std::string& method);
    /// Reads the scores of a node by the present method; answered by scoresRead.
    void readScores(const std::string& node);

    /// The labels of the open project and every edit of them.
    [[nodiscard]] LabelDocument& labels() { return m_labels; }
    /// What programs suggest to label, and the queue of what is to be reviewed.
    [[nodiscard]] SuggestionDocument& suggestions() { return m_suggestions; }
    /// Reads the suggestions of the project again, after something has offered new ones.
    void readSuggestions();
    /// Notes that the annotator has looked at a stretch; an undo step.
    void markSeen(const std::string& node, TimeRange range);

    /// The loss curves of the models, and of those that a run is training.
    [[nodiscard]] TrainingDocument& training() { return m_training; }
    /// Without it there are curves while a run goes on only.
    void setTrainingsFunction(TrainingsFunction function) { m_trainings = std::move(function); }

    /// What the present method says of the node that is looked at.
    [[nodiscard]] ExplanationDocument& explanations() { return m_explanations; }

    /// Without it nothing is suggested but what the project holds already.
    void setAssist(AssistFunctions functions) { m_assist = std::move(functions); }
    [[nodiscard]] const AssistFunctions& assist() const { return m_assist; }
    /// Runs one method on some nodes, as a run of its own: the run's signals tell of it, cancelRun() stops
    /// it. Its cases and scores are shown then.
    void startDetection(const std::string& method, std::vector<std::string> nodes);

    /// Keeps a document of the project, e.g. how its lanes are shown. Of wishes that come faster than they
    /// are written the last one counts. The snapshot keeps what it was read with.
    void saveDocument(const std::string& name, std::string content);

    void startRun();
    /// Without it there is no update.
    void setUpdateFunction(RunFunction function) { m_update = std::move(function); }
    /// Lets the models learn from new samples, as a run of its own: the run's signals and training() tell of
    /// it, cancelRun() stops it.
    void startUpdate();
    [[nodiscard]] bool canUpdate() const { return m_update != nullptr; }
    void cancelRun();
    /// Whether the projects that are opened from now on are opened for reading only.
    void setReadOnly(bool readOnly)
    {
        m_openMode = readOnly ? OpenMode::ReadOnly : OpenMode::ReadWriteIfFree;
    }
    [[nodiscard]] bool isRunning() const { return m_worker.isActive(kRunChannel); }

    [[nodiscard]] std::shared_ptr<const ProjectSnapshot> snapshot() const
    {
        return m_snapshot;
    } ///< null: none open
    [[nodiscard]] JobRunner& reader() { return m_reader; } ///< for views that read samples

Q_SIGNALS:
    void opening(const QString& path);
    void openFailed(const QString& path, const nodesentry::Error& error);
    void opened(); ///< snapshot() is a new project
    void closed();
    void snapshotChanged(); ///< snapshot() is new: opened, reloaded, edited, or another method
    void suggestionsRead(); ///< suggestions() and what they were asked with are new in snapshot()
    void seenChanged(); ///< snapshot() is new, but only what was looked at
    void labelsChanged(); ///< snapshot() is new, but only its labels and their classes
    void scoresRead(const QString& node,
                    std::shared_ptr<const nodesentry::ui::ScoreTrace> scores); ///< null: none
    void runStarted();
    void runProgressed(double fraction, const QString& stage, const QString& detail);
    void runFinished();
    void runCancelled();
    void runFailed(); ///< failed() says why
    void failed(const QString& what, const nodesentry::Error& error); ///< `what` names the action that failed

private:
    inline static const QString kOpenChannel = QStringLiteral("open");
    inline static const QString kReloadChannel = QStringLiteral("reload");
    inline static const QString kScoresChannel = QStringLiteral("scores");
    inline static const QString kSuggestionsChannel = QStringLiteral("suggestions");
    inline static const QString kTrainingsChannel = QStringLiteral("trainings");
    inline static const QString kRunChannel = QStringLiteral("run");
    inline static const QString kWatchChannel = QStringLiteral("watch");

    void takeLabels();
    void checkInPlace();
    void readTrainings();
    [[nodiscard]] EpochListener epochListener();
    /// A run that may train.
    void startTraining(const RunFunction& run, const QString& what);
    /// @param ended  called with whether all was done, before anything else is told of it; may be empty
    void startWork(std::function<Result<void>(const RunContext&)> work, const QString& what,
                   std::function<void(bool complete)> ended = {});
    bool storeSeen(const std::string& node, const std::vector<TimeRange>& ranges, bool seen);
    void take(std::shared_ptr<const ProjectSnapshot> snapshot);

    class SeenCommand;

    RunFunction m_run;
    RunFunction m_update;
    TrainingsFunction m_trainings;
    AssistFunctions m_assist;
    std::shared_ptr<const ProjectSnapshot> m_snapshot;
    LabelDocument m_labels;
    SuggestionDocument m_suggestions{m_labels};
    TrainingDocument m_training;
    ExplanationDocument m_explanations;
    quint64 m_runNumber = 0; ///< epochs of an earlier run that come late are dropped
    std::string m_method;
    OpenMode m_openMode = OpenMode::ReadWriteIfFree;
    QTimer m_watch; ///< whether the project still lies where it was opened
    DocumentWriter m_documents;
    JobRunner m_reader; ///< short reads, never waits for a run
    JobRunner m_worker; ///< the run
};

} // namespace nodesentry::ui
