#include "core/pipeline/stages_p.h"

#include "core/base/json_text.h"
#include "core/base/ordered_parallel.h"
#include "core/features/feature_store.h"
#include "core/pipeline/node_features_p.h"
#include "core/pipeline/prepared_project_p.h"

#include <nlohmann/json.hpp>

namespace nodesentry {

Result<std::string> runFeatures(Project& project, const PipelineOptions& options, const RunContext& context)
{
    NODESENTRY_TRY(const auto prepared, PreparedProject::open(project));
    NODESENTRY_TRY(const auto set, featureSetFromName(options.features.set));
    const auto& segments = prepared.preparation().segments;

    NODESENTRY_TRY(const auto catalog, project.metrics());
    std::vector<std::string> names;
    for (const int metric : prepared.preparation().keptMetrics)
        for (const auto& feature : featureNames(set))
            names.push_back(catalog.at(static_cast<std::size_t>(metric)).name + ": " + feature);
    std::vector<std::int64_t> ids;
    for (const auto& segment : segments)
        ids.push_back(segment.id);

    // Segments come node by node, in the order of their ids. A single node is spread over the threads inside.
    NODESENTRY_TRY(auto writer,
                   FeatureStoreWriter::create(project.featuresPath(), options.features.set, names, ids));
    const bool oneByOne = prepared.nodeCount() < context.threads();
    const RunContext outer(context.stopToken(), {}, oneByOne ? 1 : context.threads());
    const RunContext inner(context.stopToken(), {}, oneByOne ? context.threads() : 1);
    std::int64_t done = 0;
    NODESENTRY_CHECK(parallelInOrder<NodeFeatures>(
        prepared.nodeCount(), outer,
        [&](std::int64_t i) -> Result<NodeFeatures> {
            NODESENTRY_TRY(const auto node,
                           prepared.nodeForFeatures(prepared.entries()[static_cast<std::size_t>(i)].node,
                                                    options.features.standardise));
            return extractNode(node, set, options.cluster.matchPeriodSeconds, inner);
        },
        [&](std::int64_t i, const NodeFeatures& features) -> Result<void> {
            done += features.whole.rows();
            context.report(static_cast<double>(done) / static_cast<double>(segments.size()),
                           prepared.entries()[static_cast<std::size_t>(i)].node);
            return writer.add(features.whole, features.prefix);
        }));
    NODESENTRY_CHECK(writer.commit());
    return jsonText(nlohmann::json{{"segments", segments.size()},
                                   {"set", options.features.set},
                                   {"features_per_metric", featureNames(set).size()},
                                   {"metrics", prepared.metricCount()}});
}

} // namespace nodesentry
