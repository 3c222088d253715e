#include "app/cli/command.h"
#include "app/cli/progress_printer.h"
#include "core/base/time.h"
#include "core/pipeline/simulate_stage.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>

namespace nodesentry::cli {

namespace {

struct SimulateArguments {
    std::string project;
    std::string like;
    std::map<std::string, std::string> settings; ///< parameter name -> text, as given
    bool json = false;
};

std::string flagOf(std::string parameter)
{
    std::replace(parameter.begin(), parameter.end(), '_', '-');
    return "--" + parameter;
}

Result<SimulationOptions> optionsOf(const SimulateArguments& arguments)
{
    SimulationOptions options;
    if (!arguments.like.empty()) {
        NODESENTRY_TRY(options, simulationLike(arguments.like));
    }
    ParameterBinder binder;
    bindParameters(binder, options);
    for (const auto& [name, text] : arguments.settings)
        if (!text.empty())
            NODESENTRY_CHECK(binder.set(name, text));
    return options;
}

void printReport(const SimulationReport& report, const std::string& project)
{
    fmt::print("{}: {} nodes with {} metrics, {} samples at a step of {}, {} to {}\n", project, report.nodes,
               report.metrics, report.samples, formatDuration(report.options.stepSeconds),
               formatUtc(report.span.begin), formatUtc(report.span.end));
    fmt::print(
        "  {} jobs, {} anomalies over {} samples ({:.3f} %), {} benign bursts without a label, {:.2f} % "
        "of the values missing\n",
        report.jobs, report.labels, report.anomalousSamples, 100.0 * report.anomalyRatio(),
        report.benignBursts.size(), 100.0 * report.missingRatio());
    fmt::print("  The data is invented: results on it are no evidence about real clusters.\n");
}

Result<void> simulate(const SimulateArguments& arguments, const Environment& environment)
{
    NODESENTRY_CHECK(mayChange(environment));
    NODESENTRY_TRY(const auto options, optionsOf(arguments));
    std::optional<SimulationReport> report;
    {
        ProgressPrinter printer(!environment.quiet);
        const RunContext context(environment.stop, printer.function(), environment.threads);
        NODESENTRY_TRY(report, simulateIntoProject(arguments.project, options, context));
    }
    if (arguments.json)
        fmt::print("{}\n", report->toJson(true));
    else
        printReport(*report, arguments.project);
    return {};
}

} // namespace

void addSimulateCommand(CommandList& commands)
{
    const auto arguments = std::make_shared<SimulateArguments>();
    auto* command = commands.add(
        "simulate", "Make a project with the data of a cluster that does not exist, with labelled anomalies",
        [arguments](const Environment& environment) { return simulate(*arguments, environment); });
    command->add_option("--into", arguments->project, "Project folder to make, NAME.nsproj")->required();
    command
        ->add_option("--like", arguments->like,
                     "Size and anomaly ratio of a data set of the paper; the options below change it")
        ->check(CLI::IsMember({"d1", "d2"}));
    SimulationOptions defaults;
    ParameterBinder binder;
    bindParameters(binder, defaults);
    for (const auto& parameter : binder.parameters()) {
        const auto range = parameter.rangeText();
        command->add_option(flagOf(parameter.name), arguments->settings[parameter.name], parameter.help)
            ->type_name(range.empty() ? "TEXT" : fmt::format("{} {}", range, parameter.unit))
            ->default_str(parameter.defaultText);
    }
    command->add_flag("--json", arguments->json, "Answer with one JSON object");
}

} // namespace nodesentry::cli
