#include "core/pipeline/reconstruction_scores_p.h"

#include "core/model/cluster_model.h"
#include "core/pipeline/prepared_project_p.h"

#include <algorithm>
#include <limits>
#include <map>

namespace nodesentry {

namespace {

/// Cluster whose model scores each segment; a segment that fits none and is not given to the nearest has
/// none.
Result<std::map<std::int64_t, int>> clusterOfSegment(const Project& project)
{
    NODESENTRY_TRY(const auto members, project.clusterMembers());
    std::map<std::int64_t, int> clusters;
    for (const auto& member : members)
        clusters[member.segment] = member.cluster;
    return clusters;
}

NodeScores emptyScores(const PreparedNode& node)
{
    const auto samples = static_cast<std::size_t>(node.grid.size);
    NodeScores scores;
    scores.node = node.node;
    scores.score.assign(samples, std::numeric_limits<float>::quiet_NaN());
    scores.metricError = SampleMatrix::Zero(node.values.rows(), node.grid.size);
    scores.reconstruction
        = SampleMatrix::Constant(node.values.rows(), node.grid.size, std::numeric_limits<float>::quiet_NaN());
    scores.cluster.assign(samples, -1);
    scores.expert.assign(samples, -1);
    return scores;
}

/// Copies what a model says of one segment to its place among the node's samples.
void place(NodeScores& scores, const Segment& segment, int cluster, const Reconstruction& part)
{
    std::copy(part.score.begin(), part.score.end(), scores.score.begin() + segment.begin);
    std::copy(part.expert.begin(), part.expert.end(), scores.expert.begin() + segment.begin);
    std::fill_n(scores.cluster.begin() + segment.begin, segment.length(), static_cast<std::int16_t>(cluster));
    scores.metricError.middleCols(segment.begin, segment.length()) = part.error;
    scores.reconstruction.middleCols(segment.begin, segment.length()) = part.values;
}

} // namespace

Result<void> scoreByReconstruction(const Project& project, const PipelineOptions& options,
                                   const std::function<Result<void>(const PreparedNode&, NodeScores)>& sink,
                                   const RunContext& context)
{
    NODESENTRY_TRY(const auto prepared, PreparedProject::open(project));
    NODESENTRY_TRY(const auto clusterOf, clusterOfSegment(project));
    std::map<int, ClusterModel> models; // loaded once, used for every node
    NODESENTRY_TRY(const auto clusters, project.clusters());
    for (const auto& cluster : clusters) {
        NODESENTRY_TRY(auto model, ClusterModel::load(project.modelPath(cluster.id), options.device));
        models.emplace(cluster.id, std::move(model));
    }

    const auto total = static_cast<double>(std::max<std::size_t>(prepared.preparation().segments.size(), 1));
    double done = 0.0;
    for (const auto& name : prepared.nodes()) {
        NODESENTRY_TRY(const auto node, prepared.node(name));
        auto scores = emptyScores(node);
        std::map<int, std::vector<const Segment*>> segmentsOfModel;
        for (const auto& segment : node.segments)
            if (const auto cluster = clusterOf.find(segment.id);
                cluster != clusterOf.end() && models.contains(cluster->second))
                segmentsOfModel[cluster->second].push_back(&segment);
        for (const auto& [cluster, segments] : segmentsOfModel) {
            std::vector<ScoreView> views;
            for (const auto* segment : segments)
                views.push_back(
                    {&node.values, &node.unclipped, segment->begin, segment->end, 0, &node.filled});
            const auto share = static_cast<double>(segments.size()) / total;
            NODESENTRY_TRY(const auto parts,
                           models.at(cluster).reconstruct(views, context.part(done, done + share)));
            done += share;
            for (std::size_t i = 0; i < segments.size(); ++i)
                place(scores, *segments[i], cluster, parts[i]);
        }
        NODESENTRY_CHECK(sink(node, std::move(scores)));
    }
    return {};
}

} // namespace nodesentry
