#include "core/pipeline/import_stage.h"

#include "core/base/text.h"
#include "core/data/import/import_tables.h"
#include "core/pipeline/whole_import_p.h"
#include "core/project/project.h"

#include <spdlog/fmt/ranges.h>

#include <filesystem>
#include <map>
#include <optional>

namespace nodesentry {

namespace fs = std::filesystem;

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
    Eigen::Index target = 0;
    bool inOrder = true;
    for (const auto& [metric, row] : rowOf) {
        inOrder = inOrder && row == target;
        series.metrics[static_cast<std::size_t>(target++)] = metric;
    }
    if (inOrder)
        return series;
    SampleMatrix values(series.values.rows(), series.values.cols());
    target = 0;
    for (const auto& [metric, row] : rowOf)
        values.row(target++) = series.values.row(row);
    series.values = std::move(values);
    return series;
}

/// What a project has before an import; the store is null when it has nothing.
struct OldProject {
    std::shared_ptr<const SeriesStore> store;
    ExistingProject existing;
};

Result<OldProject> lookInto(const Project& project)
{
    OldProject old;
    if (auto store = project.openSeries()) {
        old.store = *store;
        for (const auto& node : old.store->nodes()) {
            old.existing.nodes[node.node] = node.grid;
            old.existing.stepMs = node.grid.stepMs;
        }
    } else if (store.error().code != ErrorCode::StageMissing) {
        return fail(store.error());
    }
    NODESENTRY_TRY(old.existing.metrics, project.metrics());
    NODESENTRY_TRY(old.existing.jobs, project.jobs());
    return old;
}

/// Adds jobs and labels to a project, and no samples.
Result<ImportReport> importTablesInto(Project& project, const ExistingProject& existing,
                                      const ImportOptions& options, const RunContext& context)
{
    if (existing.nodes.empty())
        return fail(ErrorCode::InvalidArgument, "the project has no samples that jobs and labels could be of",
                    "name the files or folders with the samples, too");
    NODESENTRY_TRY(auto tables, importTables(options, existing, context));
    ImportCommit commit;
    commit.source = cleanText(fmt::format("{} {}", options.jobsFile, options.labelsFile)).text;
    commit.summary = tables.report.toJson();
    commit.jobs = std::move(tables.jobs);
    commit.labels = std::move(tables.labels);
    NODESENTRY_CHECK(project.commitImport(commit));
    return tables.report;
}

Result<ImportReport> importInto(Project& project, const std::vector<std::string>& sources,
                                const ImportOptions& options, const RunContext& context)
{
    NODESENTRY_TRY(auto old, lookInto(project));
    if (sources.empty())
        return importTablesInto(project, old.existing, options, context);
    old.existing.folder = project.path();
    NODESENTRY_TRY(const auto imported,
                   Import::read(sources, options, old.existing, context.part(0.0, 0.6, "import")));

    const auto catalog = mergeCatalogs(old.existing.metrics, imported.metrics());

    const auto generation = newGeneration();
    const auto writing = context.part(0.6, 1.0, "store");
    NODESENTRY_TRY(auto writer,
                   SeriesStoreWriter::create(project.pendingSeriesPath(generation), generation, old.store));
    // Nodes are written on several threads at once, so each is packed on one.
    NODESENTRY_CHECK(imported.forEachNode(
        [&](NodeSeries node) { return writer.appendNode(reindexed(std::move(node), catalog.indexOfNew)); },
        writing.part(0.0, 0.95)));
    NODESENTRY_CHECK(writer.finish(writing.part(0.95, 1.0)));

    ImportCommit commit;
    commit.generation = generation;
    commit.source = cleanText(fmt::format("{}", fmt::join(sources, " "))).text;
    commit.summary = imported.report().toJson();
    commit.metrics = catalog.metrics;
    commit.jobs = imported.jobs();
    commit.labels = imported.labels();
    commit.documents = imported.documents();
    NODESENTRY_CHECK(project.commitImport(commit));
    writing.report(1.0);
    return imported.report();
}

Result<ImportReport> checkAgainst(const ExistingProject& existing, const std::vector<std::string>& sources,
                                  const ImportOptions& options, const RunContext& context)
{
    if (sources.empty()) {
        NODESENTRY_TRY(auto tables, importTables(options, existing, context));
        return std::move(tables.report);
    }
    NODESENTRY_TRY(const auto imported, Import::read(sources, options, existing, context));
    return imported.report();
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

Result<ImportReport> importIntoProject(Project& project, const std::vector<std::string>& sources,
                                       const ImportOptions& options, const RunContext& context)
{
    return importInto(project, sources, options, context);
}

Result<ImportReport> checkImport(const std::string& projectPath, const std::vector<std::string>& sources,
                                 const ImportOptions& options, const RunContext& context)
{
    std::error_code error; // what cannot be looked at is found out by opening it
    if (projectPath.empty() || !fs::exists(projectPath, error) || fs::is_empty(projectPath, error))
        return checkAgainst({}, sources, options, context);
    NODESENTRY_TRY(const auto project, Project::open(projectPath, OpenMode::ReadOnly));
    return checkImport(*project, sources, options, context);
}

Result<ImportReport> checkImport(const Project& project, const std::vector<std::string>& sources,
                                 const ImportOptions& options, const RunContext& context)
{
    NODESENTRY_TRY(const auto old, lookInto(project));
    return checkAgainst(old.existing, sources, options, context);
}

} // namespace nodesentry
