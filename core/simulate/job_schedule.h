#pragma once

#include "core/base/run_context.h"
#include "core/data/job.h"
#include "core/simulate/application.h"
#include "core/simulate/simulation_options.h"

#include <vector>

namespace nodesentry {

/// A job and what it does.
struct SimulatedJob {
    Job job; ///< node names are in job.nodes, the kind of application in the attribute "App"
    std::vector<int> nodes; ///< indices of the nodes, in the order of job.nodes
    int application = 0;
    JobShape shape;

    /// Without an end: up to any time.
    [[nodiscard]] TimeMs endOr(TimeMs otherwise) const { return job.end.value_or(otherwise); }
};

/// A node of the cluster and the time in which it is there.
struct SimulatedHost {
    std::string name;
    TimeGrid grid; ///< of its samples; a part of the cluster's for a node that appears late or vanishes
};

/// Makes all jobs: nodes to themselves, never two on a node at a time, at least 5 s apart.
///
/// Lengths are log-normal, and from a day on a power of a uniform number; the median is chosen so that the
/// wanted utilisation comes out. Jobs of a day and longer there are only where the span has room for them: in
/// recordings of less than about 37 hours none. A hundredth of the jobs began before the first sample,
/// another hundredth has not ended with the last.
///
/// @return ascending by begin; ids ascend with it
/// @error InvalidArgument  the jobs do not fit on the nodes in that time
/// @error Cancelled
/// @cost  about jobs x nodes
[[nodiscard]] Result<std::vector<SimulatedJob>>
makeJobs(const SimulationOptions& options, const std::vector<SimulatedHost>& hosts, const TimeGrid& grid,
         const std::vector<Application>& applications, const RunContext& context);

/// The shortest job there is, in seconds.
[[nodiscard]] double shortestJobSeconds(const TimeGrid& grid);

} // namespace nodesentry
