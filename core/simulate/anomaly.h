#pragma once

#include "core/base/run_context.h"
#include "core/simulate/activity.h"
#include "core/simulate/job_schedule.h"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace nodesentry {

/// The kinds of anomalies of the paper's Table 1.
enum class AnomalyKind {
    CpuOverload,
    CacheFailure,
    MemoryExhaustion,
    MemoryLeak,
    DiskFull,
    SilentCorruption,
    NetworkCongestion,
    NetworkPartition,
    ResourceContention,
    PageAllocationError,
};
inline constexpr int kAnomalyKindCount = 10;

/// The category of its labels, e.g. "cpu_overload".
[[nodiscard]] std::string_view anomalyKindName(AnomalyKind kind);

/// How an anomaly's strength goes with time.
enum class AnomalyCourse {
    Step, ///< full strength within a sample or two
    Ramp, ///< grows evenly to its end
    Creep, ///< grows for the first third, then stays
    Bursts, ///< on and off
};

/// What an anomaly does to one activity.
struct AnomalyEffect {
    enum class Mode {
        Toward, ///< pulls the level to a value
        Scale, ///< multiplies it
        Flatten, ///< pulls it to its mean: the pattern goes
    };
    Activity activity;
    Mode mode;
    double value; ///< the level, or the factor; not used by Flatten
    double weight; ///< 0..1, of the pull at full strength and severity
};

[[nodiscard]] AnomalyCourse courseOf(AnomalyKind kind);
[[nodiscard]] std::span<const AnomalyEffect> effectsOf(AnomalyKind kind);

/// One anomaly on one node, within one job.
struct Anomaly {
    AnomalyKind kind = AnomalyKind::CpuOverload;
    int node = 0;
    int job = 0; ///< index of the job
    std::int64_t begin = 0; ///< samples of the node's grid, [begin, end)
    std::int64_t end = 0;
    double severity = 1.0; ///< 0.55 .. 1
    std::uint64_t shape = 0; ///< seed of what is left open, e.g. the bursts

    /// Strength at one of its samples, 0..1, severity included.
    [[nodiscard]] double strengthAt(std::int64_t sample, double stepSeconds) const;
};

/// Places anomalies in jobs by chance until they make up options.anomalyRatio of all samples: not in a job's
/// first minutes nor its last, ten minutes or more apart on a node. Kinds take turns, except those of the
/// network, which need a job on several nodes and then strike up to three of them. Durations are log-normal,
/// two minutes to four hours, and short enough that there are at least some twenty anomalies in all. What does
/// not find a place is left out, so that the ratio may stay below the wanted one where jobs are few.
///
/// @param jobsOfNode  indices into @p jobs, ascending by begin, for each node
/// @return ascending by node, then begin
/// @error Cancelled
[[nodiscard]] Result<std::vector<Anomaly>>
placeAnomalies(const SimulationOptions& options, const std::vector<SimulatedHost>& hosts,
               const TimeGrid& grid, const std::vector<SimulatedJob>& jobs,
               const std::vector<std::vector<int>>& jobsOfNode, const RunContext& context);

} // namespace nodesentry
