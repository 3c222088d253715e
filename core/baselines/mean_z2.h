#pragma once

#include "core/detect/detector.h"

#include <memory>

namespace nodesentry {

/// Score: mean over metrics of the squared standardised value, not clipped. There is nothing to learn, since
/// the standardisation was made on the training range. metricError: each metric's summand.
[[nodiscard]] std::unique_ptr<Detector> makeMeanZ2();

} // namespace nodesentry
