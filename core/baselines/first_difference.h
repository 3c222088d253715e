#pragma once

#include "core/detect/detector.h"

#include <memory>

namespace nodesentry {

/// Score: mean over metrics of |x_t - x_{t-1}| of the standardised values, not clipped; the first sample of a
/// node has none (NaN). metricError: each metric's summand, 0 at the first sample.
/// Flags every job transition, and shows how far edges alone go.
[[nodiscard]] std::unique_ptr<Detector> makeFirstDifference();

} // namespace nodesentry
