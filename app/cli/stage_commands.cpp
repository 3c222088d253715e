// run, prepare, cluster, train, detect: the stages of the pipeline.

#include "app/cli/command.h"
#include "app/cli/evaluation_table.h"
#include "app/cli/progress_printer.h"
#include "app/cli/project_options.h"
#include "core/base/json_text.h"
#include "core/base/time.h"
#include "core/pipeline/cluster_agreement.h"
#include "core/pipeline/pipeline.h"
#include "core/pipeline/stored_evaluation.h"
#include "core/pipeline/stored_options.h"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

#include <memory>

namespace nodesentry::cli {

namespace {

/// Opens the project and runs everything stale up to and including one stage.
Result<std::vector<StageOutcome>> runUpTo(Stage last, const StageArguments& arguments,
                                          const Environment& environment, std::shared_ptr<Project>& project)
{
    NODESENTRY_CHECK(mayChange(environment));
    NODESENTRY_TRY(project, Project::open(arguments.project, OpenMode::ReadWrite));
    NODESENTRY_TRY(const auto options, resolveOptions(*project, arguments));
    NODESENTRY_CHECK(storeOptions(*project, options));
    Pipeline pipeline(project, options);
    NODESENTRY_TRY(const auto request, requestOf(arguments));
    NODESENTRY_TRY(auto methods, resolveMethods(*project, options, request));
    pipeline.setMethods(std::move(methods));
    ProgressPrinter printer(!environment.quiet);
    return pipeline.run(RunContext(environment.stop, printer.function(), environment.threads), last);
}

nlohmann::json asJson(const std::vector<StageOutcome>& outcomes)
{
    auto stages = nlohmann::json::object();
    for (const auto& outcome : outcomes) {
        auto summary = nlohmann::json::parse(outcome.summary);
        summary["up_to_date"] = outcome.upToDate;
        summary["seconds"] = outcome.seconds;
        stages[stageName(outcome.stage)] = std::move(summary);
    }
    return stages;
}

/// "4 models, 120 windows …": the figures of a summary that are plain numbers or texts.
std::string figures(const nlohmann::json& summary)
{
    std::string text;
    for (const auto& [name, value] : summary.items()) {
        if (!value.is_number() && !value.is_string())
            continue;
        const auto shown = value.is_number_float() ? fmt::format("{:.3g}", value.get<double>())
            : value.is_string()                    ? value.get<std::string>()
                                                   : jsonText(value);
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", name, shown);
    }
    return text;
}

void printOutcomes(const std::vector<StageOutcome>& outcomes)
{
    for (const auto& outcome : outcomes) {
        const auto summary = nlohmann::json::parse(outcome.summary);
        const auto time = outcome.upToDate ? std::string("up to date") : formatDuration(outcome.seconds);
        fmt::print("{:<9} {:>11}  {}\n", stageName(outcome.stage), time, figures(summary));
        if (summary.contains("warnings"))
            for (const auto& warning : summary["warnings"])
                fmt::print("{:<22} {}\n", "", warning.get<std::string>());
        if (outcome.stage == Stage::Detect)
            for (const auto& [method, figuresOf] : summary.items())
                fmt::print("{:<22} {}: {}\n", "", method, figures(figuresOf));
    }
}

Result<void> runAndPrint(Stage last, const StageArguments& arguments, const Environment& environment)
{
    std::shared_ptr<Project> project;
    NODESENTRY_TRY(const auto outcomes, runUpTo(last, arguments, environment, project));
    NODESENTRY_TRY(const auto evaluation, project->document("evaluation"));
    const bool evaluated = last == Stage::Evaluate && evaluation && *evaluation != "{}";
    nlohmann::json figuresOf;
    if (evaluated) {
        NODESENTRY_TRY(figuresOf, parseEvaluation(*evaluation));
    }
    if (arguments.json) {
        nlohmann::json answer{{"stages", asJson(outcomes)}};
        if (evaluated)
            answer["evaluation"] = figuresOf;
        fmt::print("{}\n", jsonText(answer));
        return {};
    }
    printOutcomes(outcomes);
    if (evaluated)
        fmt::print("\n{}", evaluationTables(figuresOf));
    else if (last == Stage::Evaluate)
        fmt::print("\nThere are no labels, so there is nothing to judge the detection by.\n");
    return {};
}

/// The numbers of clusters to choose from, and how surely a segment finds its cluster.
/// @param summary  by value: what is missing in it is null, and an exception, not undefined
void printClustering(nlohmann::json summary)
{
    std::string best;
    for (auto& choice : summary["alternatives"])
        best += fmt::format("{}{} ({:.3f})", best.empty() ? "" : ", ", choice["k"].get<int>(),
                            choice["silhouette"].get<double>());
    if (!best.empty())
        fmt::print("\nbest numbers of clusters by silhouette: {}\n", best);
    auto& calibration = summary["calibration"];
    if (const auto heldBack = calibration["held_back"].get<std::int64_t>(); heldBack > 0)
        fmt::print(
            "of {} training segments held back, {} fit no cluster ({:.2f} %, {:.2f} % was asked for), {} "
            "came nearest to another cluster than their own\n",
            heldBack, calibration["turned_away"].get<std::int64_t>(),
            100 * calibration["reached_rate"].get<double>(), 100 * calibration["false_rate"].get<double>(),
            calibration["misplaced"].get<std::int64_t>());
    if (summary.contains("note"))
        fmt::print("note: {}\n", summary["note"].get<std::string>());
}

Result<void> runCluster(const StageArguments& arguments, const std::string& against,
                        const Environment& environment)
{
    std::shared_ptr<Project> project;
    NODESENTRY_TRY(const auto outcomes, runUpTo(Stage::Cluster, arguments, environment, project));
    auto summary = nlohmann::json::parse(outcomes.back().summary);
    auto answer = nlohmann::json{{"k", summary["k"]}, {"silhouette", summary["silhouette"]}};
    if (!against.empty()) {
        NODESENTRY_TRY(const auto agreement, clusterAgreement(*project, against));
        answer["ari"] = agreement.all;
        answer["ari_training"] = agreement.training;
        answer["segments"] = agreement.segments;
        answer["training_segments"] = agreement.trainingSegments;
        answer["fit_no_cluster"] = agreement.fitNone;
        answer["values"] = agreement.values;
    }
    if (arguments.json) {
        for (const char* name : {"method", "linkage", "eps", "silhouette_error", "note", "alternatives",
                                 "curve", "sizes", "noise", "calibration", "edits"})
            if (summary.contains(name))
                answer[name] = summary[name];
        fmt::print("{}\n", jsonText(answer));
        return {};
    }
    printOutcomes(outcomes);
    printClustering(summary);
    if (!against.empty())
        fmt::print("\nadjusted Rand index against {}: {:.3f} over {} segments of jobs, {:.3f} over the {} in "
                   "training\n",
                   against, answer["ari"].get<double>(), answer["segments"].get<int>(),
                   answer["ari_training"].get<double>(), answer["training_segments"].get<int>());
    return {};
}

} // namespace

void addStageCommands(CommandList& commands)
{
    struct StageCommand {
        const char* name;
        const char* description;
        Stage last;
    };
    for (const auto& [name, description, last] :
         {StageCommand{"run", "Run every stage that is stale, up to the evaluation", Stage::Evaluate},
          StageCommand{"prepare", "Clean, reduce and standardise the samples, cut them into segments",
                       Stage::Prepare},
          StageCommand{"train", "Train one model for each cluster; runs what it needs first", Stage::Train},
          StageCommand{"detect", "Score all nodes and list the cases; runs what it needs first",
                       Stage::Detect}}) {
        const auto arguments = std::make_shared<StageArguments>();
        auto* command = commands.add(name, description, [arguments, last](const Environment& environment) {
            return runAndPrint(last, *arguments, environment);
        });
        addStageArguments(*command, *arguments);
    }
    const auto arguments = std::make_shared<StageArguments>();
    const auto against = std::make_shared<std::string>();
    auto* command = commands.add("cluster", "Group the segments by their features; runs what it needs first",
                                 [arguments, against](const Environment& environment) {
                                     return runCluster(*arguments, *against, environment);
                                 });
    addStageArguments(*command, *arguments);
    command->add_option("--against", *against,
                        "Column of the job table to compare with by the adjusted Rand index, e.g. App");
}

} // namespace nodesentry::cli
