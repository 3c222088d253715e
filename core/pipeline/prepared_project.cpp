#include "core/pipeline/prepared_project_p.h"

#include "core/base/expects.h"
#include "core/base/reason.h"
#include "core/preprocess/metric_fate.h"

namespace nodesentry {

Result<PreparedProject> PreparedProject::open(const Project& project)
{
    NODESENTRY_TRY(const auto document, project.document("preparation"));
    if (!document)
        return fail(Reason::NotPrepared);
    NODESENTRY_TRY(auto segments, project.segments());
    NODESENTRY_TRY(auto preparation, Preparation::fromJson(*document, std::move(segments)));
    NODESENTRY_TRY(auto store, project.openSeries());
    NODESENTRY_TRY(const auto catalog, project.metrics());
    NODESENTRY_CHECK(metricFates(catalog, preparation)); // every metric that it names is there
    return of(std::move(preparation), std::move(store), catalog);
}

PreparedProject PreparedProject::of(Preparation preparation, std::shared_ptr<const SeriesStore> store,
                                    const MetricCatalog& catalog)
{
    PreparedProject prepared;
    prepared.m_preparation = std::move(preparation);
    prepared.m_store = std::move(store);
    for (const int metric : prepared.m_preparation.keptMetrics)
        prepared.m_metricNames.push_back(catalog.at(static_cast<std::size_t>(metric)).name);
    for (const auto& statistics : prepared.m_preparation.nodes)
        prepared.m_entries.push_back({statistics.node, statistics.trainEnd});
    return prepared;
}

std::int64_t PreparedProject::metricCount() const
{
    return static_cast<std::int64_t>(m_preparation.keptMetrics.size());
}

Result<PreparedNode> PreparedProject::node(std::size_t index) const
{
    NODESENTRY_EXPECTS(index < m_entries.size(), "one of entries()");
    return applyPreparation(m_preparation, *m_store, m_entries[index].node);
}

Result<PreparedNode> PreparedProject::node(const std::string& name) const
{
    return applyPreparation(m_preparation, *m_store, name);
}

Result<PreparedNode> PreparedProject::nodeForFeatures(const std::string& name,
                                                      const std::string& standardise) const
{
    return applyPreparation(m_preparation, *m_store, name,
                            standardise == "node" ? StandardiseBy::Node : StandardiseBy::Common);
}

const TimeGrid& PreparedProject::grid(const std::string& node) const
{
    const auto* entry = m_store->find(node);
    NODESENTRY_EXPECTS(entry != nullptr, "a node of the store");
    return entry->grid;
}

std::int64_t PreparedProject::sampleCount() const
{
    std::int64_t samples = 0;
    for (const auto& node : m_entries)
        if (const auto* stored = m_store->find(node.node))
            samples += stored->grid.size;
    return samples;
}

} // namespace nodesentry
