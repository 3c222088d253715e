#include "app/cli/project_options.h"

#include "core/pipeline/stored_options.h"

#include <spdlog/fmt/fmt.h>

#include <filesystem>

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

} // namespace

void addStageArguments(CLI::App& command, StageArguments& arguments)
{
    command.add_option("PROJECT", arguments.project, "Project folder, NAME.nsproj")->required();
    command
        .add_option("--preset", arguments.preset,
                    "Start from these parameters instead of those the project was last run with")
        ->check(CLI::IsMember({"default", "paper"}));
    auto* until = command.add_option("--train-until", arguments.trainUntil,
                                     "Train on what lies before this time, test on the rest");
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
    command.add_option("--detectors", arguments.detectors,
                       "Folder of JSON files that declare external detectors; kept for the next run");
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
    auto binder = bindParameters(options);
    if (!arguments.trainUntil.empty())
        NODESENTRY_CHECK(binder.set("prepare.train_until", arguments.trainUntil));
    if (arguments.trainFraction > 0) {
        NODESENTRY_CHECK(binder.set("prepare.train_until", ""));
        NODESENTRY_CHECK(binder.set("prepare.train_fraction", fmt::format("{}", arguments.trainFraction)));
    }
    if (arguments.detectors)
        options.detectors = arguments.detectors->empty()
            ? std::string()
            : std::filesystem::absolute(*arguments.detectors).lexically_normal().string();
    if (arguments.seed >= 0)
        NODESENTRY_CHECK(binder.set("run.seed", std::to_string(arguments.seed)));
    for (const auto& setting : arguments.settings) {
        const auto equals = setting.find('=');
        if (equals == std::string::npos)
            return fail(ErrorCode::InvalidArgument, fmt::format("--set {}: there is no '='", setting),
                        "write it as --set stage.parameter=value");
        NODESENTRY_CHECK(binder.set(setting.substr(0, equals), setting.substr(equals + 1)));
    }
    return options;
}

} // namespace nodesentry::cli
