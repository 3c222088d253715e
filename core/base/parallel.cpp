#include "core/base/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace nodesentry {

bool parallelFor(std::int64_t count, const RunContext& context, const std::function<void(std::int64_t)>& body)
{
    std::atomic<std::int64_t> next = 0;
    std::atomic<std::int64_t> done = 0;
    std::exception_ptr failure;
    std::mutex failureMutex;

    const auto work = [&] {
        try {
            while (!context.stopRequested()) {
                const auto i = next.fetch_add(1);
                if (i >= count)
                    return;
                body(i);
                done.fetch_add(1);
            }
        } catch (...) {
            const std::lock_guard lock(failureMutex);
            if (!failure)
                failure = std::current_exception();
            next = count;
        }
    };

    const auto threadCount = std::min<std::int64_t>(context.threads(), count);
    {
        std::vector<std::jthread> helpers;
        for (std::int64_t i = 1; i < threadCount; ++i)
            helpers.emplace_back(work);
        work();
    }
    if (failure)
        std::rethrow_exception(failure);
    return done == count;
}

Result<void> parallelTry(std::int64_t count, const RunContext& context,
                         const std::function<Result<void>(std::int64_t)>& body)
{
    std::atomic<bool> failed = false;
    std::mutex mutex;
    std::int64_t failedItem = count;
    Result<void> result;
    const bool complete = parallelFor(count, context, [&](std::int64_t i) {
        if (failed)
            return;
        auto done = body(i);
        if (done)
            return;
        const std::lock_guard lock(mutex);
        failed = true;
        if (i < failedItem) {
            failedItem = i;
            result = std::move(done);
        }
    });
    if (!failed && !complete)
        return cancelled();
    return result;
}

} // namespace nodesentry
