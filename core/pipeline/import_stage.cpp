#include "core/pipeline/import_stage.h"

#include "core/pipeline/whole_import_p.h"
#include "core/project/project.h"

#include <spdlog/fmt/ranges.h>

#include <map>
#include <optional>

namespace nodesentry {

namespace {

/// The project's catalogue with the new metrics added at its end, and where each of the new ones is in it.
struct MergedCatalog {
    MetricCatalog metrics;
    std::vector<int> indexOfNew;
};

MergedCatalog mergeCatalogs(MetricCatalog metrics, const MetricCatalog& added)
{
    MergedCatalog merged{std::move(metrics), {}};
    std::map<std::string, int> indexByName;
    for (std::size_t i = 0; i < merged.metrics.size(); ++i)
        indexByName[merged.metrics[i].name] = static_cast<int>(i);
    for (const auto& metric : added) {
        const auto [entry, isNew] = indexByName.emplace(metric.name, static_cast<int>(merged.metrics.size()));
        if (isNew)
            merged.metrics.push_back(metric);
        merged.indexOfNew.push_back(entry->second);
    }
    return merged;
}

/// Gives the rows of a node their indices in the project's catalogue, in ascending order.
NodeSeries reindexed(NodeSeries series, const std::vector<int>& indexOfNew)
{
    std::map<int, Eigen::Index> rowOf;
    for (std::size_t row = 0; row < series.metrics.size(); ++row)
        rowOf[indexOfNew[static_cast<std::size_t>(series.metrics[row])]] = static_cast<Eigen::Index>(row);
    NodeSeries result = series;
    Eigen::Index target = 0;
    for (const auto& [metric, row] : rowOf) {
        result.metrics[static_cast<std::size_t>(target)] = metric;
        result.values.row(target++) = series.values.row(row);
    }
    return result;
}

Result<ImportReport> importInto(Project& project, const std::vector<std::string>& sources,
                                const ImportOptions& options, const RunContext& context)
{
    ExistingProject existing;
    std::shared_ptr<const SeriesStore> oldStore;
    if (auto store = project.openSeries()) {
        oldStore = *store;
        for (const auto& node : oldStore->nodes()) {
            existing.nodes.push_back(node.node);
            existing.stepMs = node.grid.stepMs;
        }
    } else if (store.error().code != ErrorCode::StageMissing) {
        return fail(store.error());
    }
    NODESENTRY_TRY(auto imported,
                   importSources(sources, options, existing, context.part(0.0, 0.8, "import")));

    NODESENTRY_TRY(auto oldMetrics, project.metrics());
    const auto catalog = mergeCatalogs(std::move(oldMetrics), imported.metrics);

    const auto generation = newGeneration();
    const auto writing = context.part(0.8, 1.0, "store");
    NODESENTRY_TRY(auto writer,
                   SeriesStoreWriter::create(project.pendingSeriesPath(generation), generation, oldStore));
    double written = 0;
    for (auto& node : imported.nodes) {
        if (context.stopRequested())
            return cancelled();
        NODESENTRY_CHECK(writer.writeNode(reindexed(std::move(node), catalog.indexOfNew), context));
        writing.report(++written / static_cast<double>(imported.nodes.size() + 1));
    }
    NODESENTRY_CHECK(writer.finish(context));

    ImportCommit commit;
    commit.generation = generation;
    commit.source = fmt::format("{}", fmt::join(sources, " "));
    commit.summary = imported.report.toJson();
    commit.metrics = catalog.metrics;
    commit.jobs = std::move(imported.jobs);
    commit.labels = std::move(imported.labels);
    NODESENTRY_CHECK(project.commitImport(commit));
    writing.report(1.0);
    return imported.report;
}

} // namespace

Result<ImportReport> importIntoProject(const std::string& projectPath,
                                       const std::vector<std::string>& sources, const ImportOptions& options,
                                       const RunContext& context)
{
    std::optional<ImportReport> report;
    NODESENTRY_CHECK(importWhole(projectPath, [&](Project& project) -> Result<void> {
        NODESENTRY_TRY(report, importInto(project, sources, options, context));
        return {};
    }));
    return *report;
}

} // namespace nodesentry
