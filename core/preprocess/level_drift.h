#pragma once

#include "core/data/segment.h"

#include <span>

namespace nodesentry {

/// How far a level drifts: the distance between the means of the first and of the last sixth, in standard
/// deviations within the sixths, where the means of all six go the same way (a step back of up to a tenth of
/// a standard deviation is allowed), else 0. Infinite where the sixths are constant and not equal.
///
/// @param levels        in order of time; missing ones are not finite
/// @param trimFraction  of each sixth, as in trimmedStatistics()
/// @param fewest        0 is returned where a sixth has fewer measured levels; >= 2
/// @cost  O(n)
/// @source ours
[[nodiscard]] double levelDrift(std::span<const float> levels, double trimFraction, int fewest);

/// levelDrift() of a metric on a node in the course of training. What drifts has no normal level: its values
/// in test time lie outside of all that training saw, whether anything is wrong or not, and hide what is
/// wrong elsewhere (docs/results.md). A memory that fills and a disk do so; a load does not, which comes and
/// goes.
///
/// On a node with jobs each segment counts once, by its median: of a few long jobs, one kind early and
/// another late, the samples would seem to drift. Fewer than 12 segments tell nothing. On a node without jobs
/// the samples count.
///
/// @param samples       of the training range; missing ones are not finite
/// @param segments      of the node, ascending; those outside of the range are passed over
/// @param trimFraction  of samples, as in trimmedStatistics()
/// @cost  O(n)
[[nodiscard]] double trainingDrift(std::span<const float> samples, std::span<const Segment> segments,
                                   double trimFraction);

} // namespace nodesentry
