#include "core/pipeline/stages_p.h"

#include "core/base/ordered_parallel.h"
#include "core/detect/cases.h"
#include "core/detect/score_store.h"
#include "core/detect/smoothing.h"
#include "core/detect/threshold.h"
#include "core/pipeline/node_scorer_p.h"
#include "core/pipeline/prepared_project_p.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>

namespace nodesentry {

namespace {

/// Scores of one node with what is made of them.
struct Judged {
    StoredScores stored;
    std::vector<Case> cases;
};

/// Figures of all nodes.
struct Tally {
    std::vector<Case> cases;
    std::int64_t flagged = 0;
    std::int64_t scored = 0;

    void add(const Judged& judged)
    {
        cases.insert(cases.end(), judged.cases.begin(), judged.cases.end());
        const auto& flags = judged.stored.flagged;
        const auto& scores = judged.stored.scores.score;
        flagged += std::accumulate(flags.begin(), flags.end(), std::int64_t{0});
        scored += std::count_if(scores.begin(), scores.end(), [](float s) { return std::isfinite(s); });
    }
};

/// Smooths rawScore into scores.score, then sets thresholds, flags and cases.
/// @param stored  with rawScore, top and cluster; rawScore becomes empty where it is the same as score
Judged judge(StoredScores stored, const std::string& method, std::int64_t trainEnd,
             const Preparation& preparation, const DetectOptions& options)
{
    auto& score = stored.scores.score;
    score = smoothScores(stored.rawScore, options.smoothingSamples);
    if (options.smoothingSamples == 1)
        stored.rawScore.clear();
    stored.threshold = computeThreshold(score, trainEnd, stored.grid.stepSeconds(), options);
    stored.flagged = flagScores(score, stored.threshold);
    auto cases = findCases(method, stored.scores.node, stored.grid, score, stored.threshold, stored.flagged,
                           stored.top, preparation.keptMetrics, stored.scores.cluster, options);
    return {std::move(stored), std::move(cases)};
}

bool keepsDetails(const DetectOptions& options, const PreparedProject& prepared)
{
    constexpr std::int64_t kMostValues = 100'000'000; // the help of detect.store_details says so too
    if (options.storeDetails != "auto")
        return options.storeDetails == "on";
    return prepared.sampleCount() <= kMostValues / std::max<std::int64_t>(prepared.metricCount(), 1);
}

/// Takes the scores away that a method gave to samples outside of all segments. Nothing was measured there,
/// or too little: every method is judged by the same samples, and none by how well it tells gaps from work.
void keepSegmentsOnly(NodeScores& scores, std::span<const Segment> segments)
{
    constexpr float kNotScored = std::numeric_limits<float>::quiet_NaN();
    auto at = scores.score.begin();
    for (const auto& segment : segments) {
        std::fill(at, scores.score.begin() + segment.begin, kNotScored);
        at = scores.score.begin() + segment.end;
    }
    std::fill(at, scores.score.end(), kNotScored);
}

/// Scores all nodes anew and writes them one by one.
Result<Tally> scoreAll(Project& project, const PipelineOptions& options, const std::string& method,
                       const PreparedProject& prepared, const std::string& fingerprint,
                       const RunContext& context)
{
    NODESENTRY_TRY(auto writer, ScoreStoreWriter::create(project.scoresPath(), method, fingerprint));
    NODESENTRY_TRY(const auto scorer,
                   NodeScorer::make(project, options, method, prepared, context.part(0.0, kFittingShare)));
    const bool details = keepsDetails(options.detect, prepared);
    const auto scoring = context.part(kFittingShare, 1.0);
    Tally tally;
    // A few nodes are scored one after the other, each on all threads; many at the same time, each on one.
    const auto nodes = prepared.nodeCount();
    const bool apart = nodes >= 2 * context.threads() && context.threads() > 1;
    const RunContext outer(context.stopToken(), {}, apart ? context.threads() : 1);
    NODESENTRY_CHECK(parallelInOrder<Judged>(
        nodes, outer,
        [&](std::int64_t i) -> Result<Judged> {
            const auto share = 1.0 / static_cast<double>(nodes);
            const auto begin = static_cast<double>(i) * share;
            const auto inner = apart ? RunContext(context.stopToken()) : scoring.part(begin, begin + share);
            NODESENTRY_TRY(const auto node, prepared.node(static_cast<std::size_t>(i)));
            NODESENTRY_TRY(auto scores, scorer.score(node, apart, inner));
            keepSegmentsOnly(scores, node.segments);
            StoredScores stored;
            stored.grid = node.grid;
            stored.top = topMetrics(scores.metricError);
            if (!details) {
                scores.metricError.resize(0, 0);
                scores.reconstruction.resize(0, 0);
            }
            stored.rawScore = std::move(scores.score);
            stored.scores = std::move(scores);
            return judge(std::move(stored), method, node.trainEnd, prepared.preparation(), options.detect);
        },
        [&](std::int64_t i, const Judged& judged) -> Result<void> {
            tally.add(judged);
            scoring.report(static_cast<double>(i + 1) / static_cast<double>(nodes),
                           judged.stored.scores.node);
            return writer.add(judged.stored);
        }));
    NODESENTRY_CHECK(writer.commit());
    return tally;
}

/// Sets thresholds on the scores that are there.
Result<Tally> judgeAnew(Project& project, const PipelineOptions& options, const std::string& method,
                        const PreparedProject& prepared, const RunContext& context)
{
    NODESENTRY_TRY(auto writer, ScoreStoreWriter::rewriteThresholds(project.scoresPath(), method));
    Tally tally;
    NODESENTRY_CHECK(parallelInOrder<Judged>(
        prepared.nodeCount(), context,
        [&](std::int64_t i) -> Result<Judged> {
            const auto& [name, trainEnd] = prepared.entries()[static_cast<std::size_t>(i)];
            NODESENTRY_TRY(auto stored, ScoreStore::readScoring(project.scoresPath(), method, name));
            return judge(std::move(stored), method, trainEnd, prepared.preparation(), options.detect);
        },
        [&](std::int64_t i, const Judged& judged) -> Result<void> {
            tally.add(judged);
            context.report(static_cast<double>(i + 1) / static_cast<double>(prepared.nodeCount()),
                           judged.stored.scores.node);
            return writer.setThreshold(judged.stored);
        }));
    NODESENTRY_CHECK(writer.commit());
    return tally;
}

} // namespace

Result<std::string> runDetect(Project& project, const PipelineOptions& options, const std::string& method,
                              const std::string& scoresFingerprint, const RunContext& context)
{
    NODESENTRY_TRY(const auto prepared, PreparedProject::open(project));
    NODESENTRY_TRY(const auto stored, ScoreStore::fingerprint(project.scoresPath(), method));
    const bool kept = stored == scoresFingerprint;
    NODESENTRY_TRY(const auto tally,
                   kept ? judgeAnew(project, options, method, prepared, context)
                        : scoreAll(project, options, method, prepared, scoresFingerprint, context));
    NODESENTRY_CHECK(project.replaceCases(method, tally.cases));
    return nlohmann::json{{"cases", tally.cases.size()},
                          {"flagged_samples", tally.flagged},
                          {"scored_samples", tally.scored},
                          {"scores_kept", kept}}
        .dump();
}

} // namespace nodesentry
