#include "app/cli/command.h"
#include "app/cli/evaluation_table.h"
#include "app/cli/progress_printer.h"
#include "app/cli/project_options.h"
#include "core/base/reason.h"
#include "core/detect/score_store.h"
#include "core/pipeline/evaluation_report.h"
#include "core/pipeline/method_names.h"
#include "core/pipeline/pipeline.h"
#include "core/pipeline/stored_evaluation.h"
#include "core/pipeline/stored_options.h"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>
#include <spdlog/fmt/ranges.h>
#include <spdlog/spdlog.h>

#include <memory>

namespace nodesentry::cli {

namespace {

/// The methods asked for, or all that have scores; the random row always comes with them.
Result<std::vector<std::string>> methodsToJudge(const Project& project, const PipelineOptions& options,
                                                const std::vector<std::string>& asked)
{
    NODESENTRY_TRY(const auto known, knownMethods(project, options));
    if (!asked.empty())
        return checkedMethods(asked, known);
    NODESENTRY_TRY(const auto stored, ScoreStore::methods(project.scoresPath()));
    std::vector<std::string> methods;
    for (const auto& method : known)
        if (std::find(stored.begin(), stored.end(), method.name) != stored.end())
            methods.push_back(method.name);
    if (methods.empty())
        return fail(Reason::NothingDetected);
    // Scores that are there can be judged; made again they are by allowed programs only.
    return checkedMethods(project.readOnly() ? std::move(methods) : allowedOnly(methods, known), known);
}

EvaluationRequest requestOf(std::vector<std::string> methods, const std::string& by)
{
    if (by.empty())
        return {std::move(methods), EvaluationGroup::None, {}};
    if (by == "node")
        return {std::move(methods), EvaluationGroup::Node, {}};
    if (by == "class")
        return {std::move(methods), EvaluationGroup::Category, {}};
    if (by == "job")
        return {std::move(methods), EvaluationGroup::Job, {}};
    return {std::move(methods), EvaluationGroup::Attribute, by};
}

/// Nothing can be computed anew while somebody else has the project. Figures of the last run must not pass
/// for those of the parameters that were asked for.
Result<void> checkStoredScores(const Project& project, const PipelineOptions& options,
                               const std::vector<std::string>& methods, const StageArguments& arguments)
{
    NODESENTRY_TRY(const auto stale, staleMethods(project, options, methods));
    if (stale.empty())
        return {};
    const bool asked = !arguments.preset.empty() || !arguments.trainUntil.empty()
        || arguments.trainFraction > 0 || arguments.seed >= 0 || arguments.detectors
        || !arguments.settings.empty();
    if (!asked) {
        spdlog::warn("the project cannot be changed now: these are the figures of the last run, although "
                     "samples, jobs, labels or parameters have changed since ({})",
                     fmt::join(stale, ", "));
        return {};
    }
    return fail(ErrorCode::Locked,
                fmt::format("there are no scores of {} with these parameters, and none can be made while the "
                            "project cannot be changed",
                            fmt::join(stale, ", ")),
                "close the other program that has the project open, or leave the parameters as the last run "
                "had them");
}

Result<void> evaluate(const StageArguments& arguments, const std::string& by, const Environment& environment)
{
    NODESENTRY_TRY(const auto project,
                   Project::open(arguments.project,
                                 environment.readOnly ? OpenMode::ReadOnly : OpenMode::ReadWriteIfFree));
    NODESENTRY_TRY(const auto options, resolveOptions(*project, arguments));
    NODESENTRY_TRY(const auto methods, methodsToJudge(*project, options, arguments.methods));
    std::string report;
    {
        ProgressPrinter printer(!environment.quiet);
        const RunContext context(environment.stop, printer.function(), environment.threads);
        double begin = 0.0;
        if (!project->readOnly()) {
            // What is missing or stale of the scores is made first, so that the figures are those of the
            // present data and parameters.
            NODESENTRY_CHECK(storeOptions(*project, options));
            Pipeline pipeline(project, options);
            pipeline.setMethods(methods);
            begin = by.empty() ? 1.0 : 0.5;
            NODESENTRY_CHECK(pipeline.run(context.part(0.0, begin), Stage::Evaluate));
        } else {
            NODESENTRY_CHECK(checkStoredScores(*project, options, methods, arguments));
        }
        if (by.empty() && !project->readOnly()) {
            NODESENTRY_TRY(const auto document, project->document("evaluation"));
            report = document.value_or("{}");
        }
        if (report.empty()
            || report == "{}") { // read-only, grouped, or without labels, which is an error here
            NODESENTRY_TRY(
                report, evaluateProject(*project, options, requestOf(methods, by), context.part(begin, 1.0)));
        }
    }
    NODESENTRY_TRY(const auto evaluation, parseEvaluation(report));
    if (arguments.json)
        fmt::print("{}\n", report);
    else
        fmt::print("{}", evaluationTables(evaluation));
    return {};
}

} // namespace

void addEvaluateCommand(CommandList& commands)
{
    const auto arguments = std::make_shared<StageArguments>();
    const auto by = std::make_shared<std::string>();
    auto* command = commands.add(
        "evaluate", "Compare the scores with the labels on test time",
        [arguments, by](const Environment& environment) { return evaluate(*arguments, *by, environment); });
    addStageArguments(*command, *arguments);
    command->add_option("--by", *by, "Also by node, class, job, or a column of the job table such as app");
}

} // namespace nodesentry::cli
