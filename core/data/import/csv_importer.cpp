#include "core/data/import/csv_importer.h"

#include "core/base/parallel.h"
#include "core/data/import/folder_files.h"
#include "core/data/import/import.h"
#include "core/data/import/sample_file_p.h"
#include "core/data/import/source_files.h"

#include <map>

namespace nodesentry {

namespace {

/// The files of one node with their plans; equal headers share one.
struct PlannedNode {
    ImportSink::NodeId id = 0;
    NodeFiles files;
    std::vector<std::shared_ptr<const FilePlan>> plans; ///< one for each file
};

Result<std::vector<PlannedNode>> planNodes(std::vector<NodeFiles> nodes, bool useLabels, ImportSink& sink)
{
    std::map<std::string, std::shared_ptr<const FilePlan>> known; // by header
    std::vector<PlannedNode> planned;
    for (auto& node : nodes) {
        PlannedNode one;
        one.id = sink.node(node.node);
        for (const auto& file : node.files) {
            auto& plan = known[file.start.header];
            if (!plan) {
                auto made = planFile(file.start.header, FilePlanOptions{useLabels, false, {}}, sink);
                if (!made)
                    return fail(made.error().inFile(file.path, 1, made.error().column));
                plan = std::make_shared<const FilePlan>(std::move(*made));
            }
            if (plan->has(ColumnRole::LabelBits))
                sink.useMaskBits(one.id);
            one.plans.push_back(plan);
        }
        one.files = std::move(node);
        planned.push_back(std::move(one));
    }
    return planned;
}

Result<void> readNode(const PlannedNode& node, const std::string& zone, ImportSink& sink,
                      ByteProgress& progress, const RunContext& context)
{
    for (std::size_t i = 0; i < node.plans.size(); ++i) {
        const auto& file = node.files.files[i];
        SampleFile samples;
        samples.path = file.path;
        samples.plan = node.plans[i].get();
        samples.node = node.id;
        samples.zone = zone;
        NODESENTRY_TRY(const auto facts, readSampleFile(samples, sink, progress, context));
        if (file.isTest && facts.earliest)
            sink.splitAt(node.id, *facts.earliest);
    }
    return {};
}

class CsvImporter final : public Importer {
public:
    [[nodiscard]] std::string_view name() const override { return "csv"; }
    [[nodiscard]] std::string_view help() const override
    {
        return "CSV or TSV files of one node each, a row a time and a column a metric; plain or gzip";
    }

    /// Whatever is there: it is asked last, and says best what is wrong with a source that is nothing.
    [[nodiscard]] bool recognises(const std::string& /*source*/) const override { return true; }

    Result<void> read(const std::vector<std::string>& sources, const ImportOptions& options, ImportSink& sink,
                      const RunContext& context) const override
    {
        std::vector<Job> jobs; // their names may tell the nodes of files
        if (!options.jobsFile.empty()) {
            ImportReport reportedElsewhere;
            NODESENTRY_TRY(jobs, readJobFile(options, reportedElsewhere));
        }
        NODESENTRY_TRY(auto found,
                       findNodeFiles(sources, options.timeZone, {options.jobsFile, options.labelsFile}, jobs,
                                     sink, context.part(0.0, 0.05)));
        const bool useLabels = options.useLabelColumn && options.labelsFile.empty();
        NODESENTRY_TRY(const auto nodes, planNodes(std::move(found), useLabels, sink));

        const auto reading = context.part(0.05, 1.0);
        ByteProgress progress(reading);
        for (const auto& node : nodes) {
            for (const auto& file : node.files.files)
                progress.expect(file.path);
        }
        std::vector<Result<void>> results(nodes.size());
        const bool all = parallelFor(static_cast<std::int64_t>(nodes.size()), context, [&](std::int64_t i) {
            const auto n = static_cast<std::size_t>(i);
            results[n] = readNode(nodes[n], options.timeZone, sink, progress, context);
        });
        for (auto& result : results) {
            if (!result)
                return result;
        }
        return all ? Result<void>() : cancelled();
    }
};

} // namespace

std::unique_ptr<const Importer> makeCsvImporter()
{
    return std::make_unique<CsvImporter>();
}

} // namespace nodesentry
