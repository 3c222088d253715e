#pragma once

#include "core/baselines/baseline_options.h"
#include "core/detect/detector.h"

#include <cstdint>
#include <memory>

namespace nodesentry {

/// Score: mean absolute error with which a variational autoencoder of all nodes reconstructs the features of
/// the windows around a sample, the mean over the windows that cover it. metricError: each metric's part.
///
/// Windows of options.prodigyWindow samples are described by the robust features of each metric
/// (docs/features.md), scaled to [0, 1] on the training windows; the options.prodigyFeatures of the largest
/// variance are kept. Training windows are drawn from all nodes at equal distances. A node shorter than a
/// window is one window; one of fewer than 12 samples is not scored (NaN).
///
/// fit() @error InvalidArgument   fewer than two training windows
/// fit() @error TrainingDiverged  a loss that is not finite
/// @cost  features of every window, about 0.1 ms a metric and window
/// @source Aksar, Sencan, Schwaller, Aaziz, Leung, Brandt, Kulis, Egele and Coskun (2023), SC '23
[[nodiscard]] std::unique_ptr<Detector> makeProdigy(const BaselineOptions& options, std::uint64_t seed);

} // namespace nodesentry
