#pragma once

#include <span>

namespace nodesentry {

/// Fills the missing samples of one metric in one stretch of time: on a straight line between the measured
/// neighbours of a gap, with the nearest measured value at either end.
///
/// @param values  samples; NaN and infinite ones are missing. Left as they are when none is measured: a
///                metric that is missing altogether is not invented
/// @param filled  as long as values; set to 1 for missing samples, 0 for measured ones
/// @return whether any sample was measured
/// @source NodeSentry (SC '25), section 3.2
bool fillGaps(std::span<float> values, std::span<unsigned char> filled);

} // namespace nodesentry
