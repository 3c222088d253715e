#include "core/pipeline/stages_p.h"

#include "core/detect/cases.h"
#include "core/detect/score_store.h"
#include "core/detect/smoothing.h"
#include "core/detect/threshold.h"
#include "core/pipeline/method_names.h"
#include "core/pipeline/prepared_project_p.h"
#include "core/pipeline/reconstruction_scores_p.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <numeric>

namespace nodesentry {

Result<std::string> runDetect(Project& project, const PipelineOptions& options, const std::string& method,
                              const RunContext& context)
{
    NODESENTRY_TRY(auto writer, ScoreStoreWriter::create(project.scoresPath(), method));
    NODESENTRY_TRY(const auto prepared, PreparedProject::open(project));
    std::vector<Case> cases;
    std::int64_t flaggedSamples = 0;
    std::int64_t scoredSamples = 0;

    const auto store = [&](const PreparedNode& node, NodeScores scores) -> Result<void> {
        StoredScores stored;
        stored.grid = node.grid;
        scores.score = smoothScores(scores.score, options.detect.smoothingSamples);
        stored.threshold
            = computeThreshold(scores.score, node.trainEnd, node.grid.stepSeconds(), options.detect);
        stored.flagged = flagScores(scores.score, stored.threshold);
        auto found = findCases(method, node.node, node.grid, scores.score, stored.threshold, stored.flagged,
                               scores.metricError, prepared.preparation().keptMetrics, scores.cluster,
                               options.detect);
        cases.insert(cases.end(), found.begin(), found.end());
        flaggedSamples += std::accumulate(stored.flagged.begin(), stored.flagged.end(), std::int64_t{0});
        for (const float score : scores.score)
            scoredSamples += std::isfinite(score) ? 1 : 0;
        stored.scores = std::move(scores);
        return writer.add(stored);
    };

    if (method == kNodeSentryMethod) {
        NODESENTRY_CHECK(scoreByReconstruction(project, options, store, context));
    } else {
        NODESENTRY_TRY(const auto detector,
                       baselineRegistry().make(method, static_cast<std::uint64_t>(options.seed)));
        NODESENTRY_TRY(const auto nodes, prepared.all(context.part(0.0, 0.2)));
        NODESENTRY_CHECK(detector->fit(nodes, context.part(0.2, 0.6)));
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            if (context.stopRequested())
                return cancelled();
            const auto share = 0.4 / static_cast<double>(nodes.size());
            const auto begin = 0.6 + share * static_cast<double>(i);
            NODESENTRY_TRY(auto scores, detector->score(nodes[i], context.part(begin, begin + share)));
            NODESENTRY_CHECK(store(nodes[i], std::move(scores)));
        }
    }
    NODESENTRY_CHECK(writer.commit());
    NODESENTRY_CHECK(project.replaceCases(method, cases));
    return nlohmann::json{
        {"cases", cases.size()}, {"flagged_samples", flaggedSamples}, {"scored_samples", scoredSamples}}
        .dump();
}

} // namespace nodesentry
