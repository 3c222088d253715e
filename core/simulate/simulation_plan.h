#pragma once

#include "core/simulate/anomaly.h"
#include "core/simulate/metric_models.h"

#include <cstdint>
#include <vector>

namespace nodesentry {

/// Everything of a simulated cluster but its samples, which are a function of this (node_simulation.h).
struct SimulationPlan {
    SimulationOptions options;
    std::uint64_t seed = 0;
    TimeGrid grid; ///< of the cluster
    std::vector<MetricModel> metrics;
    std::vector<Application> applications;
    std::vector<SimulatedHost> hosts; ///< ascending by name
    std::vector<SimulatedJob> jobs; ///< ascending by begin
    std::vector<std::vector<int>> jobsOfHost; ///< indices into jobs, ascending by begin
    std::vector<Anomaly> anomalies; ///< ascending by node, then begin

    [[nodiscard]] MetricCatalog catalog() const;
    /// Those of one host.
    [[nodiscard]] std::vector<Anomaly> anomaliesOf(int host) const;
};

/// Plans a cluster: a function of @p options alone. Of every fifty nodes one appears after the beginning and
/// one vanishes before the end, in clusters of ten nodes and more at least one each.
///
/// @error InvalidArgument  the options contradict each other, or the jobs do not fit
/// @error ParseError       options.begin is not a time
/// @error Cancelled
/// @cost  D1: seconds, and some 10 MB
[[nodiscard]] Result<SimulationPlan> planSimulation(const SimulationOptions& options,
                                                    const RunContext& context = {});

} // namespace nodesentry
