#pragma once

#include "core/model/segment_view.h"

#include <span>
#include <vector>

namespace nodesentry {

/// Mean absolute change from one sample to the next of each metric over the segments of a cluster: 0 for a
/// metric that stands still, about 1.13 for standardised white noise.
///
/// @param segments  at least one, all with the same number of metrics; steps never cross from one to the next
/// @return one value per metric, in standard deviations per sample; pairs with a filled-in sample are left
///         out, and a metric without any pair has 0
[[nodiscard]] std::vector<double> meanAbsoluteChange(std::span<const SegmentView> segments);

/// Weight of each metric in the training loss and in the score: w = max(exp(-MAC), floor), scaled to mean 1.
/// A metric that hardly ever changes weighs most, since any deviation of it means something.
///
/// @param change  mean absolute change, >= 0
/// @param floor   in (0, 1]; 1 makes all weights 1
/// @source the paper's WMSE (equations 5 and 6); the exponential and the floor keep every metric in play
[[nodiscard]] std::vector<double> metricWeightsFromChange(std::span<const double> change, double floor);

} // namespace nodesentry
