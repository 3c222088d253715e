#pragma once

#include "core/base/expects.h"
#include "core/base/result.h"
#include "core/base/run_context.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QString>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <stop_token>

namespace nodesentry::ui {

/// Runs core functions on threads of its own and hands their results to the GUI thread.
///
/// Work is started in a channel, a name for one kind of request. A new request of a channel supersedes the
/// one before it: that one is asked to stop and its result is dropped, however late it comes. Progress is
/// forwarded at most 20 times a second.
///
/// Work gets copies or shared_ptr<const>, never a widget or a model.
/// @thread GUI; the destructor stops all work and waits for it
class JobRunner final : public QObject {
    Q_OBJECT

public:
    /// @param threads  how many jobs may run at the same time, >= 1; further ones wait their turn
    explicit JobRunner(int threads, QObject* parent = nullptr);
    ~JobRunner() override;

    /// Starts @p work; @p deliver gets its result on the GUI thread while @p receiver lives and no newer
    /// request of @p channel has been started. Exceptions of the work are delivered as errors.
    /// @param coreThreads  what RunContext::threads() says to the work, >= 1
    template <class T>
    void start(const QString& channel, QObject* receiver, std::function<Result<T>(const RunContext&)> work,
               std::function<void(Result<T>)> deliver, int coreThreads = 1)
    {
        launch(channel, receiver, coreThreads,
               [work = std::move(work), deliver = std::move(deliver)](const RunContext& context) -> Delivery {
                   auto result = std::make_shared<Result<T>>(guarded<T>(work, context));
                   return [result, deliver] { deliver(std::move(*result)); };
               });
    }

    /// Asks the running request of a channel to stop; its result (normally Cancelled) is still delivered.
    void cancel(const QString& channel);
    /// As cancel(), but the result is dropped.
    void abandon(const QString& channel);
    /// Waits until no thread of the runner is at work; what they deliver is still to come.
    void wait() { m_pool.waitForDone(); }
    /// Whether a request of the channel has neither delivered nor been abandoned.
    [[nodiscard]] bool isActive(const QString& channel) const { return m_active.contains(channel); }

Q_SIGNALS:
    void progressed(const QString& channel, double fraction, const QString& stage, const QString& detail);

private:
    using Delivery = std::function<void()>;
    struct Active {
        quint64 number = 0;
        std::stop_source stop;
    };

    template <class T>
    static Result<T> guarded(const std::function<Result<T>(const RunContext&)>& work,
                             const RunContext& context)
    {
        try {
            return work(context);
        } catch (const ContractViolation& violation) {
            return fail(internalError(violation.what()));
        } catch (const std::bad_alloc&) {
            return fail(ErrorCode::IoError, "there is not enough memory for this",
                        "close other programs, or work on fewer nodes at a time");
        } catch (const std::exception& exception) {
            return fail(internalError(exception.what()));
        }
    }
    static Error internalError(const char* what);

    void launch(const QString& channel, QObject* receiver, int coreThreads,
                std::function<Delivery(const RunContext&)> task);
    void finish(const QString& channel, quint64 number, const QPointer<QObject>& receiver,
                const Delivery& delivery);

    QThreadPool m_pool;
    QHash<QString, Active> m_active;
    quint64 m_lastNumber = 0;
};

} // namespace nodesentry::ui
