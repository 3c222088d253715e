#include "core/pipeline/node_scorer_p.h"

#include "core/model/torch_runtime.h"
#include "core/pipeline/method_names.h"

#include <limits>

namespace nodesentry {

Result<NodeScorer> NodeScorer::make(const Project& project, const PipelineOptions& options,
                                    const std::string& method, const NodeSource& nodes,
                                    const PreparedProject& prepared, const NodeSource& scored,
                                    const RunContext& context)
{
    NodeScorer scorer;
    if (method == kNodeSentryMethod) {
        std::vector<std::string> names;
        for (const auto& entry : scored.entries())
            names.push_back(entry.node);
        NODESENTRY_TRY(scorer.m_models,
                       ReconstructionScorer::open(project, options.device, prepared, names, context));
        return scorer;
    }
    NODESENTRY_TRY(const auto registry, detectorRegistry(project, options));
    NODESENTRY_TRY(scorer.m_baseline, registry.make(method, static_cast<std::uint64_t>(options.seed)));
    NODESENTRY_CHECK(scorer.m_baseline->fit(nodes, context));
    return scorer;
}

Result<NodeScores> NodeScorer::score(const PreparedNode& node, bool oneOfMany,
                                     const RunContext& context) const
{
    if (m_models) {
        std::optional<OneTorchThread> oneThread;
        if (oneOfMany)
            oneThread.emplace();
        return m_models->score(node, context);
    }
    auto scores = m_baseline->score(node, context);
    if (!scores && scores.error().code == ErrorCode::NotFound && node.trainEnd == 0) {
        NodeScores none;
        none.node = node.node;
        none.score.assign(static_cast<std::size_t>(node.grid.size), std::numeric_limits<float>::quiet_NaN());
        return none;
    }
    return scores;
}

} // namespace nodesentry
