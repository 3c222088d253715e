#include "app/cli/project_options.h"

#include "core/base/log.h"
#include "core/model/torch_runtime.h"
#include "core/pipeline/method_names.h"
#include "core/pipeline/stored_options.h"

#include <spdlog/fmt/fmt.h>

namespace nodesentry::cli {

namespace {

std::string parameterHelp()
{
    PipelineOptions options;
    std::string text = "Parameters for --set stage.parameter=value (default, range, unit):\n";
    const auto binder = bindParameters(options);
    for (const auto& parameter : binder.parameters()) {
        text += fmt::format("  {} = {}", parameter.name,
                            parameter.defaultText.empty() ? "''" : parameter.defaultText);
        const auto range = parameter.rangeText();
        if (!range.empty() || !parameter.unit.empty())
            text += fmt::format("  [{}{}{}]", range, range.empty() || parameter.unit.empty() ? "" : " ",
                                parameter.unit);
        text += fmt::format("\n      {}\n", parameter.help);
    }
    return text;
}

/// The folder of external detectors as it is stored, and what the command line allows of it.
/// @param named  the command line names the folder; else the project does
Result<void> settleDetectors(const Project& project, bool allowAll, bool named, PipelineOptions& options)
{
    if (named)
        options.detectors = storedDetectorsFolder(project, options.detectors);
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
        ->check(CLI::IsMember({"default", "paper"}));
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
    command.footer(parameterHelp);
}

Result<PipelineOptions> resolveOptions(const Project& project, const StageArguments& arguments)
{
    PipelineOptions options;
    if (!arguments.preset.empty()) {
        NODESENTRY_TRY(options, presetOptions(arguments.preset));
    } else {
        NODESENTRY_TRY(options, storedOptions(project));
    }
    options.device = arguments.device;
    NODESENTRY_CHECK(resolveDevice(options.device)); // a wrong one is told also where nothing needs it
    auto binder = bindParameters(options);
    if (!arguments.trainUntil.empty())
        NODESENTRY_CHECK(binder.set("prepare.train_until", arguments.trainUntil));
    if (arguments.trainFraction > 0) {
        NODESENTRY_CHECK(binder.set("prepare.train_until", ""));
        NODESENTRY_CHECK(binder.set("prepare.train_fraction", fmt::format("{}", arguments.trainFraction)));
    }
    bool namesDetectors = arguments.detectors.has_value();
    if (arguments.detectors)
        options.detectors = *arguments.detectors;
    if (arguments.seed >= 0)
        NODESENTRY_CHECK(binder.set("run.seed", std::to_string(arguments.seed)));
    for (const auto& setting : arguments.settings) {
        const auto equals = setting.find('=');
        if (equals == std::string::npos)
            return fail(ErrorCode::InvalidArgument, fmt::format("--set {}: there is no '='", setting),
                        "write it as --set stage.parameter=value");
        NODESENTRY_CHECK(binder.set(setting.substr(0, equals), setting.substr(equals + 1)));
        namesDetectors = namesDetectors || setting.starts_with("run.detectors=");
    }
    NODESENTRY_CHECK(settleDetectors(project, arguments.allowDetectors, namesDetectors, options));
    return options;
}

} // namespace nodesentry::cli
