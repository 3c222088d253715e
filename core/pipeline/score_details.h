#pragma once

#include "core/base/run_context.h"
#include "core/detect/detector.h"
#include "core/pipeline/options.h"
#include "core/project/project.h"

#include <string>

namespace nodesentry {

/// All that a method says of one node: what `scores.h5` keeps, and every metric's error and reconstruction,
/// which large projects do not keep (`detect.store_details`) and which are then computed again.
///
/// @param options  those of the detection, as storedOptions() gives them
/// @return the score as the detector gave it, before smoothing; metricError and reconstruction are empty
///         where the method has none
/// @error NotFound      no scores of that method for that node
/// @error StageMissing  the scores are older than the samples, models or parameters they would be computed
///                      from
/// @error Unsupported   they were not stored, and the method would have to learn from all nodes again
/// @cost  to compute: about 30 us a sample of the node for NodeSentry on one thread
[[nodiscard]] Result<NodeScores> scoreDetails(const Project& project, const PipelineOptions& options,
                                              const std::string& method, const std::string& node,
                                              const RunContext& context);

/// @error StageMissing  the scores of a method are older than the samples, models or parameters that they are
///                      computed from, or there are none
[[nodiscard]] Result<void> requireCurrentScores(const Project& project, const PipelineOptions& options,
                                                const std::string& method);

} // namespace nodesentry
