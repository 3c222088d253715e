#pragma once

#include "core/base/run_context.h"
#include "core/detect/detector.h"
#include "core/pipeline/options.h"
#include "core/project/project.h"

#include <functional>

namespace nodesentry {

/// Scores every node by the models of the clusters that its segments were matched with, and hands each node's
/// scores to @p sink as they are ready.
/// @error StageMissing  clusters or models are not there
Result<void> scoreByReconstruction(const Project& project, const PipelineOptions& options,
                                   const std::function<Result<void>(const PreparedNode&, NodeScores)>& sink,
                                   const RunContext& context);

} // namespace nodesentry
