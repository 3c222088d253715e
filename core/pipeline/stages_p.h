#pragma once

#include "core/base/run_context.h"
#include "core/pipeline/options.h"
#include "core/pipeline/training_curves.h"
#include "core/project/project.h"

#include <string>
#include <vector>

namespace nodesentry {

// One function a stage. Each reads its inputs from the project, writes its results there and returns a JSON
// object with its figures. Freshness and order are the business of Pipeline.

Result<std::string> runPrepare(Project& project, const PipelineOptions& options, const RunContext& context);
Result<std::string> runFeatures(Project& project, const PipelineOptions& options, const RunContext& context);
Result<std::string> runCluster(Project& project, const PipelineOptions& options, const RunContext& context);
/// Makes the models that are not there yet for just these segments and parameters; the others are kept.
/// @param onEpoch  may be empty
Result<std::string> runTrain(Project& project, const PipelineOptions& options, const EpochListener& onEpoch,
                             const RunContext& context);
/// @param scoresFingerprint  of the scores; those that carry it are kept, and only thresholds are made anew
Result<std::string> runDetect(Project& project, const PipelineOptions& options, const std::string& method,
                              const std::string& scoresFingerprint, const RunContext& context);
Result<std::string> runEvaluate(Project& project, const PipelineOptions& options,
                                const std::vector<std::string>& methods, const RunContext& context);

} // namespace nodesentry
