#include "app/cli/command.h"
#include "app/cli/progress_printer.h"
#include "core/pipeline/export_layouts.h"
#include "core/pipeline/export_tables.h"
#include "core/pipeline/method_names.h"
#include "core/project/project.h"

#include <iostream>
#include <memory>

namespace nodesentry::cli {

namespace {

struct ExportArguments {
    std::string project;
    std::string what;
    std::string method = kNodeSentryMethod;
    std::string output;
    bool noSamples = false;
};

bool isLayout(const std::string& what)
{
    return what == "tool" || what == "model";
}

Result<void> exportProject(const ExportArguments& arguments, const Environment& environment)
{
    NODESENTRY_TRY(const auto project, Project::open(arguments.project, OpenMode::ReadOnly));
    if (isLayout(arguments.what)) {
        if (arguments.output.empty())
            return fail(ErrorCode::InvalidArgument, "no folder to write to", "name one: --output FOLDER");
        ProgressPrinter printer(!environment.quiet);
        const RunContext context(environment.stop, printer.function(), environment.threads);
        const LayoutExportOptions options{!arguments.noSamples};
        return arguments.what == "tool" ? exportToolWorkspace(*project, arguments.output, options, context)
                                        : exportModelLayout(*project, arguments.output, options, context);
    }
    NODESENTRY_TRY(const auto table, exportTableOf(arguments.what));
    if (!arguments.output.empty())
        return writeTableFile(*project, table, arguments.method, arguments.output);
    NODESENTRY_CHECK(writeTable(*project, table, arguments.method, std::cout));
    std::cout.flush();
    return std::cout ? Result<void>() : fail(ErrorCode::IoError, "cannot write to standard output");
}

} // namespace

void addExportCommand(CommandList& commands)
{
    const auto arguments = std::make_shared<ExportArguments>();
    auto* command = commands.add(
        "export", "Write results as CSV, or a project in the authors' forms",
        [arguments](const Environment& environment) { return exportProject(*arguments, environment); });
    command->add_option("PROJECT", arguments->project, "Project folder, NAME.nsproj")->required();
    command->add_option("--what", arguments->what, "What to write")
        ->required()
        ->check(CLI::IsMember({"scores", "cases", "clusters", "features", "labels", "tool", "model"}));
    command->add_option("--method", arguments->method, "Detector, for scores and cases")
        ->capture_default_str();
    command->add_option("-o,--output", arguments->output,
                        "File to write, standard output if not given; for tool and model a new folder");
    command->add_flag("--no-samples", arguments->noSamples,
                      "For tool and model: labels, clusters and jobs only");
}

} // namespace nodesentry::cli
