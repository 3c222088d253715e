#pragma once

#include "core/detect/detector.h"

#include <cstdint>
#include <memory>

namespace nodesentry {

/// Score: Euclidean distance to the k-th nearest of some training samples of the node itself, divided by the
/// root of the number of metrics. metricError: each metric's part of it, by its squared difference.
///
/// The samples are drawn without replacement, from a sequence of its own for each seed and node name. A drawn
/// sample is no neighbour of itself. They are clipped, what is scored is not. Where fewer than k are left,
/// the farthest counts. fit() skips nodes without training samples.
///
/// score() @error NotFound  the node was not fitted
///
/// @param k     >= 1
/// @param rows  most training samples kept of a node, >= 2
/// @cost  score O(n rows d) per node; rows d floats kept per node
/// @source Ramaswamy, Rastogi and Shim (2000), SIGMOD, 427-438
[[nodiscard]] std::unique_ptr<Detector> makeKnn(int k, int rows, std::uint64_t seed);

} // namespace nodesentry
