#pragma once

#include "core/baselines/baseline_options.h"
#include "core/detect/detector.h"

#include <cstdint>
#include <memory>

namespace nodesentry {

/// Score: mean absolute error of the metrics when a recurrent autoencoder of the node reconstructs the last
/// sample of the window that ends at it. metricError: each metric's summand.
///
/// Two LSTM layers (16 and 8 units) read the window, dense layers (16 with max(0, x), then linear) make its
/// last sample of their last state; Adam on the mean squared error. fit() skips nodes without training
/// samples.
///
/// fit() @error TrainingDiverged; score() @error NotFound  the node was not fitted
/// @cost  O(steps batch window d) per node; about 80 d floats kept per node of d metrics
/// @source Molan, Borghesi, Cesarini, Benini and Bartolini (2023), FGCS 141, 542-554
[[nodiscard]] std::unique_ptr<Detector> makeRuad(const BaselineOptions& options, std::uint64_t seed);

} // namespace nodesentry
