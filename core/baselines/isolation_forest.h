#pragma once

#include "core/detect/detector.h"

#include <cstdint>
#include <memory>

namespace nodesentry {

/// Score: 2^(-mean path length / expected path length) in (0, 1] of an isolation forest of the node's own
/// training range; 0.5 is usual, near 1 is isolated by few cuts. metricError is empty: cuts have no shares.
///
/// Values are clipped, as a cut sees only order. Trees are drawn from a sequence of its own for each seed and
/// node name, so that the nodes' order does not matter. fit() skips nodes without training samples.
///
/// score() @error NotFound  the node was not fitted
///
/// @param trees   >= 1
/// @param sample  >= 2, training samples per tree, drawn without replacement; all of them where there are fewer
/// @cost  fit O(trees sample log sample) per node; about 12 bytes x 2 x sample x trees kept per node (0.6
///        MB); score O(n trees log sample)
/// @source Liu, Ting and Zhou (2008), ICDM, 413-422
[[nodiscard]] std::unique_ptr<Detector> makeIsolationForest(int trees, int sample, std::uint64_t seed);

} // namespace nodesentry
