#include "app/cli/command.h"
#include "app/cli/progress_printer.h"
#include "core/base/time.h"
#include "core/data/import/importers.h"
#include "core/pipeline/import_stage.h"

#include <spdlog/fmt/fmt.h>
#include <spdlog/fmt/ranges.h>

#include <memory>

namespace nodesentry::cli {

namespace {

struct ImportArguments {
    std::vector<std::string> sources;
    std::string project;
    ImportOptions options;
    bool check = false;
    bool noLabelColumn = false;
    bool json = false;
};

/// What was left out, and what was taken otherwise than it stands there.
void printDetails(const ImportReport& report)
{
    for (const auto& [reason, count] : report.rejectedLines)
        fmt::print("  {} lines rejected: {}\n", count, reason);
    if (const auto& unknown = report.unknownNodes; unknown.nodes > 0) {
        fmt::print("  {} nodes of {} jobs are not imported: {}{}\n", unknown.nodes, unknown.jobs,
                   fmt::join(unknown.names, ", "),
                   unknown.nodes > static_cast<std::int64_t>(unknown.names.size()) ? ", …" : "");
        for (const auto& job : unknown.byJob)
            fmt::print("    job {}\n", job);
        if (unknown.jobs > static_cast<std::int64_t>(unknown.byJob.size()))
            fmt::print("    and {} more jobs\n",
                       unknown.jobs - static_cast<std::int64_t>(unknown.byJob.size()));
    }
    for (const auto& note : report.notes)
        fmt::print("  {}\n", note);
    constexpr std::size_t kShown = 20;
    for (std::size_t i = 0; i < std::min(kShown, report.skipped.size()); ++i)
        fmt::print("  skipped {}\n", ImportReport::describe(report.skipped[i]));
    if (report.skipped.size() > kShown)
        fmt::print("  and {} more, see --json\n", report.skipped.size() - kShown);
}

/// "12 jobs (1 rejected), 118 labels (2 of their lines rejected)"
std::string tablesOf(const ImportReport& report)
{
    auto text = fmt::format("{} jobs ({} rejected), {} labels", report.jobsAccepted, report.jobsRejected,
                            report.labels);
    if (report.labelLinesRejected > 0)
        text += fmt::format(" ({} of their lines rejected)", report.labelLinesRejected);
    return text;
}

void printReport(const ImportReport& report, const std::string& title)
{
    if (report.files == 0 && report.nodes == 0) { // tables alone
        fmt::print("{}: {}\n", title, tablesOf(report));
        printDetails(report);
        return;
    }
    fmt::print("{}: {} nodes, {} metrics, {} samples of {} files ({}) at a step of {}, {} to {}\n", title,
               report.nodes, report.metrics, report.samples, report.files, report.format,
               formatDuration(static_cast<double>(report.stepMs) / 1000.0), formatUtc(report.span.begin),
               formatUtc(report.span.end));
    fmt::print("  {} values missing, {} gaps, {} counters made into rates, {} columns dropped by rule\n",
               report.missing, report.gaps, report.counters, report.droppedColumns);
    fmt::print("  {}\n", tablesOf(report));
    if (report.repeated > 0)
        fmt::print("  {} times came twice; the later value counts\n", report.repeated);
    if (report.impossibleRates > 0)
        fmt::print(
            "  {} rates of counters left out: more than the counter can have, or behind a fall of no clear kind\n",
            report.impossibleRates);
    for (const auto& [column, count] : report.missingWords)
        fmt::print("  {} values of {} missing by a word such as NA\n", count, column);
    printDetails(report);
}

/// "auto" and every format there is.
std::vector<std::string> formatNames(const ImporterList& importers)
{
    std::vector<std::string> names{"auto"};
    for (const auto& importer : importers)
        names.emplace_back(importer->name());
    return names;
}

/// One line for each format.
std::string formatHelp(const ImporterList& importers)
{
    std::string help = "Formats:";
    for (const auto& importer : importers)
        help += fmt::format("\n  {:<14} {}", importer->name(), importer->help());
    return help;
}

/// What is asked of a Prometheus server. Secrets are named by a file, never given: others see command lines.
void addPrometheusOptions(CLI::App& command, PrometheusOptions& options)
{
    const auto add = [&](const std::string& name, auto& target, const std::string& help) {
        return command.add_option(name, target, help)->group("Prometheus");
    };
    add("--from", options.from, "First time to ask a server for; a day before --to if not given");
    add("--to", options.to, "End of the time to ask a server for, exclusive; now if not given");
    add("--match", options.match, "Selector of series, can be repeated; node_exporter's if not given");
    add("--node-label", options.nodeLabel, "Label whose value names the node; of instance without the port")
        ->capture_default_str();
    add("--ignore-label", options.ignoreLabels, "Label that says where a series comes from; can be repeated");
    add("--prometheus-query", options.query, "raw: the samples themselves; range: values at --step")
        ->check(CLI::IsMember({"raw", "range"}))
        ->capture_default_str();
    add("--basic-auth-file", options.credentials.basicAuthFile,
        std::string("File with user:password; else the environment's ") + kBasicAuthVariable)
        ->check(CLI::ExistingFile);
    add("--bearer-token-file", options.credentials.bearerTokenFile,
        std::string("File with a token; else the environment's ") + kBearerTokenVariable)
        ->check(CLI::ExistingFile);
    add("--prometheus-header", options.headers,
        "'NAME: VALUE' sent with each request, such as X-Scope-OrgID; can be repeated; others see it");
    add("--prometheus-header-file", options.headersFile,
        "File with such headers, one a line, for secret ones")
        ->check(CLI::ExistingFile);
    add("--ca-file", options.caFile, "Certificates of the authorities to trust, PEM")
        ->check(CLI::ExistingFile);
    add("--http-timeout", options.timeoutSeconds, "Longest time for one request, in seconds")
        ->check(CLI::Range(1.0, 3600.0))
        ->capture_default_str();
}

Result<ImportReport> importOrCheck(const ImportArguments& arguments, const RunContext& context)
{
    if (arguments.check)
        return checkImport(arguments.project, arguments.sources, arguments.options, context);
    if (arguments.project.empty())
        return fail(ErrorCode::InvalidArgument, "no project to import into",
                    "name its folder, --into NAME.nsproj, or only look with --check");
    return importIntoProject(arguments.project, arguments.sources, arguments.options, context);
}

} // namespace

void addImportCommand(CommandList& commands)
{
    const auto arguments = std::make_shared<ImportArguments>();
    auto* command = commands.add(
        "import", "Import samples, jobs and labels into a project, which is made if it does not exist",
        [arguments](const Environment& environment) -> Result<void> {
            if (!arguments->check)
                NODESENTRY_CHECK(mayChange(environment));
            arguments->options.useLabelColumn = !arguments->noLabelColumn;
            std::optional<ImportReport> report;
            {
                ProgressPrinter printer(!environment.quiet);
                const RunContext context(environment.stop, printer.function(), environment.threads);
                NODESENTRY_TRY(report, importOrCheck(*arguments, context));
            }
            if (arguments->json)
                fmt::print("{}\n", report->toJson());
            else
                printReport(*report, arguments->check ? "would import" : arguments->project);
            return {};
        });
    const auto importers = makeImporters();
    command->footer(formatHelp(importers));
    command->parse_complete_callback([arguments] {
        const auto& options = arguments->options;
        if (arguments->sources.empty() && options.jobsFile.empty() && options.sacct.empty()
            && options.labelsFile.empty())
            throw CLI::RequiredError("SOURCE, or a table with --jobs, --sacct or --labels,");
    });
    command->add_option(
        "SOURCE", arguments->sources,
        "Folders or files, all of one format, or the URL of a Prometheus server; may be left out "
        "with --jobs, --sacct or --labels");
    command->add_option("--into", arguments->project, "Project folder, NAME.nsproj; needed unless --check");
    command->add_flag("--check", arguments->check,
                      "Read everything, say what would be imported and what rejected, and write nothing");
    command->add_option("--format", arguments->options.format, "Format of the sources; auto finds it out")
        ->check(CLI::IsMember(formatNames(importers)))
        ->capture_default_str();
    command
        ->add_option(
            "--jobs", arguments->options.jobsFile,
            "Jobs: a table as sacct --parsable2 prints it, sacct --json, or an accounting log of PBS")
        ->check(CLI::ExistingFile);
    command->add_option("--sacct-format", arguments->options.sacctFormat,
                        "Columns of a job table without a header, as given to sacct --format");
    command->add_option("--sacct", arguments->options.sacct,
                        "Run sacct with these arguments and import its jobs, e.g. \"-S 2026-01-01 -E now\"");
    command->add_option("--labels", arguments->options.labelsFile, "Table of labelled intervals")
        ->check(CLI::ExistingFile);
    command
        ->add_option("--node-map", arguments->options.nodeMapFile,
                     "Table with the columns from,to: what nodes are called elsewhere and in the project")
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
    command->add_flag("--allow-rejected", arguments->options.allowRejected,
                      "Import a file of which more than one line in ten cannot be read");
    command->add_flag("--allow-far-times", arguments->options.allowFarTimes,
                      "Import rows that lie far from all others of their node");
    command->add_flag("--keep-users", arguments->options.keepUsers,
                      "Store user names as they are, not hashed");
    command->add_flag("--json", arguments->json, "Answer with one JSON object");
    addPrometheusOptions(*command, arguments->options.prometheus);
}

} // namespace nodesentry::cli
