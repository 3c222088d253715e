#pragma once

#include "core/detect/detector.h"

#include <memory>

namespace nodesentry {

/// Score: the largest |x - mean| / (3 sigma) of any metric, with mean and sigma of the node's own training
/// range: above 1 the rule of three sigma is broken. metricError: the whole score at the metric it is of.
///
/// All training samples count, unlike in the standardisation, which leaves the extremes out. A metric without
/// spread in training says nothing. fit() skips nodes without training samples.
///
/// score() @error NotFound  the node was not fitted
[[nodiscard]] std::unique_ptr<Detector> makeThreeSigma();

} // namespace nodesentry
