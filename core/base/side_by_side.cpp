#include "core/base/side_by_side.h"

#include "core/base/expects.h"
#include "core/base/parallel.h"

#include <algorithm>
#include <mutex>
#include <numeric>
#include <optional>

namespace nodesentry {

namespace {

/// Adds up the progress of jobs that run at the same time.
class JointProgress {
public:
    JointProgress(const std::vector<double>& work, const RunContext& context)
        : m_work(work),
          m_total(std::accumulate(work.begin(), work.end(), 0.0)),
          m_done(work.size(), 0.0),
          m_context(context)
    {
    }

    void report(std::size_t job, double fraction, const std::string& detail)
    {
        const std::lock_guard lock(m_mutex);
        m_done[job] = std::max(m_done[job], fraction * m_work[job]);
        m_context.report(std::accumulate(m_done.begin(), m_done.end(), 0.0) / m_total, detail);
    }

private:
    const std::vector<double>& m_work;
    double m_total;
    std::vector<double> m_done;
    const RunContext& m_context;
    std::mutex m_mutex;
};

} // namespace

Result<void> runSideBySide(
    const std::vector<double>& work, const std::vector<std::string>& name, const RunContext& context,
    const std::function<Result<void>(std::size_t i, SharedWork& helpers, const RunContext& part)>& body)
{
    NODESENTRY_EXPECTS(name.size() == work.size(), "every job has a name");
    if (work.empty())
        return {};
    std::vector<std::size_t> order(work.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return work[a] > work[b]; });

    SharedWork helpers;
    JointProgress progress(work, context);
    std::stop_source stop; // of this call alone, so that a failure ends the other jobs
    const std::stop_callback follow(context.stopToken(), [&stop] { stop.request_stop(); });
    std::mutex mutex;
    std::size_t next = 0;
    std::size_t running = work.size(); // not ended
    std::vector<std::optional<Error>> errors(work.size());
    const auto endOne = [&](std::size_t count) {
        running -= count;
        if (running == 0)
            helpers.close();
    };
    const auto doJobs = [&] {
        for (;;) {
            std::size_t job = 0;
            {
                const std::lock_guard lock(mutex);
                if (stop.stop_requested() && next < work.size()) {
                    endOne(work.size() - next);
                    next = work.size();
                }
                if (next == work.size())
                    return;
                job = order[next++];
            }
            struct Ended { // also when the body throws
                const std::function<void()> end;
                ~Ended() { end(); }
            } ended{[&] {
                const std::lock_guard lock(mutex);
                endOne(1);
            }};
            const RunContext part(
                stop.get_token(),
                [&, job](const Progress& report) {
                    progress.report(job, report.fraction, name[job] + ": " + std::string(report.detail));
                },
                1);
            try {
                if (auto result = body(job, helpers, part); !result) {
                    const std::lock_guard lock(mutex);
                    errors[job] = std::move(result).error();
                    stop.request_stop();
                }
            } catch (...) {
                stop.request_stop();
                throw;
            }
        }
    };
    const RunContext threads({}, {},
                             context.threads()); // that jobs end when they are to stop is their business
    parallelFor(context.threads(), threads, [&](std::int64_t) {
        doJobs();
        helpers.help();
    });
    std::optional<Error> stopped;
    for (const auto& error : errors) {
        if (error && error->code != ErrorCode::Cancelled)
            return fail(*error);
        if (error)
            stopped = error;
    }
    if (stopped || context.stopRequested())
        return cancelled();
    return {};
}

} // namespace nodesentry
