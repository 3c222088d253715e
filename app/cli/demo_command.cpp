#include "app/cli/command.h"
#include "app/cli/evaluation_table.h"
#include "app/cli/progress_printer.h"
#include "app/cli/text_table.h"
#include "core/base/log.h"
#include "core/base/time.h"
#include "core/pipeline/demo.h"
#include "core/pipeline/method_names.h"
#include "core/pipeline/stored_evaluation.h"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

#include <memory>
#include <optional>

namespace nodesentry::cli {

namespace {

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
    std::optional<Demo> made;
    {
        ProgressPrinter printer(!environment.quiet);
        NODESENTRY_TRY(
            made, makeDemo(folder, RunContext(environment.stop, printer.function(), environment.threads)));
    }
    if (const auto& imported = made->imported)
        fmt::print("Imported {} samples, {} jobs and {} injected faults from {}\n", imported->samples,
                   imported->jobsAccepted, imported->labels, made->sample);
    double seconds = 0.0;
    for (const auto& outcome : made->stages)
        seconds += outcome.seconds;
    spdlog::info("all stages took {}", formatDuration(seconds));
    const auto& project = made->project;
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
