#pragma once

#include "core/simulate/simulation_plan.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace nodesentry {

/// A minute or three in which the operating system of one host does much more of one thing than usual:
/// unusual, but no anomaly, and without a label.
struct BenignBurst {
    Activity activity = Activity::System;
    std::string_view name; ///< of the activity, for people and files
    std::int64_t begin = 0; ///< first sample of the host
    std::int64_t end = 0; ///< one past the last, at most the host's number of samples
    float level = 0.0F; ///< added to the activity throughout
};

/// Those of one host, SimulationOptions::burstsPerDay on average, ascending by begin; a function of the plan
/// alone. They may overlap each other and anomalies.
[[nodiscard]] std::vector<BenignBurst> benignBurstsOf(const SimulationPlan& plan, int host);

} // namespace nodesentry
