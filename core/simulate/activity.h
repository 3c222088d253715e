#pragma once

#include <array>
#include <cstddef>

namespace nodesentry {

/// What a node does at one moment, from which all its metrics are made. Applications, the operating system
/// and anomalies act on activities; metrics only show them. Levels are 0 (nothing) to about 1 (the most that
/// a node of the simulated kind does).
enum class Activity : std::size_t {
    User, ///< share of CPU time
    System, ///< share of CPU time
    IoWait, ///< share of CPU time
    Memory, ///< share of RAM that processes hold
    PageCache, ///< share of RAM
    Faults, ///< minor page faults
    MajorFaults,
    DiskRead,
    DiskWrite,
    Metadata, ///< operations on files and directories
    NetReceive,
    NetTransmit,
    Messages, ///< small ones: packets beyond what the bytes need
    Tasks, ///< processes and threads of jobs
    Switches, ///< context switches
    CacheMisses,
    Instructions,
    NetErrors, ///< retransmissions, drops
    AllocationStalls, ///< page allocations that must reclaim first, or fail
    MemoryErrors, ///< corrected ones
    SwapUsed,
    DiskUsed, ///< share of the local disk
    // Those below follow from those above.
    Idle, ///< share of CPU time
    Load1, ///< runnable and blocked tasks, averaged over about 1 minute
    Load5,
    Load15,
    Heat,
};

inline constexpr std::size_t kActivityCount = static_cast<std::size_t>(Activity::Heat) + 1;

[[nodiscard]] constexpr std::size_t indexOf(Activity activity)
{
    return static_cast<std::size_t>(activity);
}

/// The level of every activity at one moment.
using ActivityLevels = std::array<float, kActivityCount>;

} // namespace nodesentry
