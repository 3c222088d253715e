#pragma once

#include "core/base/run_context.h"
#include "core/pipeline/run_request.h"
#include "core/pipeline/training_curves.h"
#include "core/project/project.h"

#include <memory>

namespace nodesentry::app {

/// Runs every stale stage of a project with the parameters and methods it was last run with.
/// Apart from the window's sources, so that only this one needs the pipeline and, through it, LibTorch.
[[nodiscard]] Result<void> runPipeline(const std::shared_ptr<Project>& project, const EpochListener& onEpoch,
                                       const RunContext& context);

/// Runs every stale stage as a person asked for it; the parameters are kept for the next run, as the command line
/// keeps them. What runs is what `nodesentry run` would with runArguments(), but that no external detector
/// becomes allowed by it.
/// @error as resolveOptions() and resolveMethods(); ReadOnly, Locked
[[nodiscard]] Result<void> runAsRequested(const std::shared_ptr<Project>& project, const RunRequest& request,
                                          const EpochListener& onEpoch, const RunContext& context);

/// Lets the models learn from what was imported since they were made, see runUpdate(), and then runs what is
/// stale by it: the new samples are scored.
[[nodiscard]] Result<void> updateModels(const std::shared_ptr<Project>& project, const EpochListener& onEpoch,
                                        const RunContext& context);

} // namespace nodesentry::app
