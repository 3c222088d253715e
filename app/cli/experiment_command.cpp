#include "app/cli/command.h"
#include "app/cli/progress_printer.h"
#include "app/cli/project_options.h"
#include "app/cli/text_table.h"
#include "core/experiment/experiment.h"
#include "core/experiment/experiment_report.h"

#include <spdlog/fmt/fmt.h>

#include <cmath>
#include <filesystem>
#include <memory>
#include <optional>

namespace nodesentry::cli {

namespace {

struct ExperimentArguments {
    StageArguments stages;
    std::string table;
    std::string parameter; ///< empty: all sweeps, one after the other
    std::vector<std::string> values;
    std::vector<int> seeds;
    std::string folder; ///< empty: beside the project
};

/// "0.481 ± 0.003"
std::string cell(const MeanAndDeviation& figure)
{
    if (!std::isfinite(figure.mean))
        return "-";
    const auto text = [](double value, double size) {
        return std::abs(size) >= 10 ? fmt::format("{:.1f}", value) : fmt::format("{:.3f}", value);
    };
    return std::isfinite(figure.deviation)
        ? fmt::format("{} ± {}", text(figure.mean, figure.mean), text(figure.deviation, figure.mean))
        : text(figure.mean, figure.mean);
}

std::string tableOf(const ExperimentResult& result)
{
    TextTable table({"row", "AUC-PR", "AUC-ROC", "VUS-PR", "F1", "F1 oracle", "PA%20", "event R", "false/day",
                     "paper F1", "seconds"});
    for (const auto& row : result.rows) {
        std::vector<std::string> cells{row.row.title};
        for (const auto figure : {&StrictFigures::aucPr, &StrictFigures::aucRoc, &StrictFigures::vusPr,
                                  &StrictFigures::f1, &StrictFigures::f1Oracle, &StrictFigures::paK20,
                                  &StrictFigures::eventRecall, &StrictFigures::falseAlarmsPerNodeDay})
            cells.push_back(cell(figureOf(row, figure)));
        cells.push_back(cell(figureOf(row, &PaperFigures::f1)));
        cells.push_back(cell(secondsOf(row)));
        table.add(std::move(cells));
    }
    return table.text();
}

void print(const ExperimentResult& result, const std::vector<std::string>& files)
{
    fmt::print("{}: {} seed{}{}\n", result.request.name(), result.request.seeds.size(),
               result.request.seeds.size() == 1 ? "" : "s, mean ± standard deviation",
               "; F1 oracle: threshold chosen on the labels, an upper bound");
    if (!result.changed.empty())
        fmt::print("with {}, as the project was last run or as was said; all else is the default\n",
                   settingsText(result.changed));
    fmt::print("{}", tableOf(result));
    for (const auto& row : result.rows)
        for (const auto& made : row.cells)
            if (!made.error.empty())
                fmt::print("{}, seed {}: {}\n", row.row.name, made.seed, made.error);
    for (const auto& file : files)
        fmt::print("  {}\n", file);
}

Result<std::vector<ExperimentRequest>> requestsOf(const ExperimentArguments& arguments)
{
    ExperimentRequest request;
    request.table = arguments.table == "methods" ? ExperimentTable::Methods
        : arguments.table == "ablation"          ? ExperimentTable::Ablation
                                                 : ExperimentTable::Sweep;
    request.methods = arguments.stages.methods;
    request.values = arguments.values;
    request.parameter = arguments.parameter;
    if (!arguments.seeds.empty())
        request.seeds = arguments.seeds;
    else if (arguments.stages.seed >= 0)
        request.seeds = {arguments.stages.seed};
    if (request.table != ExperimentTable::Sweep && !(request.parameter.empty() && request.values.empty()))
        return fail(ErrorCode::InvalidArgument, "--param and --values belong to --table sweep");
    if (request.table != ExperimentTable::Methods && !request.methods.empty())
        return fail(ErrorCode::InvalidArgument, "--method belongs to --table methods");
    if (request.table != ExperimentTable::Sweep || !request.parameter.empty())
        return std::vector<ExperimentRequest>{request};
    if (!request.values.empty())
        return fail(ErrorCode::InvalidArgument, "--values needs a --param to be values of");
    std::vector<ExperimentRequest> all;
    for (const auto& sweep : sweeps()) {
        request.parameter = sweep.name;
        all.push_back(request);
    }
    return all;
}

Result<void> experiment(const ExperimentArguments& arguments, const Environment& environment)
{
    NODESENTRY_TRY(const auto project, Project::open(arguments.stages.project, OpenMode::ReadOnly));
    NODESENTRY_TRY(const auto options, resolveOptions(*project, arguments.stages));
    NODESENTRY_TRY(const auto requests, requestsOf(arguments));
    const auto folder = arguments.folder.empty()
        ? std::filesystem::path(project->path()).replace_extension(".experiments").string()
        : arguments.folder;
    std::string json;
    for (std::size_t i = 0; i < requests.size(); ++i) {
        std::optional<ExperimentResult> result;
        {
            ProgressPrinter printer(!environment.quiet);
            const RunContext context(environment.stop, printer.function(), environment.threads);
            NODESENTRY_TRY(result, runExperiment(*project, options, requests[i], folder, context));
        }
        NODESENTRY_TRY(const auto files, writeExperiment(*result, folder));
        if (!arguments.stages.json) {
            fmt::print("{}", i == 0 ? "" : "\n");
            print(*result, files);
        }
        json += (i == 0 ? "" : ",") + experimentJson(*result);
    }
    if (arguments.stages.json)
        fmt::print("{}\n", requests.size() == 1 ? json : "[" + json + "]");
    return {};
}

} // namespace

void addExperimentCommand(CommandList& commands)
{
    const auto arguments = std::make_shared<ExperimentArguments>();
    auto* command = commands.add(
        "experiment",
        "Compare methods, parts of the method, or values of a parameter over several seeds; the project "
        "stays "
        "as it is, and a run that was stopped goes on",
        [arguments](const Environment& environment) { return experiment(*arguments, environment); });
    addStageArguments(*command, arguments->stages);
    command->add_option("--table", arguments->table, "methods, ablation or sweep")
        ->check(CLI::IsMember({"methods", "ablation", "sweep"}))
        ->required();
    std::string names;
    for (const auto& sweep : sweeps())
        names += (names.empty() ? "" : ", ") + sweep.name;
    command->add_option("--param", arguments->parameter,
                        "What to sweep: " + names
                            + ", or any stage.parameter; all of the former if left out");
    command->add_option("--values", arguments->values, "Values to try instead of the usual ones")
        ->delimiter(',');
    command->add_option("--seeds", arguments->seeds, "Seeds, separated by commas; 1,2,3,4,5 if left out")
        ->delimiter(',')
        ->check(CLI::NonNegativeNumber);
    command->add_option("--out", arguments->folder,
                        "Folder of tables, plots and finished cells; NAME.experiments beside the project if "
                        "left out");
}

} // namespace nodesentry::cli
