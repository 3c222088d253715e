#pragma once

#include "core/base/result.h"

#include <functional>
#include <stop_token>
#include <string>
#include <string_view>

namespace nodesentry {

/// One report of a long-running function.
struct Progress {
    std::string_view stage; ///< which part of the work, e.g. "train"; stable, for programs
    double fraction = 0.0; ///< of the whole work of the context that reports, 0..1, never falls
    std::string_view detail; ///< what is at hand, e.g. "cluster 3, epoch 7"; may be empty
};

/// What every long function of the core takes: a way to stop it, to hear of its progress, and the number
/// of threads it may use. Functions poll stopRequested() at least every 100 ms.
///
/// Copying is cheap. A default-made context never stops and reports nowhere, on one thread.
/// @thread report() may be called from several threads; the given function must allow that.
class RunContext {
public:
    using ProgressFunction = std::function<void(const Progress&)>;

    RunContext() = default;
    explicit RunContext(std::stop_token stop, ProgressFunction progress = {}, int threads = 1)
        : m_stop(std::move(stop)),
          m_progress(std::move(progress)),
          m_threads(threads < 1 ? 1 : threads)
    {
    }

    [[nodiscard]] bool stopRequested() const { return m_stop.stop_requested(); }
    [[nodiscard]] std::stop_token stopToken() const { return m_stop; }
    [[nodiscard]] int threads() const { return m_threads; }

    /// @param fraction of this context's own work, 0..1
    void report(double fraction, std::string_view detail = {}) const;

    /// A context for one part of the work: its 0..1 becomes [begin, end) of this one's.
    /// @param stage  name of the part; empty keeps this one's
    [[nodiscard]] RunContext part(double begin, double end, std::string stage = {}) const;

private:
    std::stop_token m_stop;
    ProgressFunction m_progress;
    int m_threads = 1;
    double m_begin = 0.0;
    double m_end = 1.0;
    std::string m_stage;
};

/// The error of a function that was asked to stop.
[[nodiscard]] inline tl::unexpected<Error> cancelled()
{
    return fail(ErrorCode::Cancelled, "cancelled");
}

} // namespace nodesentry
