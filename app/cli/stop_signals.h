#pragma once

#include <stop_token>
#include <thread>

namespace nodesentry::cli {

/// Turns the first Ctrl-C or SIGTERM into a stop request and the second into an immediate exit with 130.
/// Make it before any other thread exists, so that they all inherit the blocked signals.
class StopSignals {
public:
    StopSignals();
    ~StopSignals();

    [[nodiscard]] std::stop_token token() const { return m_source.get_token(); }

private:
    std::stop_source m_source;
    std::jthread m_waiter;
};

} // namespace nodesentry::cli
