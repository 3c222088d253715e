#pragma once

#include "core/baselines/baseline_options.h"
#include "core/detect/detector.h"

#include <cstdint>
#include <memory>

namespace nodesentry {

/// Score: alpha |x - AE1(w)|^2 + (1 - alpha) |x - AE2(AE1(w))|^2 over the metrics' mean, where x is the last
/// sample of the window w that ends at it and AE1, AE2 are two autoencoders of the node with one encoder.
/// metricError: each metric's summand.
///
/// Trained against each other: in epoch n the first minimises |w - AE1(w)|^2 / n + (1 - 1/n) |w -
/// AE2(AE1(w))|^2, the second |w - AE2(w)|^2 / n - (1 - 1/n) |w - AE2(AE1(w))|^2. Layers of 1/2 and 1/4 of
/// the window's values lead to the code; metrics are scaled to [0, 1] on the training range, for the output
/// is a sigmoid. Errors are of the scaled values, not clipped. fit() skips nodes without training samples.
///
/// fit() @error TrainingDiverged; score() @error NotFound  the node was not fitted
/// @cost  O(steps batch (window d)^2) per node; about 2 (window d)^2 floats kept per node of d metrics
/// @source Audibert, Michiardi, Guyard, Marti and Zuluaga (2020), KDD, 3395-3404
[[nodiscard]] std::unique_ptr<Detector> makeUsad(const BaselineOptions& options, std::uint64_t seed);

} // namespace nodesentry
