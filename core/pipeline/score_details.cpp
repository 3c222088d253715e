#include "core/pipeline/score_details.h"

#include "core/base/reason.h"
#include "core/detect/score_store.h"
#include "core/pipeline/fingerprints_p.h"
#include "core/pipeline/method_names.h"
#include "core/pipeline/node_scorer_p.h"
#include "core/pipeline/prepared_project_p.h"

#include <spdlog/fmt/fmt.h>

#include <span>

namespace nodesentry {

Result<void> requireCurrentScores(const Project& project, const PipelineOptions& options,
                                  const std::string& method)
{
    NODESENTRY_TRY(const auto prints, StageFingerprints::of(project, options));
    NODESENTRY_TRY(const auto stored, ScoreStore::fingerprint(project.scoresPath(), method));
    if (stored != prints.ofScores(method))
        return fail(Reason::ScoresOutdated, {method});
    return {};
}

Result<NodeScores> scoreDetails(const Project& project, const PipelineOptions& options,
                                const std::string& method, const std::string& node, const RunContext& context)
{
    NODESENTRY_TRY(auto stored, ScoreStore::read(project.scoresPath(), method, node, true));
    if (!stored.rawScore.empty())
        stored.scores.score = std::move(stored.rawScore);
    // A method that cannot tell metrics apart has nothing that could be missing.
    if (stored.scores.metricError.size() > 0 || stored.top.empty() || (stored.top.row.array() < 0).all())
        return std::move(stored.scores);

    NODESENTRY_CHECK(requireCurrentScores(project, options, method));
    NODESENTRY_TRY(const auto prepared, PreparedProject::open(project));
    NODESENTRY_TRY(const auto samples, prepared.node(node));
    const NodesInMemory alone(std::span(&samples, 1), prepared.metricNames());
    if (method != kNodeSentryMethod) {
        NODESENTRY_TRY(const auto registry, detectorRegistry(project, options));
        NODESENTRY_TRY(const auto detector, registry.make(method, static_cast<std::uint64_t>(options.seed)));
        if (!detector->learnsNodesApart())
            return fail(Reason::ScoreDetailsMissing, {method});
    }
    NODESENTRY_TRY(
        const auto scorer,
        NodeScorer::make(project, options, method, alone, prepared, alone, context.part(0.0, kFittingShare)));
    return scorer.score(samples, false, context.part(kFittingShare, 1.0));
}

} // namespace nodesentry
