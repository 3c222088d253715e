#include "core/pipeline/reconstruction_scores_p.h"

#include "core/base/reason.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>

namespace nodesentry {

namespace {

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
    scores.confidence.assign(samples, 0.0F);
    return scores;
}

/// Copies what a model says of one segment to its place among the node's samples.
void place(NodeScores& scores, const Segment& segment, int cluster, const Reconstruction& part)
{
    std::copy(part.score.begin(), part.score.end(), scores.score.begin() + segment.begin);
    std::copy(part.expert.begin(), part.expert.end(), scores.expert.begin() + segment.begin);
    std::copy(part.confidence.begin(), part.confidence.end(), scores.confidence.begin() + segment.begin);
    std::fill_n(scores.cluster.begin() + segment.begin, segment.length(), static_cast<std::int16_t>(cluster));
    scores.metricError.middleCols(segment.begin, segment.length()) = part.error;
    scores.reconstruction.middleCols(segment.begin, segment.length()) = part.values;
}

} // namespace

Result<ReconstructionScorer> ReconstructionScorer::open(const Project& project, const std::string& device,
                                                        const PreparedProject& prepared,
                                                        const std::vector<std::string>& nodes,
                                                        const RunContext& context)
{
    ReconstructionScorer scorer;
    NODESENTRY_TRY(const auto members, project.clusterMembers());
    for (const auto& member : members)
        scorer.m_clusterOfSegment[member.segment] = member.cluster;
    NODESENTRY_TRY(const auto clusters, project.clusters());
    if (clusters.empty())
        return fail(Reason::NoModels);
    for (const auto& cluster : clusters) {
        NODESENTRY_TRY(auto model, ClusterModel::load(project.modelPath(cluster.id), device));
        scorer.m_models.emplace(cluster.id, std::move(model));
    }
    std::vector<const Segment*> compared;
    for (const auto& name : nodes)
        for (const auto& segment : prepared.preparation().segmentsOf(name))
            if (const auto* model = scorer.modelOf(segment); model != nullptr && model->comparesNodes())
                compared.push_back(&segment);
    // The system's folder may lie in memory, the project's may not be written to.
    NODESENTRY_TRY(scorer.m_peers,
                   PeerLevels::measure(prepared, compared,
                                       project.readOnly() ? std::string() : project.path(), context));
    return scorer;
}

const ClusterModel* ReconstructionScorer::modelOf(const Segment& segment) const
{
    const auto cluster = m_clusterOfSegment.find(segment.id);
    if (cluster == m_clusterOfSegment.end())
        return nullptr;
    const auto model = m_models.find(cluster->second);
    return model == m_models.end() ? nullptr : &model->second;
}

Result<NodeScores> ReconstructionScorer::score(const PreparedNode& node, const RunContext& context) const
{
    auto scores = emptyScores(node);
    std::map<int, std::vector<const Segment*>> segmentsOfModel;
    std::int64_t total = 0;
    for (const auto& segment : node.segments) {
        if (modelOf(segment) == nullptr)
            continue;
        segmentsOfModel[m_clusterOfSegment.at(segment.id)].push_back(&segment);
        total += segment.length();
    }
    std::int64_t done = 0;
    for (const auto& [cluster, segments] : segmentsOfModel) {
        std::vector<ScoreView> views;
        std::vector<std::optional<SampleMatrix>> peers(segments.size());
        auto end = done;
        for (std::size_t i = 0; i < segments.size(); ++i) {
            const auto* segment = segments[i];
            views.push_back({&node.values, &node.unclipped, segment->begin, segment->end, segment->position,
                             &node.filled});
            views.back().ofJob = !segment->idle();
            NODESENTRY_TRY(peers[i], m_peers.of(*segment));
            views.back().peers = peers[i] ? &*peers[i] : nullptr;
            end += segment->length();
        }
        const auto share
            = [&](std::int64_t samples) { return static_cast<double>(samples) / static_cast<double>(total); };
        NODESENTRY_TRY(const auto parts,
                       m_models.at(cluster).reconstruct(views, context.part(share(done), share(end))));
        done = end;
        for (std::size_t i = 0; i < segments.size(); ++i)
            place(scores, *segments[i], cluster, parts[i]);
    }
    return scores;
}

} // namespace nodesentry
