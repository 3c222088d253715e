#include "core/eval/evaluation.h"

#include "core/base/expects.h"
#include "core/base/parallel.h"
#include "core/eval/bootstrap_p.h"
#include "core/eval/node_tally_p.h"
#include "core/eval/point_adjustment.h"
#include "core/eval/ranking.h"
#include "core/eval/volume_under_surface.h"

#include <algorithm>
#include <atomic>
#include <cmath>

namespace nodesentry {

namespace {

constexpr double kSecondsPerDay = 86400.0;

void checkLengths(const EvaluationNode& node)
{
    const std::size_t size = node.score.size();
    NODESENTRY_EXPECTS(node.flagged.size() == size && node.truth.size() == size
                           && node.excluded.size() == size && node.ignored.size() == size,
                       "all vectors of a node are of one length");
    NODESENTRY_EXPECTS(node.stepSeconds > 0.0, "the grid has a step");
}

std::vector<ScoreGroup> groupCounted(std::span<const float> score, std::span<const std::uint8_t> truth,
                                     std::span<const std::uint8_t> counted)
{
    std::vector<float> countedScore;
    std::vector<std::uint8_t> countedTruth;
    for (std::size_t i = 0; i < score.size(); ++i) {
        if (counted[i] == 0)
            continue;
        countedScore.push_back(score[i]);
        countedTruth.push_back(truth[i]);
    }
    return groupByScore(countedScore, countedTruth);
}

Result<NodeTally> judgeNode(const EvaluationNode& node, const EvaluationOptions& options,
                            const RunContext& context)
{
    const std::size_t size = node.score.size();
    // A method must not gain by leaving hard samples unscored.
    std::vector<float> score = node.score;
    std::replace_if(
        score.begin(), score.end(), [](float value) { return std::isnan(value); },
        -std::numeric_limits<float>::infinity());
    std::vector<std::uint8_t> counted(size);
    std::vector<std::uint8_t> paperCounted(size);
    NodeTally tally;
    for (std::size_t i = 0; i < size; ++i) {
        counted[i] = node.ignored[i] == 0 ? 1 : 0;
        paperCounted[i] = counted[i] != 0 && node.excluded[i] == 0 ? 1 : 0;
        tally.testSamples += counted[i];
        tally.scoredSamples += counted[i] != 0 && !std::isnan(node.score[i]) ? 1 : 0;
        tally.anomalousSamples += counted[i] != 0 && node.truth[i] != 0 ? 1 : 0;
    }
    tally.days = static_cast<double>(tally.testSamples) * node.stepSeconds / kSecondsPerDay;

    tally.paper = Confusion::count(adjustPoints(node.flagged, node.truth, paperCounted, 0.0), node.truth,
                                   paperCounted);
    tally.paperAuc = rocAuc(groupCounted(score, node.truth, paperCounted));

    tally.strict = Confusion::count(node.flagged, node.truth, counted);
    tally.adjustedByShare
        = Confusion::count(adjustPoints(node.flagged, node.truth, counted, options.paK), node.truth, counted);
    tally.events = EventTally::count(node.flagged, node.truth, node.ignored, node.stepSeconds,
                                     options.mergeGapSeconds);

    const std::vector<ScoreGroup> groups = groupCounted(score, node.truth, counted);
    tally.aucRoc = rocAuc(groups);
    tally.aucPr = averagePrecision(groups);
    tally.f1Oracle = bestF1(groups);
    NODESENTRY_TRY(const auto volumes,
                   volumesUnderSurface(score, node.truth, counted, options.vusBufferSamples,
                                       options.vusThresholds, context));
    tally.vusPr = volumes.pr;
    tally.vusRoc = volumes.roc;
    return tally;
}

} // namespace

Result<MethodEvaluation> evaluateMethod(std::span<const EvaluationNode> nodes,
                                        const EvaluationOptions& options, const RunContext& context)
{
    for (const EvaluationNode& node : nodes)
        checkLengths(node);

    const auto count = static_cast<std::int64_t>(nodes.size());
    std::vector<Result<NodeTally>> results(nodes.size());
    std::atomic<std::int64_t> done = 0;
    const bool finished = parallelFor(count, context, [&](std::int64_t i) {
        const auto at = static_cast<std::size_t>(i);
        results[at] = judgeNode(nodes[at], options, context);
        context.report(static_cast<double>(++done) / static_cast<double>(count), nodes[at].node);
    });
    if (!finished)
        return cancelled();

    std::vector<NodeTally> tallies;
    std::vector<NodeTally> judged; // what intervals are drawn from
    MethodEvaluation evaluation;
    for (Result<NodeTally>& result : results) {
        NODESENTRY_TRY(const NodeTally tally, std::move(result));
        evaluation.nodes += tally.testSamples > 0 ? 1 : 0;
        evaluation.testSamples += tally.testSamples;
        evaluation.anomalousSamples += tally.anomalousSamples;
        evaluation.scoredSamples += tally.scoredSamples;
        evaluation.labelledNodes += tally.anomalousSamples > 0 ? 1 : 0;
        tallies.push_back(tally);
        if (tally.testSamples > 0)
            judged.push_back(tally);
    }
    evaluation.paper = paperFigures(tallies);
    evaluation.strict = strictFigures(tallies);
    NODESENTRY_TRY(evaluation.intervals, bootstrapIntervals(judged, options.bootstrapResamples, context));
    return evaluation;
}

} // namespace nodesentry
