#include "core/simulate/anomaly.h"

#include "core/base/expects.h"
#include "core/simulate/noise_p.h"

#include <algorithm>
#include <cmath>

namespace nodesentry {

namespace {

using enum Activity;
using Mode = AnomalyEffect::Mode;

struct KindRow {
    AnomalyKind kind;
    std::string_view name;
    AnomalyCourse course;
    std::vector<AnomalyEffect> effects;
};

/// What each kind does. The levels that activities are pulled to are levels that jobs or the operating system
/// reach at other times; what is wrong is that they are reached here and together.
const std::array<KindRow, kAnomalyKindCount>& kindTable()
{
    static const std::array<KindRow, kAnomalyKindCount> rows{{
        {AnomalyKind::CpuOverload,
         "cpu_overload",
         AnomalyCourse::Step,
         {{User, Mode::Toward, 0.93, 0.7},
          {System, Mode::Toward, 0.18, 0.7},
          {Switches, Mode::Toward, 0.75, 0.7},
          {Tasks, Mode::Toward, 0.95, 0.6},
          {Instructions, Mode::Scale, 0.75, 1.0},
          {NetReceive, Mode::Scale, 0.6, 1.0},
          {NetTransmit, Mode::Scale, 0.6, 1.0},
          {Messages, Mode::Scale, 0.6, 1.0}}},
        {AnomalyKind::CacheFailure,
         "cache_failure",
         AnomalyCourse::Step,
         {{CacheMisses, Mode::Toward, 0.95, 0.75},
          {Instructions, Mode::Scale, 0.5, 1.0},
          {NetReceive, Mode::Scale, 0.7, 1.0},
          {NetTransmit, Mode::Scale, 0.7, 1.0}}},
        {AnomalyKind::MemoryExhaustion,
         "memory_exhaustion",
         AnomalyCourse::Creep,
         {{Memory, Mode::Toward, 0.93, 0.95},
          {PageCache, Mode::Toward, 0.01, 0.95},
          {AllocationStalls, Mode::Toward, 0.6, 0.8},
          {MajorFaults, Mode::Toward, 0.5, 0.7},
          {SwapUsed, Mode::Toward, 0.4, 0.7},
          {IoWait, Mode::Toward, 0.15, 0.6},
          {User, Mode::Scale, 0.75, 1.0},
          {Instructions, Mode::Scale, 0.7, 1.0}}},
        {AnomalyKind::MemoryLeak,
         "memory_leak",
         AnomalyCourse::Ramp,
         {{Memory, Mode::Toward, 0.92, 0.85},
          {PageCache, Mode::Scale, 0.3, 1.0},
          {Faults, Mode::Toward, 0.5, 0.3}}},
        {AnomalyKind::DiskFull,
         "disk_full",
         AnomalyCourse::Creep,
         {{DiskUsed, Mode::Toward, 0.96, 0.95},
          {DiskWrite, Mode::Toward, 0.3, 0.5},
          {IoWait, Mode::Toward, 0.18, 0.6},
          {Metadata, Mode::Toward, 0.5, 0.5},
          {User, Mode::Scale, 0.85, 1.0}}},
        {AnomalyKind::SilentCorruption,
         "silent_corruption",
         AnomalyCourse::Step,
         {{User, Mode::Flatten, 0.0, 0.9},
          {Instructions, Mode::Flatten, 0.0, 0.9},
          {Instructions, Mode::Scale, 0.8, 1.0},
          {CacheMisses, Mode::Flatten, 0.0, 0.9},
          {NetReceive, Mode::Flatten, 0.0, 0.9},
          {NetTransmit, Mode::Flatten, 0.0, 0.9},
          {DiskWrite, Mode::Scale, 0.3, 1.0},
          {MemoryErrors, Mode::Toward, 0.4, 0.5}}},
        {AnomalyKind::NetworkCongestion,
         "network_congestion",
         AnomalyCourse::Creep,
         {{NetReceive, Mode::Scale, 0.35, 1.0},
          {NetTransmit, Mode::Scale, 0.35, 1.0},
          {Messages, Mode::Scale, 0.45, 1.0},
          {NetErrors, Mode::Toward, 0.5, 0.7},
          {Instructions, Mode::Scale, 0.85, 1.0}}},
        {AnomalyKind::NetworkPartition,
         "network_partition",
         AnomalyCourse::Step,
         {{NetReceive, Mode::Toward, 0.001, 1.0},
          {NetTransmit, Mode::Toward, 0.002, 1.0},
          {Messages, Mode::Toward, 0.005, 1.0},
          {NetErrors, Mode::Toward, 0.4, 0.7},
          {Metadata, Mode::Scale, 0.2, 1.0},
          {DiskWrite, Mode::Scale, 0.5, 1.0},
          {Instructions, Mode::Toward, 0.35, 0.8},
          {CacheMisses, Mode::Scale, 0.3, 1.0}}},
        {AnomalyKind::ResourceContention,
         "resource_contention",
         AnomalyCourse::Bursts,
         {{User, Mode::Scale, 0.8, 1.0},
          {System, Mode::Toward, 0.2, 0.7},
          {Switches, Mode::Toward, 0.8, 0.8},
          {CacheMisses, Mode::Toward, 0.8, 0.6},
          {IoWait, Mode::Toward, 0.1, 0.5},
          {Tasks, Mode::Toward, 0.9, 0.4},
          {Instructions, Mode::Scale, 0.7, 1.0}}},
        {AnomalyKind::PageAllocationError,
         "page_allocation_error",
         AnomalyCourse::Bursts,
         {{AllocationStalls, Mode::Toward, 0.65, 0.9},
          {PageCache, Mode::Scale, 0.5, 0.8},
          {Faults, Mode::Toward, 0.7, 0.5},
          {System, Mode::Toward, 0.18, 0.6},
          {MajorFaults, Mode::Toward, 0.3, 0.5},
          {NetErrors, Mode::Toward, 0.15, 0.5}}},
    }};
    return rows;
}

const KindRow& rowOf(AnomalyKind kind)
{
    const auto& row = kindTable()[static_cast<std::size_t>(kind)];
    NODESENTRY_EXPECTS(row.kind == kind, "the kindTable is in the order of the kinds");
    return row;
}

constexpr double kShortestSeconds = 120.0;
constexpr double kLongestSeconds = 4.0 * 3600.0;
constexpr double kMedianSeconds = 600.0;
constexpr double kLeakMedianSeconds = 2400.0; ///< a leak needs time
constexpr double kSettledSeconds = 300.0; ///< of the job, before the anomaly
constexpr double kBeforeEndSeconds = 90.0;
constexpr double kApartSeconds = 600.0;

bool isNetworkKind(AnomalyKind kind)
{
    return kind == AnomalyKind::NetworkCongestion || kind == AnomalyKind::NetworkPartition;
}

/// One search for a place after the other; remembers what is taken.
class AnomalyPlacer {
public:
    AnomalyPlacer(const SimulationOptions& options, const std::vector<SimulatedHost>& hosts,
                  const TimeGrid& grid, const std::vector<SimulatedJob>& jobs,
                  const std::vector<std::vector<int>>& jobsOfNode)
        : m_options(options),
          m_hosts(hosts),
          m_grid(grid),
          m_jobs(jobs),
          m_jobsOfNode(jobsOfNode),
          m_taken(hosts.size()),
          m_random(NoiseField(static_cast<std::uint64_t>(options.seed), NoiseOf::Anomaly).sequence())
    {
        std::int64_t samples = 0;
        for (const auto& host : hosts)
            samples += host.grid.size;
        m_budget = std::llround(options.anomalyRatio * static_cast<double>(samples));
        m_fewest = std::max<std::int64_t>(
            4, static_cast<std::int64_t>(std::ceil(kShortestSeconds / grid.stepSeconds())));
        const auto longest = static_cast<std::int64_t>(kLongestSeconds / grid.stepSeconds());
        m_most = std::max(m_fewest, std::min(longest, m_budget / 20));
    }

    Result<std::vector<Anomaly>> place(const RunContext& context)
    {
        const auto wanted = m_budget;
        constexpr int kMostFailures = 100'000;
        int failures = 0;
        for (int turn = 0; m_budget >= m_fewest && failures < kMostFailures;) {
            if (context.stopRequested())
                return cancelled();
            // After many failures the kind is one that these jobs have no place for.
            if (tryOne(static_cast<AnomalyKind>(turn % kAnomalyKindCount))) {
                ++turn;
            } else if (++failures % 200 == 0) {
                ++turn;
            }
            context.report(1.0 - static_cast<double>(m_budget) / static_cast<double>(wanted));
        }
        std::sort(m_anomalies.begin(), m_anomalies.end(), [](const Anomaly& a, const Anomaly& b) {
            return std::pair(a.node, a.begin) < std::pair(b.node, b.begin);
        });
        return std::move(m_anomalies);
    }

private:
    std::int64_t drawSamples(AnomalyKind kind)
    {
        const double median = kind == AnomalyKind::MemoryLeak ? kLeakMedianSeconds : kMedianSeconds;
        const double seconds = median * std::exp(0.9 * normal(m_random));
        const auto samples = static_cast<std::int64_t>(std::llround(seconds / m_grid.stepSeconds()));
        return std::min(std::clamp(samples, m_fewest, m_most), m_budget);
    }

    /// The job that runs on a node at a time; -1: none.
    [[nodiscard]] int jobAt(int node, TimeMs time) const
    {
        const auto& jobs = m_jobsOfNode[static_cast<std::size_t>(node)];
        const auto after = std::upper_bound(jobs.begin(), jobs.end(), time, [this](TimeMs t, int job) {
            return t < m_jobs[static_cast<std::size_t>(job)].job.begin;
        });
        if (after == jobs.begin())
            return -1;
        const int job = *std::prev(after);
        return time < endOf(job) ? job : -1;
    }

    [[nodiscard]] TimeMs endOf(int job) const
    {
        return m_jobs[static_cast<std::size_t>(job)].endOr(m_grid.range().end);
    }

    /// Whether the job may have an anomaly in all of @p range, and the node has none near it.
    [[nodiscard]] bool fits(int node, int job, TimeRange range) const
    {
        const auto& running = m_jobs[static_cast<std::size_t>(job)];
        const auto grid = m_hosts[static_cast<std::size_t>(node)].grid.range();
        if (range.begin < grid.begin || range.end > grid.end
            || range.begin < running.job.begin + static_cast<TimeMs>(1000 * kSettledSeconds)
            || range.end > endOf(job) - static_cast<TimeMs>(1000 * kBeforeEndSeconds))
            return false;
        const auto apart = static_cast<TimeMs>(1000 * kApartSeconds);
        const auto& taken = m_taken[static_cast<std::size_t>(node)];
        return std::none_of(taken.begin(), taken.end(), [&](const TimeRange& other) {
            return other.overlaps({range.begin - apart, range.end + apart});
        });
    }

    bool tryOne(AnomalyKind kind)
    {
        const auto samples = drawSamples(kind);
        const int node = static_cast<int>(m_random.index(static_cast<std::int64_t>(m_hosts.size())));
        const auto first
            = static_cast<std::int64_t>(m_options.anomaliesFrom * static_cast<double>(m_grid.size));
        const auto start = first + m_random.index(std::max<std::int64_t>(1, m_grid.size - first - samples));
        const TimeRange range{m_grid.timeOf(start), m_grid.timeOf(start + samples)};
        const int job = jobAt(node, range.begin);
        if (job < 0 || !fits(node, job, range))
            return false;

        std::vector<int> nodes{node};
        if (isNetworkKind(kind)) {
            const auto& all = m_jobs[static_cast<std::size_t>(job)].nodes;
            if (all.size() < 2)
                return false;
            const auto most = 1 + static_cast<std::size_t>(m_random.index(3));
            for (const int other : all)
                if (other != node && nodes.size() < most
                    && samples * static_cast<std::int64_t>(nodes.size() + 1) <= m_budget
                    && fits(other, job, range))
                    nodes.push_back(other);
        }
        const double severity = 0.55 + 0.45 * m_random.uniform();
        for (const int struck : nodes) {
            const auto& host = m_hosts[static_cast<std::size_t>(struck)];
            const auto begin = host.grid.firstAtOrAfter(range.begin);
            m_anomalies.push_back({kind, struck, job, begin, begin + samples, severity, m_random.next()});
            m_taken[static_cast<std::size_t>(struck)].push_back(range);
            m_budget -= samples;
        }
        return true;
    }

    const SimulationOptions& m_options;
    const std::vector<SimulatedHost>& m_hosts;
    const TimeGrid& m_grid;
    const std::vector<SimulatedJob>& m_jobs;
    const std::vector<std::vector<int>>& m_jobsOfNode;
    std::vector<std::vector<TimeRange>> m_taken; ///< of each node
    SplitMix m_random;
    std::int64_t m_budget = 0; ///< samples still wanted
    std::int64_t m_fewest = 0; ///< samples of the shortest anomaly
    std::int64_t m_most = 0;
    std::vector<Anomaly> m_anomalies;
};

} // namespace

std::string_view anomalyKindName(AnomalyKind kind)
{
    return rowOf(kind).name;
}

AnomalyCourse courseOf(AnomalyKind kind)
{
    return rowOf(kind).course;
}

std::span<const AnomalyEffect> effectsOf(AnomalyKind kind)
{
    return rowOf(kind).effects;
}

double Anomaly::strengthAt(std::int64_t sample, double stepSeconds) const
{
    NODESENTRY_EXPECTS(begin <= sample && sample < end, "the sample is one of the anomaly's");
    const auto position = static_cast<double>(sample - begin);
    const double progress = (position + 1.0) / static_cast<double>(end - begin);
    switch (courseOf(kind)) {
    case AnomalyCourse::Step:
        return severity * std::min(1.0, (position + 1.0) * stepSeconds / 25.0);
    case AnomalyCourse::Ramp:
        return severity * progress;
    case AnomalyCourse::Creep:
        return severity * std::min(1.0, 3.0 * progress);
    case AnomalyCourse::Bursts: {
        // Each burst and each pause takes half to one and a half minutes, never less than a sample.
        const double length
            = std::max(stepSeconds, 60.0 * (0.5 + static_cast<double>(shape >> 32U) * 0x1p-32));
        const bool isOn = std::fmod(position * stepSeconds / length, 2.0) < 1.0;
        return severity * (isOn ? 1.0 : 0.25);
    }
    }
    return severity;
}

Result<std::vector<Anomaly>> placeAnomalies(const SimulationOptions& options,
                                            const std::vector<SimulatedHost>& hosts, const TimeGrid& grid,
                                            const std::vector<SimulatedJob>& jobs,
                                            const std::vector<std::vector<int>>& jobsOfNode,
                                            const RunContext& context)
{
    return AnomalyPlacer(options, hosts, grid, jobs, jobsOfNode).place(context);
}

} // namespace nodesentry
