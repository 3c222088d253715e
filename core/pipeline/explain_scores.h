#pragma once

#include "core/base/run_context.h"
#include "core/detect/score_explanation.h"
#include "core/pipeline/options.h"
#include "core/project/project.h"

#include <string>

namespace nodesentry {

/// scoreDetails() in the units of the stored series: what was expected of each metric is taken back from
/// standard deviations about the node's mean by the project's preparation.
///
/// @param options  those of the detection, as storedOptions() gives them
/// @error StageMissing  the scores, stored details or not, are older than the samples, models or parameters
///                      that they are made from
/// @error Unsupported   the method says nothing of single metrics; or as scoreDetails()
/// @error NotFound      as scoreDetails()
/// @cost  that of scoreDetails()
[[nodiscard]] Result<ScoreExplanation> explainScores(const Project& project, const PipelineOptions& options,
                                                     const std::string& method, const std::string& node,
                                                     const RunContext& context);

} // namespace nodesentry
