#pragma once

#include "core/baselines/baseline_options.h"
#include "core/detect/detector.h"

#include <cstdint>
#include <memory>

namespace nodesentry {

/// Score: the largest absolute error of any metric when a dense autoencoder of the node reconstructs the
/// sample. metricError: the score at that metric.
///
/// Input, one hidden layer of options.examonWidth units a metric with max(0, x), linear output; Adam on the
/// mean absolute error plus options.examonSparsity times the mean absolute activity of the hidden layer.
/// fit() skips nodes without training samples.
///
/// fit() @error TrainingDiverged; score() @error NotFound  the node was not fitted
/// @cost  O(steps batch width d^2) per node; 2 width d^2 floats kept per node of d metrics
/// @source Borghesi, Bartolini, Lombardi, Milano and Benini (2019), IAAI, 9428-9433
[[nodiscard]] std::unique_ptr<Detector> makeExamon(const BaselineOptions& options, std::uint64_t seed);

} // namespace nodesentry
