#pragma once

#include "core/data/segment.h"

#include <cstdint>
#include <span>
#include <vector>

namespace nodesentry {

/// Marks the samples that paper mode leaves out: a job that starts or ends changes every metric at once, and
/// no one can say to the second which pattern such a sample belongs to.
///
/// @param segments       of one node
/// @param samples        length of the node's grid; segments may reach beyond it
/// @param stepSeconds    of the grid, > 0
/// @param marginSeconds  >= 0; samples whose time is in [begin, begin + margin) or [end - margin, end) of a
///                       segment are marked
/// @return 1 = left out, one value per sample
/// @source protocol of NodeSentry (SC '25), section 4.1
[[nodiscard]] std::vector<std::uint8_t> markTransitions(std::span<const Segment> segments,
                                                        std::int64_t samples, double stepSeconds,
                                                        double marginSeconds);

} // namespace nodesentry
