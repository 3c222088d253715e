#include "core/base/ordered_parallel.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

namespace nodesentry {

namespace {

using Step = std::function<Result<void>(std::int64_t, std::size_t)>;

/// Every thread does what is due next: it takes the item whose turn it is, else it makes another one.
class OrderedRun {
public:
    OrderedRun(std::int64_t count, const RunContext& context, const Step& make, const Step& take)
        : m_count(count),
          m_context(context),
          m_make(make),
          m_take(take),
          m_made(static_cast<std::size_t>(itemsInFlight(context)))
    {
    }

    void work()
    {
        std::unique_lock lock(m_mutex);
        while (!m_over && m_taken < m_count) {
            if (m_context.stopRequested()) {
                end(cancelled());
            } else if (auto& due = m_made[slotOf(m_taken)]; due && !m_taking) {
                takeDue(lock);
            } else if (m_begun < m_count && m_begun - m_taken < static_cast<std::int64_t>(m_made.size())) {
                makeNext(lock);
            } else {
                m_changed.wait(lock);
            }
        }
        m_changed.notify_all();
    }

    Result<void> outcome()
    {
        if (m_exception)
            std::rethrow_exception(m_exception);
        return m_result;
    }

private:
    [[nodiscard]] std::size_t slotOf(std::int64_t item) const
    {
        return static_cast<std::size_t>(item) % m_made.size();
    }

    void end(Result<void> result)
    {
        m_result = std::move(result);
        m_over = true;
        m_changed.notify_all();
    }

    /// Runs @p step without the lock. An exception ends the run.
    template <class Function> Result<void> unlocked(std::unique_lock<std::mutex>& lock, Function&& step)
    {
        lock.unlock();
        Result<void> result;
        std::exception_ptr exception;
        try {
            result = step();
        } catch (...) {
            exception = std::current_exception();
        }
        lock.lock();
        if (exception) {
            if (!m_exception)
                m_exception = exception;
            end({});
        }
        return result;
    }

    void makeNext(std::unique_lock<std::mutex>& lock)
    {
        const auto item = m_begun++;
        auto result = unlocked(lock, [&] { return m_make(item, slotOf(item)); });
        m_made[slotOf(item)] = std::move(result); // an error waits for its turn as well
        m_changed.notify_all();
    }

    void takeDue(std::unique_lock<std::mutex>& lock)
    {
        const auto item = m_taken;
        auto& slot = m_made[slotOf(item)];
        if (!*slot) {
            end(std::move(*slot));
            return;
        }
        m_taking = true;
        auto result = unlocked(lock, [&] { return m_take(item, slotOf(item)); });
        m_taking = false;
        slot.reset();
        ++m_taken;
        if (!result)
            end(std::move(result));
        m_changed.notify_all();
    }

    const std::int64_t m_count;
    const RunContext& m_context;
    const Step& m_make;
    const Step& m_take;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<std::optional<Result<void>>> m_made; ///< by slot: how making the item there ended
    std::int64_t m_begun = 0; ///< items that were begun
    std::int64_t m_taken = 0; ///< items that were taken
    bool m_taking = false;
    bool m_over = false;
    Result<void> m_result;
    std::exception_ptr m_exception;
};

} // namespace

std::int64_t itemsInFlight(const RunContext& context)
{
    // One more than is worked on, so that a slow item does not leave the other threads idle at once.
    return context.threads() == 1 ? 1 : context.threads() + 1;
}

Result<void> detail::runInOrder(std::int64_t count, const RunContext& context, const Step& make,
                                const Step& take)
{
    OrderedRun run(count, context, make, take);
    {
        std::vector<std::jthread> helpers;
        for (std::int64_t i = 1; i < std::min<std::int64_t>(context.threads(), count); ++i)
            helpers.emplace_back([&] { run.work(); });
        run.work();
    }
    return run.outcome();
}

} // namespace nodesentry
