#pragma once

#include "app/cli/command.h"
#include "core/pipeline/options.h"
#include "core/pipeline/run_request.h"
#include "core/project/project.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace nodesentry::cli {

/// The options that every command on a project's stages shares.
struct StageArguments {
    std::string project;
    std::string preset; ///< empty: the project's own parameters
    std::string trainUntil;
    double trainFraction = 0.0; ///< 0: not given
    int seed = -1; ///< < 0: not given
    std::string device = "auto";
    std::optional<std::string> detectors; ///< folder of declared external detectors
    bool allowDetectors = false;
    std::vector<std::string> settings; ///< "stage.parameter=value"
    std::vector<std::string> methods;
    bool json = false;
};

/// Declares them on a command, with a footer that lists the parameters, and --help-all.
void addStageArguments(CLI::App& command, StageArguments& arguments);

/// What the command line asks of a run.
/// @error InvalidArgument  a --set without '='
[[nodiscard]] Result<RunRequest> requestOf(const StageArguments& arguments);

/// The parameters to run with, see resolveOptions() in core/pipeline/run_request.h. External detectors that the
/// command line allows, or names the folder of, are allowed for this user from now on.
/// @error NotFound, InvalidArgument  a parameter that does not exist, or a value outside its range
[[nodiscard]] Result<PipelineOptions> resolveOptions(const Project& project, const StageArguments& arguments);

} // namespace nodesentry::cli
