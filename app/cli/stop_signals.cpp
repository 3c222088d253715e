#include "app/cli/stop_signals.h"

#include <csignal>
#include <cstdio>
#include <ctime>
#include <unistd.h>

namespace nodesentry::cli {

namespace {

constexpr int kExitInterrupted = 130;
constexpr long kPollNanoseconds = 100'000'000;

sigset_t stoppingSignals()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    return signals;
}

} // namespace

StopSignals::StopSignals()
{
    const auto signals = stoppingSignals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    m_waiter = std::jthread([this, signals](const std::stop_token& ended) {
        const timespec wait{0, kPollNanoseconds};
        while (!ended.stop_requested()) {
            if (sigtimedwait(&signals, nullptr, &wait) < 0)
                continue;
            if (!m_source.request_stop())
                ::_exit(kExitInterrupted);
            std::fputs("\nstopping; press Ctrl-C again to stop at once\n", stderr);
        }
    });
}

StopSignals::~StopSignals() = default;

} // namespace nodesentry::cli
