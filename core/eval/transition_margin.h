#pragma once

#include "core/base/time.h"
#include "core/data/job.h"

#include <cstdint>
#include <span>
#include <vector>

namespace nodesentry {

/// Marks the samples that paper mode leaves out: a job that starts or ends changes every metric at once, and
/// no one can say to the second which pattern such a sample belongs to.
///
/// Only where a job begins or ends is a transition. Where a long job or idle time is cut into pieces, where
/// training ends, where samples are missing and where data begin or end, nothing changes on the node.
///
/// @param jobs           of one node, in any order; none: nothing is marked
/// @param marginSeconds  >= 0; samples whose time is in [t - margin, t + margin) of a transition t are marked
/// @return 1 = left out, one value per sample of the grid
/// @source protocol of NodeSentry (SC '25), section 4.1
[[nodiscard]] std::vector<std::uint8_t> markTransitions(std::span<const Job* const> jobs,
                                                        const TimeGrid& grid, double marginSeconds);

} // namespace nodesentry
