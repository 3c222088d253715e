#include "core/pipeline/stages_p.h"

#include "core/features/extractor.h"
#include "core/features/feature_store.h"
#include "core/pipeline/prepared_project_p.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace nodesentry {

namespace {

/// Samples of a segment that its matching may look at.
std::int64_t prefixLength(const Segment& segment, const TimeGrid& grid, double matchPeriodSeconds)
{
    const auto samples = static_cast<std::int64_t>(std::llround(matchPeriodSeconds / grid.stepSeconds()));
    return std::min(segment.length(), std::max(samples, kMinimumSamples));
}

} // namespace

Result<std::string> runFeatures(Project& project, const PipelineOptions& options, const RunContext& context)
{
    NODESENTRY_TRY(const auto prepared, PreparedProject::open(project));
    NODESENTRY_TRY(const auto set, featureSetFromName(options.features.set));
    const auto& segments = prepared.preparation().segments;
    const auto metricCount = static_cast<Eigen::Index>(prepared.preparation().keptMetrics.size());
    const auto columns = metricCount * static_cast<Eigen::Index>(featureNames(set).size());

    StoredFeatures features;
    features.featureSet = options.features.set;
    NODESENTRY_TRY(const auto catalog, project.metrics());
    for (const int metric : prepared.preparation().keptMetrics)
        for (const auto& feature : featureNames(set))
            features.names.push_back(catalog.at(static_cast<std::size_t>(metric)).name + ": " + feature);
    features.whole.resize(static_cast<Eigen::Index>(segments.size()), columns);
    features.prefix.resizeLike(features.whole);

    Eigen::Index row = 0;
    const auto copyRow = [&](FeatureMatrix& to, const std::vector<double>& values) {
        std::copy(values.begin(), values.end(), to.row(row).data());
    };
    for (const auto& name : prepared.nodes()) {
        NODESENTRY_TRY(const auto node, prepared.node(name));
        for (const auto& segment : node.segments) {
            // Features of one metric take well under a millisecond; the progress of the segments is enough.
            const RunContext inner(context.stopToken(), {}, context.threads());
            NODESENTRY_TRY(const auto whole,
                           extractSegment(node.values, segment.begin, segment.end, set, inner));
            copyRow(features.whole, whole);
            const auto prefix = prefixLength(segment, node.grid, options.cluster.matchPeriodSeconds);
            if (prefix == segment.length()) {
                features.prefix.row(row) = features.whole.row(row);
            } else {
                NODESENTRY_TRY(
                    const auto part,
                    extractSegment(node.values, segment.begin, segment.begin + prefix, set, inner));
                copyRow(features.prefix, part);
            }
            features.segments.push_back(segment.id);
            ++row;
            context.report(static_cast<double>(row) / static_cast<double>(segments.size()), name);
        }
    }
    NODESENTRY_CHECK(writeFeatures(project.featuresPath(), features));
    return nlohmann::json{{"segments", row},
                          {"set", features.featureSet},
                          {"features_per_metric", featureNames(set).size()},
                          {"metrics", metricCount}}
        .dump();
}

} // namespace nodesentry
