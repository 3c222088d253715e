#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/eval/node_tally_p.h"

#include <optional>
#include <span>

namespace nodesentry {

/// Draws as many nodes as there are, with repetition, again and again, and takes the percentiles of the
/// figures.
/// @return none with fewer than two nodes, or no resamples
/// @error Cancelled
[[nodiscard]] Result<std::optional<EvaluationIntervals>>
bootstrapIntervals(std::span<const NodeTally> tallies, int resamples, const RunContext& context);

} // namespace nodesentry
