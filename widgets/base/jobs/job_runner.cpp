#include "widgets/base/jobs/job_runner.h"

#include "core/base/log.h"

#include <atomic>
#include <chrono>

namespace nodesentry::ui {

namespace {

/// Lets one report through every 50 ms, and always the last one, from whichever thread reports.
class ProgressGate {
public:
    bool open(double fraction)
    {
        const auto now = std::chrono::steady_clock::now().time_since_epoch();
        const auto nowMs = std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
        auto last = m_lastMs.load(std::memory_order_relaxed);
        if (fraction < 1.0 && nowMs - last < 50)
            return false;
        return m_lastMs.compare_exchange_strong(last, nowMs, std::memory_order_relaxed);
    }

private:
    std::atomic<std::int64_t> m_lastMs{0};
};

} // namespace

JobRunner::JobRunner(int threads, QObject* parent) : QObject(parent)
{
    NODESENTRY_EXPECTS(threads >= 1, "a runner needs a thread");
    m_pool.setMaxThreadCount(threads);
}

JobRunner::~JobRunner()
{
    for (auto& active : m_active)
        active.stop.request_stop();
    m_pool.clear();
    m_pool.waitForDone();
}

void JobRunner::launch(const QString& channel, QObject* receiver, int coreThreads,
                       std::function<Delivery(const RunContext&)> task)
{
    abandon(channel);
    Active active{++m_lastNumber, {}};
    m_active.insert(channel, active);

    const auto number = active.number;
    auto gate = std::make_shared<ProgressGate>();
    // `this` outlives every job, since the destructor waits; what is still queued then is discarded by Qt.
    RunContext context(
        active.stop.get_token(),
        [this, channel, number, gate](const Progress& progress) {
            if (!gate->open(progress.fraction))
                return;
            const auto stage = QString::fromUtf8(progress.stage.data(), qsizetype(progress.stage.size()));
            const auto detail = QString::fromUtf8(progress.detail.data(), qsizetype(progress.detail.size()));
            QMetaObject::invokeMethod(
                this,
                [this, channel, number, fraction = progress.fraction, stage, detail] {
                    const auto found = m_active.constFind(channel);
                    if (found != m_active.constEnd() && found->number == number)
                        Q_EMIT progressed(channel, fraction, stage, detail);
                },
                Qt::QueuedConnection);
        },
        coreThreads);

    const QPointer<QObject> guard(receiver);
    m_pool.start([this, channel, number, guard, context, task = std::move(task)] {
        auto delivery = task(context);
        QMetaObject::invokeMethod(
            this,
            [this, channel, number, guard, delivery = std::move(delivery)] {
                finish(channel, number, guard, delivery);
            },
            Qt::QueuedConnection);
    });
}

void JobRunner::finish(const QString& channel, quint64 number, const QPointer<QObject>& receiver,
                       const Delivery& delivery)
{
    const auto found = m_active.constFind(channel);
    if (found == m_active.constEnd() || found->number != number)
        return; // superseded or abandoned
    m_active.erase(found);
    if (receiver)
        delivery();
}

void JobRunner::cancel(const QString& channel)
{
    if (const auto found = m_active.find(channel); found != m_active.end())
        found->stop.request_stop();
}

void JobRunner::abandon(const QString& channel)
{
    cancel(channel);
    m_active.remove(channel);
}

Error JobRunner::internalError(const char* what)
{
    spdlog::error("internal error in a background job: {}", what);
    Error error;
    error.code = ErrorCode::Unsupported;
    error.message = std::string("an error inside this program: ") + what;
    error.advice = "your labels are saved; please report this text together with what you did";
    return error;
}

} // namespace nodesentry::ui
