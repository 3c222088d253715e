#pragma once

#include <benchmark/benchmark.h>

#include <QElapsedTimer>

#include <algorithm>
#include <ctime>
#include <vector>

namespace nodesentry::bench {

/// Processor time of the calling thread.
inline double threadSeconds()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) + 1e-9 * double(time.tv_nsec);
}

inline double percentile(std::vector<double> values, double share)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? 0.0 : values[std::size_t(share * double(values.size() - 1))];
}

/// What each frame took, by the clock and of the GUI thread.
class FrameWatch {
public:
    template <class Work> void time(Work work)
    {
        const double cpuBefore = threadSeconds();
        QElapsedTimer timer;
        timer.start();
        work();
        m_wall.push_back(1e-9 * double(timer.nsecsElapsed()));
        m_cpu.push_back(threadSeconds() - cpuBefore);
    }

    void report(benchmark::State& state) const
    {
        state.counters["p50_ms"] = 1e3 * percentile(m_wall, 0.5);
        state.counters["p95_ms"] = 1e3 * percentile(m_wall, 0.95);
        state.counters["worst_ms"] = 1e3 * percentile(m_wall, 1.0);
        state.counters["p95_cpu_ms"] = 1e3 * percentile(m_cpu, 0.95);
    }

private:
    std::vector<double> m_wall;
    std::vector<double> m_cpu;
};

} // namespace nodesentry::bench
