#pragma once

#include "core/base/run_context.h"
#include "widgets/documents/engine.h"
#include "widgets/documents/selection.h"
#include "core/project/project.h"
#include "widgets/documents/suggestion_document.h"
#include "widgets/documents/explanation_document.h"
#include "widgets/base/jobs/job_runner.h"
#include "widgets/base/jobs/run_queue.h"
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
class ProjectSession final : public QObject {
    Q_OBJECT

public:
    /// @param engine, runs, selection  outlive the session
    ProjectSession(Engine& engine, RunQueue& runs, Selection& selection, QObject* parent = nullptr);
    ~ProjectSession() override; ///< stops its runs and waits for them

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
    [[nodiscard]] const LabelDocument& labels() const { return m_labels; }
    /// What programs suggest to label, and the queue of what is to be reviewed.
    [[nodiscard]] SuggestionDocument& suggestions() { return m_suggestions; }
    /// Reads the suggestions of the project again, after something has offered new ones.
    void readSuggestions();
    /// Notes that the annotator has looked at a stretch; an undo step.
    void markSeen(const std::string& node, TimeRange range);

    /// The loss curves of the models, and of those that a run is training.
    [[nodiscard]] TrainingDocument& training() { return m_training; }
    /// What the present method says of the node that is looked at.
    [[nodiscard]] ExplanationDocument& explanations() { return m_explanations; }

    /// Runs one method on some nodes, as a run of its own. Its cases and scores are shown then.
    void startDetection(const std::string& method, std::vector<std::string> nodes);

    /// Keeps a document of the project, e.g. how its lanes are shown. Of wishes that come faster than they
    /// are written the last one counts. The snapshot keeps what it was read with.
    void saveDocument(const std::string& name, std::string content);

    /// Runs all stages that are stale; the RunQueue and training() tell of it.
    /// @param request  empty: as the project was last run
    void startRun(RunRequest request = {});
    /// Lets the models learn from new samples; the RunQueue and training() tell of it.
    void startUpdate();
    /// Whether the projects that are opened from now on are opened for reading only.
    void setReadOnly(bool readOnly)
    {
        m_openMode = readOnly ? OpenMode::ReadOnly : OpenMode::ReadWriteIfFree;
    }
    /// Whether work on the project goes on, or waits for its turn.
    [[nodiscard]] bool isRunning() const { return m_runs.isBusy(); }
    [[nodiscard]] RunQueue& runs() { return m_runs; }
    [[nodiscard]] Engine& engine() { return m_engine; }
    [[nodiscard]] Selection& selection() { return m_selection; }

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
    void failed(const QString& what, const nodesentry::Error& error); ///< `what` names the action that failed

private:
    inline static const QString kOpenChannel = QStringLiteral("open");
    inline static const QString kReloadChannel = QStringLiteral("reload");
    inline static const QString kScoresChannel = QStringLiteral("scores");
    inline static const QString kSuggestionsChannel = QStringLiteral("suggestions");
    inline static const QString kTrainingsChannel = QStringLiteral("trainings");
    inline static const QString kWatchChannel = QStringLiteral("watch");

    void takeLabels();
    void checkInPlace();
    void readTrainings();
    /// A listener that hands epochs to the GUI thread; those of a run that is over are dropped.
    [[nodiscard]] EpochListener epochListener();
    using TrainingFunction
        = std::function<Result<void>(const Engine::ProjectPointer&, const EpochListener&, const RunContext&)>;
    /// A run that may train.
    void startTraining(TrainingFunction function, const QString& what);
    /// @param ended  called with whether all was done, before anything else is told of it; may be empty
    void startWork(RunQueue::Work work, const QString& what, std::function<void(bool complete)> ended = {},
                   const QString& showAction = {});
    bool storeSeen(const std::string& node, const std::vector<TimeRange>& ranges, bool seen);
    void take(std::shared_ptr<const ProjectSnapshot> snapshot);

    class SeenCommand;

    Engine& m_engine;
    RunQueue& m_runs;
    Selection& m_selection;
    std::shared_ptr<const ProjectSnapshot> m_snapshot;
    LabelDocument m_labels{m_selection};
    SuggestionDocument m_suggestions{m_labels, m_selection};
    TrainingDocument m_training;
    ExplanationDocument m_explanations{m_engine};
    quint64 m_trainingNumber = 0; ///< epochs of an earlier run that come late are dropped
    std::string m_method;
    OpenMode m_openMode = OpenMode::ReadWriteIfFree;
    QTimer m_watch; ///< whether the project still lies where it was opened
    DocumentWriter m_documents;
    JobRunner m_reader; ///< short reads, never waits for a run
};

} // namespace nodesentry::ui
