#include "core/simulate/benign_burst.h"

#include "core/simulate/noise_p.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace nodesentry {

namespace {

using enum Activity;

struct BurstKind {
    Activity activity;
    std::string_view name;
    double most; ///< highest level
};

constexpr std::array kKinds{
    BurstKind{System, "system", 0.2},        BurstKind{IoWait, "io_wait", 0.2},
    BurstKind{NetErrors, "net_errors", 0.7}, BurstKind{AllocationStalls, "allocation_stalls", 0.8},
    BurstKind{Switches, "switches", 0.6},    BurstKind{MajorFaults, "major_faults", 0.6},
    BurstKind{Metadata, "metadata", 0.6},    BurstKind{SwapUsed, "swap_used", 0.4},
    BurstKind{Tasks, "tasks", 0.3},          BurstKind{AllocationStalls, "allocation_stalls", 0.5},
    BurstKind{NetErrors, "net_errors", 0.4}, BurstKind{DiskWrite, "disk_write", 0.5},
};

constexpr double kDaySeconds = 86'400.0;

} // namespace

std::vector<BenignBurst> benignBurstsOf(const SimulationPlan& plan, int host)
{
    const TimeGrid& grid = plan.hosts[static_cast<std::size_t>(host)].grid;
    auto random = NoiseField(plan.seed, NoiseOf::Burst, {static_cast<std::uint64_t>(host), 0}).sequence();
    const double span = grid.stepSeconds() * static_cast<double>(grid.size);
    std::vector<BenignBurst> bursts;
    if (plan.options.burstsPerDay <= 0.0)
        return bursts;
    // Exponential gaps make a Poisson process.
    for (double at = 0.0;;) {
        at -= std::log(1.0 - random.uniform()) * kDaySeconds / plan.options.burstsPerDay;
        const double seconds = 60.0 + 120.0 * random.uniform();
        const auto& kind
            = kKinds[static_cast<std::size_t>(random.index(static_cast<std::int64_t>(kKinds.size())))];
        const auto level = static_cast<float>((0.2 + 0.8 * random.uniform()) * kind.most);
        if (at >= span)
            return bursts;
        const auto begin = static_cast<std::int64_t>(at / grid.stepSeconds());
        const auto end
            = std::min(grid.size, begin + static_cast<std::int64_t>(std::ceil(seconds / grid.stepSeconds())));
        bursts.push_back({kind.activity, kind.name, begin, end, level});
    }
}

} // namespace nodesentry
