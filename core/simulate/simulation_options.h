#pragma once

#include "core/base/parameters.h"
#include "core/base/time.h"

#include <string>
#include <string_view>

namespace nodesentry {

/// What cluster is simulated (docs/simulator.md).
struct SimulationOptions {
    int nodes = 16;
    double days = 2.0;
    double stepSeconds = 15.0; ///< whole milliseconds
    int metrics = 82;
    int jobs = 200;
    int applications = 10; ///< kinds of jobs
    double utilisation = 0.75; ///< share of node time wanted in jobs
    double longJobShare = 0.051; ///< of the jobs: those of a day and longer
    double anomalyRatio = 0.0016; ///< of all samples
    double anomaliesFrom = 0.0; ///< share of the span before which there are none
    double burstsPerDay = 0.5; ///< benign ones of a node, on average
    double missingRatio = 0.005; ///< of all values
    std::string begin = "2026-01-05T00:00:00Z"; ///< time of the first sample
    int seed = 1;
};

/// Binds every member of @p options, which must outlive the binder.
void bindParameters(ParameterBinder& binder, SimulationOptions& options);

/// Options with the size and the anomaly ratio of a data set of the paper.
/// @param name  "d1" or "d2"
/// @error NotFound  any other name
[[nodiscard]] Result<SimulationOptions> simulationLike(std::string_view name);

/// @error InvalidArgument, ParseError  options that contradict each other, or a begin that is not a time
[[nodiscard]] Result<TimeGrid> gridOf(const SimulationOptions& options);

} // namespace nodesentry
