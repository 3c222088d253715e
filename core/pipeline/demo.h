#pragma once

#include "core/base/run_context.h"
#include "core/data/import/import_report.h"
#include "core/pipeline/pipeline.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace nodesentry {

/// What was done on the recording that comes with the program.
struct Demo {
    std::shared_ptr<Project> project; ///< open for writing
    std::string sample; ///< folder of the recording
    std::optional<ImportReport> imported; ///< nullopt: the project had it
    std::vector<StageOutcome> stages;
};

/// Imports the recording that comes with the program into a project, which is made unless it is there, and does the whole
/// job on it. What is up to date is not done again.
/// @param folder  of the project; its parents are made
/// @error NotFound  the recording is not beside the program; the environment variable NODESENTRY_SAMPLE names its folder
/// @error as importIntoProject() and Pipeline::run()
/// @cost  about 12 s on two cores
[[nodiscard]] Result<Demo> makeDemo(const std::string& folder, const RunContext& context);

} // namespace nodesentry
