#pragma once

#include "core/data/import/import.h"

#include <algorithm>
#include <mutex>
#include <string>
#include <vector>

namespace nodesentry::test {

/// All that an import brings, at once in memory.
struct ImportedData {
    std::vector<NodeSeries> nodes;
    MetricCatalog metrics;
    std::vector<Job> jobs;
    std::vector<Label> labels;
    ImportReport report;
};

inline Result<ImportedData> importSources(const std::vector<std::string>& sources,
                                          const ImportOptions& options, const ExistingProject& existing,
                                          const RunContext& context = {})
{
    NODESENTRY_TRY(const auto import, Import::read(sources, options, existing, context));
    ImportedData data{{}, import.metrics(), import.jobs(), import.labels(), import.report()};
    std::mutex mutex;
    NODESENTRY_CHECK(import.forEachNode(
        [&](NodeSeries node) -> Result<void> {
            const std::lock_guard lock(mutex);
            data.nodes.push_back(std::move(node));
            return {};
        },
        context));
    std::sort(data.nodes.begin(), data.nodes.end(),
              [](const NodeSeries& a, const NodeSeries& b) { return a.node < b.node; });
    return data;
}

} // namespace nodesentry::test
