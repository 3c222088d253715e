#pragma once

#include "core/pipeline/options.h"
#include "core/project/project.h"

#include <string>
#include <vector>

namespace nodesentry {

/// The parameters a project was last run with, or the defaults, so that the next command and the window go on
/// with what the user chose.
/// @error Corrupt, InvalidArgument  what is stored cannot be used with this version
[[nodiscard]] Result<PipelineOptions> storedOptions(const Project& project);

/// Keeps the parameters for the next run.
Result<void> storeOptions(Project& project, const PipelineOptions& options);

/// The methods a run works on when none are named: NodeSentry, mean_z2 and random, and all others that have
/// scores in the project.
[[nodiscard]] Result<std::vector<std::string>> methodsOfProject(const Project& project);

} // namespace nodesentry
