#pragma once

#include "core/simulate/activity.h"

#include <cstdint>
#include <string>
#include <vector>

namespace nodesentry {

/// One sub-pattern of an application: what its nodes do for some time.
struct ApplicationPhase {
    std::string name;
    double seconds = 0.0;
    ActivityLevels levels{}; ///< memory, cache and what follows from others are not set here
    double ripple = 0.0; ///< amplitude of the iterations within the phase, as a share of the levels
    double rippleSeconds = 60.0; ///< length of one such iteration
};

/// A kind of job. All its jobs show the same pattern: a start, a cycle of phases with regular checkpoints,
/// calmer at first than later, and a finish.
struct Application {
    std::string name; ///< unique
    double memory = 0.0; ///< share of RAM held once started
    double memoryGrowth = 0.0; ///< further share, reached slowly over hours
    double diskGrowth = 0.0; ///< share of the local disk, likewise; removed when the job ends
    double tasks = 0.0;
    int mostNodes = 1; ///< of its jobs
    ApplicationPhase start;
    std::vector<ApplicationPhase> cycle; ///< at least one
    ApplicationPhase checkpoint; ///< seconds 0: none
    double checkpointEvery = 0.0; ///< s of the cycle between two of them
    double settleSeconds = 0.0; ///< for so long after the start the cycle runs at reduced level
    ApplicationPhase finish;
};

/// What tells the jobs of an application from each other.
struct JobShape {
    double speed = 1.0; ///< of the cycle
    double size = 1.0; ///< factor of the levels
    double memory = 1.0; ///< factor of the memory
    double lengthSeconds = 0.0;
    bool finishes = true; ///< false: ends (fails, is cancelled, still runs) without its finish
    bool alone = true; ///< on one node, so that there is little to send
};

/// @param count  > 0; beyond the built-in kinds come variants of them, "…_2"
/// @param seed   varies all levels and times
[[nodiscard]] std::vector<Application> makeApplications(int count, std::uint64_t seed);

/// What the application does @p seconds after its job began; times outside the job are not allowed.
[[nodiscard]] ActivityLevels levelsAt(const Application& application, const JobShape& job, double seconds);

/// What a node does without a job, apart from the noise of its operating system.
[[nodiscard]] ActivityLevels idleLevels();

} // namespace nodesentry
