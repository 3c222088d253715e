#pragma once

#include "widgets/base/jobs/job_runner.h"

#include <QElapsedTimer>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace nodesentry::ui {

/// One piece of long work, as people see it: what it is, how far it is, how long it will take, what it said.
/// Changed by its RunQueue alone, on the GUI thread.
class Run final {
public:
    enum class State {
        Waiting, ///< for the work before it
        Running,
        Stopping, ///< a stop was asked for, the work has not ended yet
        Done,
        Stopped, ///< by a person; what was finished before is kept
        Failed, ///< error() says why
    };

    [[nodiscard]] quint64 number() const { return m_number; } ///< from 1, ascending
    [[nodiscard]] const QString& title() const { return m_title; } ///< "The run", "Importing 3 files"
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isOver() const { return m_state > State::Stopping; }
    [[nodiscard]] double fraction() const { return m_fraction; } ///< 0 to 1
    [[nodiscard]] const QString& stage() const { return m_stage; } ///< for programs: "train"; may be empty
    [[nodiscard]] const QString& detail() const { return m_detail; } ///< "cluster 3, epoch 7"; may be empty
    /// Id of the action that shows how it goes, for which people have a button; empty: none.
    [[nodiscard]] const QString& showAction() const { return m_showAction; }
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }
    /// One line for each stage that was entered, with the seconds since the begin.
    [[nodiscard]] const QStringList& log() const { return m_log; }
    /// Since it began to run, to now or to its end; 0 while it waits.
    [[nodiscard]] qint64 elapsedMs() const;
    /// As long as the rest takes if it goes on as it did so far; nullopt while too little is done to say.
    [[nodiscard]] std::optional<qint64> remainingMs() const;

private:
    friend class RunQueue;

    quint64 m_number = 0;
    QString m_title;
    QString m_showAction;
    State m_state = State::Waiting;
    double m_fraction = 0.0;
    QString m_stage;
    QString m_detail;
    std::optional<Error> m_error;
    QStringList m_log;
    QElapsedTimer m_clock;
    qint64 m_elapsedMs = 0; ///< once it is over
};

/// All long work of the window in one list: one runs, further work waits its turn, and what is over stays in the list
/// for a while. Short reads, of which the last request alone counts, are a JobRunner's.
/// @thread GUI; the destructor stops what runs and waits for it
class RunQueue final : public QObject {
    Q_OBJECT

public:
    using Work = std::function<Result<void>(const RunContext&)>;
    using Ended = std::function<void(const Result<void>&)>;

    explicit RunQueue(QObject* parent = nullptr);
    ~RunQueue() override;

    /// Puts work at the end of the queue. It gets one thread less than there are processors, with less priority than
    /// the window, so that this stays fluent.
    /// @param ended  called when it is over, before ended() is heard; not called of work that was abandoned
    /// @param showAction  see Run::showAction()
    /// @return the number of the run
    quint64 start(const QString& title, Work work, Ended ended = {}, const QString& showAction = {});
    void cancel(quint64 number); ///< of one that is over, does nothing
    void cancelAll();
    /// Stops everything; nobody is told of the results, since what they belong to is gone.
    void abandonAll();
    /// Waits until no work is at it any more, after abandonAll(): what it uses may go then.
    void wait() { m_runner.wait(); }

    [[nodiscard]] const std::vector<std::unique_ptr<Run>>& runs() const { return m_runs; } ///< oldest first
    [[nodiscard]] const Run* find(quint64 number) const; ///< nullptr: none, or forgotten
    [[nodiscard]] const Run* active() const; ///< the first one that is not over; nullptr: none
    [[nodiscard]] bool isBusy() const { return active() != nullptr; }

    static constexpr std::size_t kMostKept = 30; ///< of those that are over

Q_SIGNALS:
    void added(quint64 number);
    void changed(quint64 number); ///< state, progress or log
    void ended(quint64 number); ///< after changed()

private:
    [[nodiscard]] Run* mutableRun(quint64 number);
    void progress(const QString& channel, double fraction, const QString& stage, const QString& detail);
    void finish(quint64 number, const Result<void>& result, const Ended& ended);
    void forgetOldest();

    std::vector<std::unique_ptr<Run>> m_runs;
    quint64 m_last = 0;
    JobRunner m_runner{1}; // last, so that its work ends first
};

} // namespace nodesentry::ui
