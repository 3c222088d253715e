#pragma once

#include "core/data/job.h"

#include <vector>

namespace nodesentry {

/// Makes jobs of the lines of a job table: those of one run are joined, and later runs of an id get ids of their
/// own, "48#2".
///
/// Lines are of one run when they began together, or ran at the same time on other nodes; never when they name
/// different clusters, users or job names. Of two states of one run the finished one counts.
/// @return in the order of begin, then as given
[[nodiscard]] std::vector<Job> joinRuns(std::vector<Job> lines);

/// The id without the number that joinRuns() has given it: "48#2" -> "48".
[[nodiscard]] std::string idOfRuns(const std::string& id);

} // namespace nodesentry
