#pragma once

#include "core/base/run_context.h"
#include "core/base/splitmix.h"
#include "core/baselines/baseline_options.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>

namespace nodesentry {

/// Trains a network on items 0 .. count-1: each epoch in a new order, until the epochs are over or the steps
/// used up.
///
/// @param step  `double(batch, epoch)`: one step on these items; epochs count from 1; gives the loss
/// @param what  names the network in the error, e.g. "usad of node 'cn7'"
/// @error TrainingDiverged  a loss is not finite
/// @error Cancelled         polled before each step
Result<void> runTraining(std::int64_t count, const NetworkTraining& training, SplitMix& random,
                         const RunContext& context, const std::string& what,
                         const std::function<double(std::span<const std::int64_t>, std::int64_t)>& step);

} // namespace nodesentry
