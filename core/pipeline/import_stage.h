#pragma once

#include "core/base/run_context.h"
#include "core/data/import/import.h"

#include <string>
#include <vector>

namespace nodesentry {

/// Imports sources into a project folder, which is made when it does not exist.
///
/// Nodes that the sources bring replace nodes of the same name; all others stay as they are. On any error or
/// stop the project is as it was, and a folder that was made for this import is removed again.
///
/// @return what was imported
/// @error as importSources(); Locked; InconsistentData when the sampling step differs from the project's
[[nodiscard]] Result<ImportReport> importIntoProject(const std::string& projectPath,
                                                     const std::vector<std::string>& sources,
                                                     const ImportOptions& options, const RunContext& context);

} // namespace nodesentry
