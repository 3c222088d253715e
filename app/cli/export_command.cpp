#include "app/cli/command.h"
#include "app/cli/progress_printer.h"
#include "core/base/csv.h"
#include "core/base/reason.h"
#include "core/base/time.h"
#include "core/data/durable_file.h"
#include "core/detect/score_store.h"
#include "core/features/feature_store.h"
#include "core/labels/label_io.h"
#include "core/pipeline/export_layouts.h"
#include "core/pipeline/method_names.h"
#include "core/project/project.h"

#include <spdlog/fmt/fmt.h>
#include <spdlog/fmt/ranges.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
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

std::string digits(double value)
{
    return std::isfinite(value) ? fmt::format("{}", value) : std::string();
}

Result<void> writeScores(const Project& project, const std::string& method, std::ostream& out)
{
    NODESENTRY_TRY(const auto store, project.openSeries());
    out << "node,time,score,threshold,flagged\n";
    for (const auto& node : store->nodes()) {
        NODESENTRY_TRY(const auto scores, ScoreStore::read(project.scoresPath(), method, node.node, false));
        for (std::int64_t i = 0; i < scores.grid.size; ++i) {
            const auto index = static_cast<std::size_t>(i);
            out << csvField(node.node) << ',' << formatUtc(scores.grid.timeOf(i)) << ','
                << digits(scores.scores.score[index]) << ',' << digits(scores.threshold[index]) << ','
                << int{scores.flagged[index]} << '\n';
        }
    }
    return {};
}

Result<void> writeCases(const Project& project, const std::string& method, std::ostream& out)
{
    NODESENTRY_TRY(const auto cases, project.cases(method));
    NODESENTRY_TRY(const auto metrics, project.metrics());
    out << "id,node,begin,end,peak,peak_score,area,cluster,top_metrics\n";
    for (const auto& item : cases) {
        std::vector<std::string> names;
        for (const int metric : item.topMetrics)
            names.push_back(metrics.at(static_cast<std::size_t>(metric)).name);
        out << item.id << ',' << csvField(item.node) << ',' << formatUtc(item.range.begin) << ','
            << formatUtc(item.range.end) << ',' << formatUtc(item.peak) << ',' << digits(item.peakScore)
            << ',' << digits(item.area) << ',' << item.cluster << ','
            << csvField(fmt::format("{}", fmt::join(names, ";"))) << '\n';
    }
    return {};
}

Result<void> writeClusters(const Project& project, std::ostream& out)
{
    NODESENTRY_TRY(const auto store, project.openSeries());
    NODESENTRY_TRY(const auto segments, project.segments());
    NODESENTRY_TRY(const auto members, project.clusterMembers());
    std::map<std::int64_t, const Segment*> segmentById;
    for (const auto& segment : segments)
        segmentById[segment.id] = &segment;
    out << "segment,node,job,begin,end,cluster,matched,fits,distance,margin,silhouette\n";
    for (const auto& member : members) {
        const auto found = segmentById.find(member.segment);
        if (found == segmentById.end())
            return fail(Reason::ClustersUnfit);
        const auto& segment = *found->second;
        const auto* node = store->find(segment.node);
        if (node == nullptr)
            return fail(ErrorCode::Corrupt,
                        fmt::format("node '{}' is not in the series store", segment.node));
        out << member.segment << ',' << csvField(segment.node) << ',' << csvField(segment.job) << ','
            << formatUtc(node->grid.timeOf(segment.begin)) << ',' << formatUtc(node->grid.timeOf(segment.end))
            << ',' << member.cluster << ',' << (member.matched ? 1 : 0) << ',' << (member.fits ? 1 : 0) << ','
            << digits(member.distance) << ',' << digits(member.margin) << ',' << digits(member.silhouette)
            << '\n';
    }
    return {};
}

Result<void> writeFeatureTable(const Project& project, std::ostream& out)
{
    NODESENTRY_TRY(const auto features, readFeatures(project.featuresPath()));
    out << "segment";
    for (const auto& name : features.names)
        out << ',' << csvField(name);
    out << '\n';
    for (Eigen::Index row = 0; row < features.whole.rows(); ++row) {
        out << features.segments[static_cast<std::size_t>(row)];
        for (Eigen::Index column = 0; column < features.whole.cols(); ++column)
            out << ',' << digits(features.whole(row, column));
        out << '\n';
    }
    return {};
}

Result<void> writeWhat(const Project& project, const ExportArguments& arguments, std::ostream& out)
{
    if (arguments.what == "scores")
        return writeScores(project, arguments.method, out);
    if (arguments.what == "cases")
        return writeCases(project, arguments.method, out);
    if (arguments.what == "clusters")
        return writeClusters(project, out);
    if (arguments.what == "features")
        return writeFeatureTable(project, out);
    NODESENTRY_TRY(const auto labels, project.labels());
    out << formatLabels(labels);
    return {};
}

Result<void> writeFile(const Project& project, const ExportArguments& arguments, const std::string& path)
{
    std::ofstream file(path, std::ios::binary);
    if (file)
        NODESENTRY_CHECK(writeWhat(project, arguments, file));
    file.close();
    if (!file)
        return fail(Error{ErrorCode::IoError, "cannot write the file", path, 0, 0,
                          "check that the folder exists, can be written and has space left"});
    return syncFile(path);
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
    if (arguments.output.empty()) {
        NODESENTRY_CHECK(writeWhat(*project, arguments, std::cout));
        std::cout.flush();
        return std::cout ? Result<void>() : fail(ErrorCode::IoError, "cannot write to standard output");
    }
    const auto temporary = arguments.output + ".tmp";
    auto written = writeFile(*project, arguments, temporary);
    if (!written) {
        std::error_code none; // it may never have come to be
        std::filesystem::remove(temporary, none);
        return written;
    }
    return renameDurably(temporary, arguments.output);
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
