#pragma once

#include "core/base/matrix.h"
#include "core/simulate/simulation_plan.h"

namespace nodesentry {

/// What a host does at each of its samples: one row per Activity, one column per sample.
///
/// Jobs with their small differences from node to node, the operating system's own work (hourly and nightly
/// tasks, short bursts of one activity that are no anomalies), and the anomalies.
/// @param withAnomalies  false: the same without them; differs only from the first anomaly on
[[nodiscard]] SampleMatrix nodeActivity(const SimulationPlan& plan, int host, bool withAnomalies);

} // namespace nodesentry
