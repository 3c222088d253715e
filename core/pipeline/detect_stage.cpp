#include "core/pipeline/stages_p.h"

#include "core/base/json_text.h"
#include "core/base/ordered_parallel.h"
#include "core/base/reason.h"
#include "core/detect/alarm_level.h"
#include "core/detect/score_store.h"
#include "core/detect/smoothing.h"
#include "core/pipeline/judged_scores_p.h"
#include "core/pipeline/node_scorer_p.h"
#include "core/pipeline/prepared_project_p.h"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace nodesentry {

namespace {

/// Figures of all nodes.
struct Tally {
    std::vector<Case> cases;
    std::int64_t flagged = 0;
    std::int64_t scored = 0;

    void add(const JudgedScores& judged)
    {
        cases.insert(cases.end(), judged.cases.begin(), judged.cases.end());
        const auto& flags = judged.stored.flagged;
        const auto& scores = judged.stored.scores.score;
        flagged += std::accumulate(flags.begin(), flags.end(), std::int64_t{0});
        scored += std::count_if(scores.begin(), scores.end(), [](float s) { return std::isfinite(s); });
    }
};

/// Share of the time in which thresholds are set on new scores.
constexpr double kJudgingShare = 0.03;

/// Scores all nodes anew and writes them one by one, each with thresholds of its own: what the fleet says is
/// known only when all are there.
Result<void> scoreAll(Project& project, const PipelineOptions& options, const std::string& method,
                      const PreparedProject& prepared, const std::string& fingerprint,
                      const RunContext& context)
{
    NODESENTRY_TRY(auto writer, ScoreStoreWriter::create(project.scoresPath(), method, fingerprint));
    NODESENTRY_TRY(const auto scorer,
                   NodeScorer::make(project, options, method, prepared, prepared, prepared,
                                    context.part(0.0, kFittingShare)));
    const bool details = keepsDetails(options.detect, prepared);
    const auto scoring = context.part(kFittingShare, 1.0);
    // A few nodes are scored one after the other, each on all threads; many at the same time, each on one.
    const auto nodes = prepared.nodeCount();
    const bool apart = nodes >= 2 * context.threads() && context.threads() > 1;
    const RunContext outer(context.stopToken(), {}, apart ? context.threads() : 1);
    NODESENTRY_CHECK(parallelInOrder<JudgedScores>(
        nodes, outer,
        [&](std::int64_t i) -> Result<JudgedScores> {
            const auto share = 1.0 / static_cast<double>(nodes);
            const auto begin = static_cast<double>(i) * share;
            const auto inner = apart ? RunContext(context.stopToken()) : scoring.part(begin, begin + share);
            NODESENTRY_TRY(const auto node, prepared.node(static_cast<std::size_t>(i)));
            NODESENTRY_TRY(auto scores, scorer.score(node, apart, inner));
            return judgeScores(std::move(scores), node, method, prepared.preparation(), options.detect,
                               std::nullopt, details);
        },
        [&](std::int64_t i, const JudgedScores& judged) -> Result<void> {
            scoring.report(static_cast<double>(i + 1) / static_cast<double>(nodes),
                           judged.stored.scores.node);
            return writer.add(judged.stored);
        }));
    return writer.commit();
}

/// A node's scores as they were written, of as many samples and metrics as were prepared.
Result<StoredScores> readScoring(const Project& project, const PreparedProject& prepared,
                                 const std::string& method, const std::string& node, std::int64_t trainEnd)
{
    NODESENTRY_TRY(auto stored, ScoreStore::readScoring(project.scoresPath(), method, node));
    const auto& rows = stored.top.row;
    if (trainEnd > stored.grid.size || (rows.size() > 0 && rows.maxCoeff() >= prepared.metricCount()))
        return fail(
            errorOf(Reason::ScoresDamaged,
                    {fmt::format("those of method '{}' do not fit the samples of node '{}'", method, node)})
                .inFile(project.scoresPath()));
    return stored;
}

/// What the scores that are there say of the fleet, or nothing where no threshold asks for it.
Result<std::optional<float>> measureFleetLevel(const Project& project, const DetectOptions& options,
                                               const std::string& method, const PreparedProject& prepared,
                                               const RunContext& context)
{
    std::vector<float> levels;
    if (options.threshold != "ksigma" || !options.fleetFloor || options.alarmsPerDay == 0.0)
        return std::optional<float>();
    NODESENTRY_CHECK(parallelInOrder<std::optional<float>>(
        prepared.nodeCount(), context,
        [&](std::int64_t i) -> Result<std::optional<float>> {
            const auto& [name, trainEnd] = prepared.entries()[static_cast<std::size_t>(i)];
            NODESENTRY_TRY(const auto stored, readScoring(project, prepared, method, name, trainEnd));
            const auto score = smoothScores(stored.rawScore, options.smoothingSamples);
            return nodeAlarmLevel(std::span(score).first(static_cast<std::size_t>(trainEnd)),
                                  stored.grid.stepSeconds(), options);
        },
        [&](std::int64_t, std::optional<float> level) -> Result<void> {
            if (level)
                levels.push_back(*level);
            return {};
        }));
    return fleetAlarmLevel(std::move(levels));
}

/// Sets thresholds on the scores that are there.
Result<Tally> judgeAll(Project& project, const PipelineOptions& options, const std::string& method,
                       const PreparedProject& prepared, const RunContext& context)
{
    NODESENTRY_TRY(const auto fleetLevel,
                   measureFleetLevel(project, options.detect, method, prepared, context.part(0.0, 0.4)));
    NODESENTRY_TRY(auto writer,
                   ScoreStoreWriter::rewriteThresholds(project.scoresPath(), method, fleetLevel));
    const auto judging = context.part(0.4, 1.0);
    Tally tally;
    NODESENTRY_CHECK(parallelInOrder<JudgedScores>(
        prepared.nodeCount(), judging,
        [&](std::int64_t i) -> Result<JudgedScores> {
            const auto& [name, trainEnd] = prepared.entries()[static_cast<std::size_t>(i)];
            NODESENTRY_TRY(auto stored, readScoring(project, prepared, method, name, trainEnd));
            return judgeScores(std::move(stored), method, trainEnd, prepared.preparation(), options.detect,
                               fleetLevel);
        },
        [&](std::int64_t i, const JudgedScores& judged) -> Result<void> {
            tally.add(judged);
            judging.report(static_cast<double>(i + 1) / static_cast<double>(prepared.nodeCount()),
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
    const double judgingBegin = kept ? 0.0 : 1.0 - kJudgingShare;
    if (!kept)
        NODESENTRY_CHECK(
            scoreAll(project, options, method, prepared, scoresFingerprint, context.part(0.0, judgingBegin)));
    NODESENTRY_TRY(const auto tally,
                   judgeAll(project, options, method, prepared, context.part(judgingBegin, 1.0)));
    NODESENTRY_CHECK(project.replaceCases(method, tally.cases));
    return jsonText(nlohmann::json{{"cases", tally.cases.size()},
                                   {"flagged_samples", tally.flagged},
                                   {"scored_samples", tally.scored},
                                   {"scores_kept", kept}});
}

} // namespace nodesentry
