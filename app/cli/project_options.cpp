#include "app/cli/project_options.h"

#include "app/cli/parameter_text.h"
#include "core/base/log.h"
#include "core/pipeline/method_names.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>

namespace nodesentry::cli {

namespace {

/// What the command line allows of the folder of external detectors.
/// @param named  the command line names the folder; else the project does
Result<void> settleDetectors(const Project& project, bool allowAll, bool named,
                             const PipelineOptions& options)
{
    if (const auto missing = missingDetectors(project, options); !missing.empty()) {
        if (named)
            return fail(Error{ErrorCode::NotFound, "there is no such folder of external detectors", missing,
                              0, 0, "name one with --detectors, or --detectors '' for none"});
        spdlog::warn("the folder of external detectors '{}' is not there: its methods are left out (name the "
                     "folder with --detectors DIR, or forget it with --detectors '')",
                     missing);
    }
    if (allowAll || (named && !options.detectors.empty()))
        return allowDetectors(project, options, allowAll);
    return {};
}

} // namespace

void addStageArguments(CLI::App& command, StageArguments& arguments)
{
    command.add_option("PROJECT", arguments.project, "Project folder, NAME.nsproj")->required();
    command
        .add_option("--preset", arguments.preset,
                    "Start from these parameters instead of those the project was last run with")
        ->check(CLI::IsMember(presetNames()));
    auto* until = command.add_option(
        "--train-until", arguments.trainUntil,
        "Train on what lies before this time, test on the rest; UTC, or with an offset such as +01:00");
    command
        .add_option("--train-fraction", arguments.trainFraction,
                    "Train on this share of each node's time, unless the source has its own split")
        ->check(CLI::Range(0.01, 0.99))
        ->excludes(until);
    command.add_option("--seed", arguments.seed, "Seed of everything random")->check(CLI::NonNegativeNumber);
    command.add_option("--device", arguments.device, "auto, cpu, cuda or cuda:N")->capture_default_str();
    command.add_option("--set", arguments.settings, "Set one parameter, see below; may be repeated")
        ->type_name("PARAMETER=VALUE")
        ->allow_extra_args(false);
    command.add_option("--method", arguments.methods, "Detectors, separated by commas")->delimiter(',');
    command.add_option(
        "--detectors", arguments.detectors,
        "Folder of JSON files that declare external detectors, which this allows to be run; kept for "
        "the next run");
    command.add_flag(
        "--allow-detectors", arguments.allowDetectors,
        "Allow the programs that the project brings as external detectors to be run, now and later");
    command.add_flag("--json", arguments.json, "Answer with one JSON object");
    command.set_help_all_flag("--help-all", "The same with all parameters, also those that few need");
    command.footer([&command] {
        return parameterHelp(command.get_help_all_ptr()->count() > 0 ? Audience::Experiment
                                                                     : Audience::Basic);
    });
}

Result<RunRequest> requestOf(const StageArguments& arguments)
{
    RunRequest request;
    request.preset = arguments.preset;
    request.trainUntil = arguments.trainUntil;
    if (arguments.trainFraction > 0)
        request.trainFraction = arguments.trainFraction;
    if (arguments.seed >= 0)
        request.seed = arguments.seed;
    request.device = arguments.device;
    if (arguments.detectors)
        request.parameters.emplace_back("run.detectors", *arguments.detectors);
    for (const auto& setting : arguments.settings) {
        const auto equals = setting.find('=');
        if (equals == std::string::npos)
            return fail(ErrorCode::InvalidArgument, fmt::format("--set {}: there is no '='", setting),
                        "write it as --set stage.parameter=value");
        request.parameters.emplace_back(setting.substr(0, equals), setting.substr(equals + 1));
    }
    request.methods = arguments.methods;
    return request;
}

Result<PipelineOptions> resolveOptions(const Project& project, const StageArguments& arguments)
{
    NODESENTRY_TRY(const auto request, requestOf(arguments));
    NODESENTRY_TRY(const auto options, nodesentry::resolveOptions(project, request));
    const bool namesDetectors
        = std::any_of(request.parameters.begin(), request.parameters.end(),
                      [](const auto& parameter) { return parameter.first == "run.detectors"; });
    NODESENTRY_CHECK(settleDetectors(project, arguments.allowDetectors, namesDetectors, options));
    return options;
}

} // namespace nodesentry::cli
