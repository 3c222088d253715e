#pragma once

#include "core/simulate/simulation_plan.h"

#include <gtest/gtest.h>

namespace nodesentry::test {

/// Enough of a cluster for its properties to show, in a second.
inline SimulationOptions smallCluster()
{
    SimulationOptions options;
    options.nodes = 12;
    options.days = 3;
    options.stepSeconds = 30;
    options.metrics = 139;
    options.jobs = 220;
    options.applications = 6;
    options.anomalyRatio = 0.02;
    options.seed = 5;
    return options;
}

inline SimulationPlan planOf(const SimulationOptions& options)
{
    auto plan = planSimulation(options);
    if (!plan)
        throw std::runtime_error(plan.error().text());
    return std::move(*plan);
}

} // namespace nodesentry::test
