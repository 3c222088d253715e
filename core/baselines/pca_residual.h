#pragma once

#include "core/detect/detector.h"

#include <memory>

namespace nodesentry {

/// Score: mean over metrics of the squared residual after projection on the leading principal components of
/// the node's own training range. metricError: each metric's summand; reconstruction: the projection.
///
/// Components are fitted on clipped values, so that a few large excursions do not turn them, and applied to
/// unclipped ones. fit() skips nodes without training samples.
///
/// score() @error NotFound  the node was not fitted
///
/// @param variance  0..1, share of the training variance that the components explain; at least one component
/// @cost  fit O(n d^2 + d^3) per node of d metrics; d^2 floats kept per node at most
/// @source the squared prediction error of Jackson and Mudholkar (1979), Technometrics 21(3), 341-349
[[nodiscard]] std::unique_ptr<Detector> makePcaResidual(double variance);

} // namespace nodesentry
