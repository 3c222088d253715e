#include "widgets/base/jobs/run_queue.h"

#include "widgets/base/jobs/thread_priority.h"

#include <QThread>

#include <algorithm>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

namespace {

QString channelOf(quint64 number)
{
    return u"run %1"_s.arg(number);
}

} // namespace

// --- one run ---

qint64 Run::elapsedMs() const
{
    return isOver() || !m_clock.isValid() ? m_elapsedMs : m_clock.elapsed();
}

std::optional<qint64> Run::remainingMs() const
{
    constexpr double kLeastShare = 0.03; // of which less says nothing about the rest
    constexpr qint64 kLeastMs = 2000;
    const auto elapsed = elapsedMs();
    if (m_state != State::Running || m_fraction < kLeastShare || elapsed < kLeastMs)
        return std::nullopt;
    return qint64(double(elapsed) * (1.0 - m_fraction) / m_fraction);
}

// --- the queue ---

RunQueue::RunQueue(QObject* parent) : QObject(parent)
{
    connect(&m_runner, &JobRunner::progressed, this, &RunQueue::progress);
}

RunQueue::~RunQueue() = default;

quint64 RunQueue::start(const QString& title, Work work, Ended ended, const QString& showAction)
{
    forgetOldest();
    const auto number = ++m_last;
    auto run = std::make_unique<Run>();
    run->m_number = number;
    run->m_title = title;
    run->m_showAction = showAction;
    m_runs.push_back(std::move(run));
    Q_EMIT added(number);

    const auto begun = [this, number] {
        auto* running = mutableRun(number);
        if (running == nullptr || running->isOver())
            return;
        if (running->m_state == Run::State::Waiting)
            running->m_state = Run::State::Running;
        running->m_clock.start();
        Q_EMIT changed(number);
    };
    const int threads = std::max(1, QThread::idealThreadCount() - 1);
    using Done = bool;
    m_runner.start<Done>(
        channelOf(number), this,
        [this, begun, work = std::move(work)](const RunContext& context) -> Result<Done> {
            if (context.stopRequested())
                return cancelled(); // while it waited
            QMetaObject::invokeMethod(this, begun, Qt::QueuedConnection);
            giveWayToTheWindow();
            NODESENTRY_CHECK(work(context));
            return true;
        },
        [this, number, ended = std::move(ended)](const Result<Done>& result) {
            finish(number, result ? Result<void>() : Result<void>(fail(result.error())), ended);
        },
        threads);
    return number;
}

void RunQueue::cancel(quint64 number)
{
    auto* run = mutableRun(number);
    if (run == nullptr || run->isOver())
        return;
    run->m_state = Run::State::Stopping;
    m_runner.cancel(channelOf(number));
    Q_EMIT changed(number);
}

void RunQueue::cancelAll()
{
    for (const auto& run : m_runs)
        cancel(run->number());
}

void RunQueue::abandonAll()
{
    for (const auto& run : m_runs) {
        if (run->isOver())
            continue;
        m_runner.abandon(channelOf(run->number()));
        run->m_elapsedMs = run->elapsedMs();
        run->m_state = Run::State::Stopped;
        Q_EMIT changed(run->number());
        Q_EMIT ended(run->number());
    }
}

const Run* RunQueue::find(quint64 number) const
{
    const auto found = std::find_if(m_runs.begin(), m_runs.end(),
                                    [number](const auto& run) { return run->number() == number; });
    return found == m_runs.end() ? nullptr : found->get();
}

Run* RunQueue::mutableRun(quint64 number)
{
    return const_cast<Run*>(find(number));
}

const Run* RunQueue::active() const
{
    const auto found
        = std::find_if(m_runs.begin(), m_runs.end(), [](const auto& run) { return !run->isOver(); });
    return found == m_runs.end() ? nullptr : found->get();
}

void RunQueue::progress(const QString& channel, double fraction, const QString& stage, const QString& detail)
{
    const auto found = std::find_if(m_runs.begin(), m_runs.end(),
                                    [&](const auto& run) { return channelOf(run->number()) == channel; });
    if (found == m_runs.end() || (*found)->isOver())
        return;
    auto& run = **found;
    if (stage != run.m_stage && !stage.isEmpty())
        run.m_log << u"%1 s: %2"_s.arg(double(run.elapsedMs()) / 1000.0, 0, 'f', 1).arg(stage);
    run.m_fraction = std::clamp(fraction, 0.0, 1.0);
    run.m_stage = stage;
    run.m_detail = detail;
    Q_EMIT changed(run.number());
}

void RunQueue::finish(quint64 number, const Result<void>& result, const Ended& ended)
{
    auto* run = mutableRun(number);
    run->m_elapsedMs = run->elapsedMs();
    if (result) {
        run->m_state = Run::State::Done;
        run->m_fraction = 1.0;
    } else if (result.error().code == ErrorCode::Cancelled) {
        run->m_state = Run::State::Stopped;
    } else {
        run->m_state = Run::State::Failed;
        run->m_error = result.error();
        run->m_log << QString::fromStdString(result.error().text());
    }
    Q_EMIT changed(number);
    if (ended)
        ended(result);
    Q_EMIT this->ended(number);
}

void RunQueue::forgetOldest()
{
    const auto over = [](const auto& run) { return run->isOver(); };
    while (std::size_t(std::count_if(m_runs.begin(), m_runs.end(), over)) >= kMostKept)
        m_runs.erase(std::find_if(m_runs.begin(), m_runs.end(), over));
}

} // namespace nodesentry::ui
