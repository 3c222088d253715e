#pragma once

#include "core/base/run_context.h"
#include "core/base/shared_work.h"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace nodesentry {

/// A few long jobs of unlike length, on context.threads() threads: the longest are begun first, and a thread
/// that finds no further job helps those that still run.
///
/// @param work  of each job, in any unit, > 0; for the order and for the progress
/// @param name  of each job, put in front of what it reports
/// @param body  does job @p i; called for different jobs at the same time. @p helpers are for its own pieces;
///              @p part is on one thread and stops, too, once another job has failed
/// @return the error of the first of those that failed, by number, if it is not that they were stopped
/// @error Cancelled  a stop was requested before all jobs were done
/// @throws the first exception that a body threw, after all threads have ended
[[nodiscard]] Result<void> runSideBySide(
    const std::vector<double>& work, const std::vector<std::string>& name, const RunContext& context,
    const std::function<Result<void>(std::size_t i, SharedWork& helpers, const RunContext& part)>& body);

} // namespace nodesentry
