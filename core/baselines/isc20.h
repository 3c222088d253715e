#pragma once

#include "core/detect/detector.h"

#include <cstdint>
#include <memory>

namespace nodesentry {

/// Score: Mahalanobis distance to the nearest component of a Bayesian Gaussian mixture of all nodes together,
/// divided by the root of the number of metrics. metricError is empty: a distance in a rotated space has no
/// shares.
///
/// What the mixture describes are causal means of the metrics over some samples, as Ozer et al. describe
/// components by averages. Components of a weight below 1 % stand for nothing and are left out. The training
/// samples are drawn evenly from the nodes, from a sequence of its own for each seed and node name.
///
/// fit() @error TrainingDiverged  a covariance is not positive definite
///
/// @param components  most components, >= 1; never more than half the samples
/// @param rows        training samples of all nodes together, >= 10; a node gives at least one
/// @param window      samples of the mean, >= 1
/// @cost  fit O(iterations components rows d^2) once; score O(n components d^2) per node
/// @source Ozer, Netti, Tafani and Schulz (2020), ISC High Performance workshops, LNCS 12321, 280-292
[[nodiscard]] std::unique_ptr<Detector> makeIsc20(int components, int rows, int window, std::uint64_t seed);

} // namespace nodesentry
