#pragma once

#include "core/pipeline/options.h"
#include "core/project/project.h"

#include <vector>

namespace nodesentry {

/// The clusters whose model the next `train` would make: those without a model, and those whose model learned
/// from other segments or with other parameters. Ascending; empty where there are no clusters.
[[nodiscard]] Result<std::vector<int>> staleModels(const Project& project, const PipelineOptions& options);

} // namespace nodesentry
