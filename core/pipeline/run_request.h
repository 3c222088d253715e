#pragma once

#include "core/base/parameters.h"
#include "core/model/torch_runtime.h"

#include <optional>
#include <string>
#include <vector>

namespace nodesentry {

class Project;
struct PipelineOptions;

/// What a person asks of one run, in the window or on the command line. What it leaves out stays as the project
/// was last run.
struct RunRequest {
    std::string preset; ///< parameters to start from; empty: the project's own
    std::string trainUntil; ///< end of training as text, see prepare.train_until; empty: not asked for
    std::optional<double>
        trainFraction; ///< see prepare.train_fraction; takes the place of an end of training
    std::optional<int> seed;
    std::string device = "auto"; ///< auto, cpu, cuda or cuda:n
    ParameterTexts parameters; ///< these have the last word
    std::vector<std::string> methods; ///< empty: those of methodsOfProject()
};

/// What there is to choose from for a run on one project.
struct RunChoices {
    struct Preset {
        std::string name;
        ParameterTexts values; ///< of all parameters
    };
    struct Method {
        std::string name;
        std::string description; ///< one sentence
        bool chosen = false; ///< runs where nothing else is said
        bool required = false; ///< runs whatever is chosen
        bool allowed = true; ///< false: a program that this user has not allowed
    };

    std::vector<ParameterValue> parameters; ///< all of them, with the project's values
    std::vector<Preset> presets;
    std::vector<Method> methods;
    std::vector<DeviceInfo> devices; ///< of this machine, besides "auto"
};

/// @error Corrupt, InvalidArgument  what the project holds cannot be used with this version
/// @cost  loads the driver of a CUDA device on the first call, which can take a second
[[nodiscard]] Result<RunChoices> runChoices(const Project& project);

/// The parameters of a run: the preset if one is given, else those the project was last run with, else the
/// defaults; then what the request says of single ones.
/// @error NotFound, InvalidArgument  a parameter that does not exist, or a value outside its range
/// @error Unsupported                a device that this machine does not have
[[nodiscard]] Result<PipelineOptions> resolveOptions(const Project& project, const RunRequest& request);

/// The methods of a run; call it after storeOptions(), since those of the project depend on them.
/// @error NotFound  an unknown method
[[nodiscard]] Result<std::vector<std::string>>
resolveMethods(const Project& project, const PipelineOptions& options, const RunRequest& request);

} // namespace nodesentry
