#include "app/cli/command.h"
#include "app/cli/evaluation_table.h"
#include "app/cli/progress_printer.h"
#include "app/cli/project_options.h"
#include "app/cli/text_table.h"
#include "core/base/log.h"
#include "core/base/time.h"
#include "core/pipeline/import_stage.h"
#include "core/pipeline/method_names.h"
#include "core/pipeline/pipeline.h"
#include "core/pipeline/stored_evaluation.h"
#include "core/pipeline/stored_options.h"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>
#include <spdlog/fmt/ranges.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <memory>

namespace nodesentry::cli {

namespace fs = std::filesystem;

namespace {

/// The sample was scraped once a second and its jobs last about a minute, against 15 s and hours at a site:
/// what is counted in seconds is scaled down accordingly.
constexpr std::array kSampleSettings{"cluster.match_period_s=20", "detect.window_s=300",
                                     "detect.merge_gap_s=5", "evaluate.transition_exclusion_s=4"};

/// The folder with the recording that comes with the program: from the build tree, or installed.
Result<fs::path> findSample()
{
    std::vector<fs::path> candidates;
    if (const char* chosen = std::getenv("NODESENTRY_SAMPLE"))
        candidates.emplace_back(chosen);
    std::error_code error;
    const auto program = fs::read_symlink("/proc/self/exe", error);
    candidates.push_back(program.parent_path() / "../share/nodesentry-workbench/sample");
    candidates.push_back(program.parent_path() / "../../../resources/sample");
    for (const auto& candidate : candidates)
        if (fs::exists(candidate / "jobs.psv", error))
            return fs::canonical(candidate, error);
    return fail(ErrorCode::NotFound, "the sample recording is not beside the program",
                "name its folder in the environment variable NODESENTRY_SAMPLE");
}

Result<void> importSample(const std::string& project, const Environment& environment)
{
    NODESENTRY_TRY(const auto sample, findSample());
    ImportOptions options;
    options.jobsFile = (sample / "jobs.psv").string();
    options.labelsFile = (sample / "labels.csv").string();
    ProgressPrinter printer(!environment.quiet);
    const RunContext context(environment.stop, printer.function(), environment.threads);
    NODESENTRY_TRY(const auto report, importIntoProject(project, {sample.string()}, options, context));
    fmt::print("Imported {} samples, {} jobs and {} injected faults from {}\n", report.samples,
               report.jobsAccepted, report.labels, sample.string());
    return {};
}

/// Each injected fault with the case that found it, if one did.
Result<std::string> faultTable(const Project& project)
{
    NODESENTRY_TRY(const auto labels, project.labels());
    NODESENTRY_TRY(const auto cases, project.cases(kNodeSentryMethod));
    NODESENTRY_TRY(const auto metrics, project.metrics());
    TextTable table(
        {"injected fault", "node", "begin", "lasts", "first flagged", "strongest metric in the case"});
    for (const auto& label : labels) {
        const TimeRange fault{label.begin, label.end.value_or(label.begin + 1)};
        const Case* found = nullptr;
        for (const auto& item : cases)
            if (item.node == label.node && item.range.overlaps(fault)
                && (found == nullptr || item.range.begin < found->range.begin))
                found = &item;
        std::string flagged = "not found";
        std::string metric;
        if (found != nullptr) {
            const auto delay
                = static_cast<double>(std::max<TimeMs>(0, found->range.begin - fault.begin)) / 1000.0;
            flagged = fmt::format("after {:.0f} s", delay);
            if (!found->topMetrics.empty())
                metric = metrics.at(static_cast<std::size_t>(found->topMetrics.front())).name;
        }
        table.add({label.category, label.node, formatUtc(label.begin / 1000 * 1000),
                   formatDuration(static_cast<double>(fault.length()) / 1000.0), flagged, metric});
    }
    return table.text();
}

Result<void> demo(const std::string& folder, const Environment& environment)
{
    NODESENTRY_CHECK(mayChange(environment));
    std::error_code error;
    if (!fs::exists(fs::path(folder) / "project.db", error))
        NODESENTRY_CHECK(importSample(folder, environment));

    NODESENTRY_TRY(const auto project, Project::open(folder, OpenMode::ReadWrite));
    StageArguments arguments;
    arguments.preset = "default";
    arguments.settings.assign(kSampleSettings.begin(), kSampleSettings.end());
    NODESENTRY_TRY(const auto options, resolveOptions(*project, arguments));
    NODESENTRY_CHECK(storeOptions(*project, options));
    Pipeline pipeline(project, options);
    {
        ProgressPrinter printer(!environment.quiet);
        NODESENTRY_TRY(const auto outcomes,
                       pipeline.run(RunContext(environment.stop, printer.function(), environment.threads)));
        double seconds = 0.0;
        for (const auto& outcome : outcomes)
            seconds += outcome.seconds;
        spdlog::info("all stages took {}", formatDuration(seconds));
    }
    NODESENTRY_TRY(const auto faults, faultTable(*project));
    NODESENTRY_TRY(const auto evaluation, project->document("evaluation"));
    NODESENTRY_TRY(const auto figures, parseEvaluation(evaluation.value_or("{}")));
    fmt::print("\n{}\n{}\nThe project is in {}; look at it with: nodesentry-workbench {}\n", faults,
               evaluationTables(figures), folder, folder);
    return {};
}

} // namespace

void addDemoCommand(CommandList& commands)
{
    const auto folder = std::make_shared<std::string>("demo.nsproj");
    auto* command
        = commands.add("demo", "Do the whole job on the recording that comes with the program",
                       [folder](const Environment& environment) { return demo(*folder, environment); });
    command->add_option("DIR", *folder, "Project folder to make")->capture_default_str();
}

} // namespace nodesentry::cli
