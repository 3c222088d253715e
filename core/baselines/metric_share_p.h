#pragma once

#include "core/detect/detector.h"

#include <cstdint>

namespace nodesentry {

/// What every baseline demands of the nodes it is fitted on.
/// @error InvalidArgument  the training range is empty on every node
Result<void> requireTrainingSamples(const NodeSource& nodes);

/// Scores that are the sum of what each metric adds; @p share becomes metricError.
/// @param share  metrics x samples, >= 0
NodeScores scoresFromShares(const PreparedNode& node, SampleMatrix share);

} // namespace nodesentry
