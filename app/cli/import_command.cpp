#include "app/cli/command.h"
#include "app/cli/progress_printer.h"
#include "core/base/time.h"
#include "core/pipeline/import_stage.h"

#include <spdlog/fmt/fmt.h>

#include <memory>

namespace nodesentry::cli {

namespace {

struct ImportArguments {
    std::vector<std::string> sources;
    std::string project;
    ImportOptions options;
    std::string format = "auto"; ///< CSV is the one there is so far, so that both mean the same
    bool noLabelColumn = false;
    bool json = false;
};

void printReport(const ImportReport& report, const std::string& project)
{
    fmt::print("{}: {} samples of {} files at a step of {}, {} to {}\n", project, report.samples,
               report.files, formatDuration(static_cast<double>(report.stepMs) / 1000.0),
               formatUtc(report.span.begin), formatUtc(report.span.end));
    fmt::print("  {} values missing in {} gaps, {} counters made into rates, {} columns dropped by rule\n",
               report.missing, report.gaps, report.counters, report.droppedColumns);
    fmt::print("  {} jobs ({} rejected), {} labels\n", report.jobsAccepted, report.jobsRejected,
               report.labels);
    constexpr std::size_t kShown = 20;
    for (std::size_t i = 0; i < std::min(kShown, report.skipped.size()); ++i) {
        const auto& item = report.skipped[i];
        fmt::print("  skipped {}{}: {}\n", item.file,
                   item.line > 0 ? fmt::format(":{}", item.line) : std::string(), item.reason);
    }
    if (report.skipped.size() > kShown)
        fmt::print("  and {} more, see --json\n", report.skipped.size() - kShown);
}

} // namespace

void addImportCommand(CommandList& commands)
{
    const auto arguments = std::make_shared<ImportArguments>();
    auto* command = commands.add(
        "import", "Import samples, jobs and labels into a project, which is made if it does not exist",
        [arguments](const Environment& environment) -> Result<void> {
            arguments->options.useLabelColumn = !arguments->noLabelColumn;
            std::optional<ImportReport> report;
            {
                ProgressPrinter printer(!environment.quiet);
                const RunContext context(environment.stop, printer.function(), environment.threads);
                NODESENTRY_TRY(
                    report,
                    importIntoProject(arguments->project, arguments->sources, arguments->options, context));
            }
            if (arguments->json)
                fmt::print("{}\n", report->toJson());
            else
                printReport(*report, arguments->project);
            return {};
        });
    command->add_option("SOURCE", arguments->sources, "Folders or files: CSV, plain or gzip")
        ->required()
        ->check(CLI::ExistingPath);
    command->add_option("--into", arguments->project, "Project folder, NAME.nsproj")->required();
    command->add_option("--format", arguments->format, "Format of the sources; auto finds it out")
        ->check(CLI::IsMember({"auto", "csv"}))
        ->capture_default_str();
    command->add_option("--jobs", arguments->options.jobsFile, "Job table, as sacct --parsable2 prints it")
        ->check(CLI::ExistingFile);
    command->add_option("--labels", arguments->options.labelsFile, "Table of labelled intervals")
        ->check(CLI::ExistingFile);
    command
        ->add_option("--step", arguments->options.stepSeconds,
                     "Sampling step in seconds; found out if not given")
        ->check(CLI::PositiveNumber);
    command->add_option("--rules", arguments->options.rulesFile, "Metric rules, instead of the built-in ones")
        ->check(CLI::ExistingFile);
    command->add_option("--tz", arguments->options.timeZone, "Zone of times that do not say one")
        ->capture_default_str();
    command->add_flag("--no-label-column", arguments->noLabelColumn, "Ignore label columns in the samples");
    command->add_flag("--keep-users", arguments->options.keepUsers,
                      "Store user names as they are, not hashed");
    command->add_flag("--json", arguments->json, "Answer with one JSON object");
}

} // namespace nodesentry::cli
