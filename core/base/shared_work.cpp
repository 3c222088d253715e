#include "core/base/shared_work.h"

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <vector>

namespace nodesentry {

namespace {

/// One call of run(), while it lasts.
struct Task {
    const std::function<void(int)>* body = nullptr;
    int next = 0; ///< first piece that nobody has taken
    int left = 0; ///< pieces that are not done
    std::vector<std::exception_ptr> exceptions; ///< by piece
};

} // namespace

struct SharedWork::Private {
    std::mutex mutex;
    std::condition_variable changed;
    std::deque<Task*> tasks; ///< with pieces that nobody has taken
    bool closed = false;

    /// Does the next piece of a task without the lock.
    void doOne(Task& task, std::unique_lock<std::mutex>& lock)
    {
        const int piece = task.next++;
        if (task.next == static_cast<int>(task.exceptions.size()))
            std::erase(tasks, &task);
        lock.unlock();
        std::exception_ptr exception;
        try {
            (*task.body)(piece);
        } catch (...) {
            exception = std::current_exception();
        }
        lock.lock();
        task.exceptions[static_cast<std::size_t>(piece)] = exception;
        if (--task.left == 0)
            changed.notify_all();
    }
};

SharedWork::SharedWork() : d(std::make_unique<Private>()) { }
SharedWork::~SharedWork() = default;

void SharedWork::run(int count, const std::function<void(int)>& body)
{
    if (count <= 0)
        return;
    Task task{&body, 0, count, std::vector<std::exception_ptr>(static_cast<std::size_t>(count))};
    std::unique_lock lock(d->mutex);
    d->tasks.push_back(&task);
    if (count > 1)
        d->changed.notify_all();
    while (task.next < count)
        d->doOne(task, lock);
    d->changed.wait(lock, [&task] { return task.left == 0; });
    lock.unlock();
    for (const std::exception_ptr& exception : task.exceptions)
        if (exception)
            std::rethrow_exception(exception);
}

void SharedWork::help()
{
    std::unique_lock lock(d->mutex);
    while (!d->closed) {
        if (d->tasks.empty())
            d->changed.wait(lock);
        else
            d->doOne(*d->tasks.front(), lock);
    }
}

void SharedWork::close()
{
    const std::lock_guard lock(d->mutex);
    d->closed = true;
    d->changed.notify_all();
}

} // namespace nodesentry
