#include "core/eval/evaluation.h"

#include "core/base/expects.h"
#include "core/eval/figures.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <random>

namespace nodesentry {
namespace {

using Flags = std::vector<std::uint8_t>;

EvaluationNode makeNode(std::vector<float> score, Flags flagged, Flags truth, double stepSeconds = 60.0)
{
    EvaluationNode node;
    node.node = "n";
    node.score = std::move(score);
    node.flagged = std::move(flagged);
    node.truth = std::move(truth);
    node.excluded.assign(node.score.size(), 0);
    node.ignored.assign(node.score.size(), 0);
    node.stepSeconds = stepSeconds;
    return node;
}

MethodEvaluation evaluate(const std::vector<EvaluationNode>& nodes, const EvaluationOptions& options = {})
{
    const auto result = evaluateMethod(nodes, options);
    EXPECT_TRUE(result);
    return *result;
}

/// Two nodes with anomalies and one without, small enough to count by hand.
std::vector<EvaluationNode> threeNodes()
{
    return {
        // Event 2..5, one of three samples flagged; one false alarm.
        makeNode({0, 1, 2, 9, 3, 8}, {0, 0, 0, 1, 0, 1}, {0, 0, 1, 1, 1, 0}),
        // Two events, the first flagged throughout, the second missed.
        makeNode({7, 6, 1, 2, 3, 0}, {1, 1, 0, 0, 0, 0}, {1, 1, 0, 0, 0, 1}),
        // Nothing to find, one false alarm.
        makeNode({0, 0, 5, 0}, {0, 0, 1, 0}, {0, 0, 0, 0}),
    };
}

TEST(EvaluateMethod, PaperFiguresAreMeansOverTheNodesWithAnomalies)
{
    const auto paper = evaluate(threeNodes()).paper;
    // Node 1 adjusted: TP 3, FP 1, FN 0. Node 2: TP 2, FP 0, FN 1.
    EXPECT_DOUBLE_EQ(paper.precision, (3.0 / 4.0 + 1.0) / 2);
    EXPECT_DOUBLE_EQ(paper.recall, (1.0 + 2.0 / 3.0) / 2);
    EXPECT_DOUBLE_EQ(paper.f1, 2 * paper.precision * paper.recall / (paper.precision + paper.recall));
    // Node 1: anomalous 2, 9, 3 against 0, 1, 8: won 2 + 3 + 2 of 9. Node 2: 7, 6, 0 against 1, 2, 3: 6 of 9.
    EXPECT_DOUBLE_EQ(paper.auc, (7.0 / 9.0 + 6.0 / 9.0) / 2);
}

TEST(EvaluateMethod, StrictCountsArePooledWithoutAdjustment)
{
    EvaluationOptions options;
    options.mergeGapSeconds = 0;
    const auto evaluation = evaluate(threeNodes(), options);
    const auto& strict = evaluation.strict;
    // TP 1 + 2, FP 1 + 0 + 1, FN 2 + 1.
    EXPECT_DOUBLE_EQ(strict.precision, 3.0 / 5.0);
    EXPECT_DOUBLE_EQ(strict.recall, 3.0 / 6.0);
    EXPECT_DOUBLE_EQ(strict.f1, 2.0 * 3 / (2 * 3 + 2 + 3));
    // One of three samples of node 1's event exceeds 20 %: TP 3 + 2, FP 2, FN 0 + 1.
    EXPECT_DOUBLE_EQ(strict.paK20, 2.0 * 5 / (2 * 5 + 2 + 1));
    EXPECT_DOUBLE_EQ(strict.eventRecall, 2.0 / 3.0);
    EXPECT_DOUBLE_EQ(strict.compositeF1, 2 * 0.6 * (2.0 / 3.0) / (0.6 + 2.0 / 3.0));
    // Alarms: sample 3 (true), sample 5, node 2's run (true), node 3's.
    EXPECT_DOUBLE_EQ(strict.eventPrecision, 2.0 / 4.0);
    EXPECT_DOUBLE_EQ(strict.delaySeconds, (60.0 + 0.0) / 2);
    // Two false alarms in 16 minutes.
    EXPECT_DOUBLE_EQ(strict.falseAlarmsPerNodeDay, 2.0 / (16.0 / 1440.0));
    EXPECT_EQ(evaluation.nodes, 3);
    EXPECT_EQ(evaluation.testSamples, 16);
    EXPECT_EQ(evaluation.anomalousSamples, 6);
}

TEST(EvaluateMethod, EventPrecisionIsReadBesideTheFlaggedShareOfNormalTime)
{
    EvaluationOptions options;
    options.mergeGapSeconds = 0;
    const auto strict = evaluate(threeNodes(), options).strict;
    // Two of ten normal samples are flagged; event precision is 2 of 4.
    EXPECT_DOUBLE_EQ(strict.flaggedNormalShare, 0.2);
    EXPECT_DOUBLE_EQ(strict.eventPrecisionCorrected, 0.5 * 0.8);

    // One that always alarms: a single alarm, and a true one, as soon as the event begins.
    const auto always = evaluate({makeNode({1, 1, 1, 1}, {1, 1, 1, 1}, {0, 0, 1, 0})}).strict;
    EXPECT_DOUBLE_EQ(always.eventPrecision, 1.0);
    EXPECT_DOUBLE_EQ(always.eventRecall, 1.0);
    EXPECT_DOUBLE_EQ(always.delaySeconds, 0.0);
    EXPECT_DOUBLE_EQ(always.falseAlarmsPerNodeDay, 0.0);
    EXPECT_DOUBLE_EQ(always.flaggedNormalShare, 1.0);
    EXPECT_DOUBLE_EQ(always.eventPrecisionCorrected, 0.0);
}

TEST(EvaluateMethod, FiguresOverAllThresholdsAreMeansOverNodes)
{
    EvaluationOptions options;
    options.vusBufferSamples = 0;
    const auto strict = evaluate(threeNodes(), options).strict;
    EXPECT_DOUBLE_EQ(strict.aucRoc, (7.0 / 9.0 + 6.0 / 9.0) / 2);
    // Node 1 from the top: + - + + - -, precisions 1, 2/3, 3/4. Node 2: + + - - - +, precisions 1, 1, 3/6.
    EXPECT_DOUBLE_EQ(strict.aucPr, ((1 + 2.0 / 3 + 3.0 / 4) / 3 + (1 + 1 + 3.0 / 6) / 3) / 2);
    // Node 1: 4 flagged, 3 right: 6/7. Node 2: 2 flagged, 2 right: 4/5.
    EXPECT_DOUBLE_EQ(strict.f1Oracle, (6.0 / 7 + 4.0 / 5) / 2);
    // Node 1 has one event: as average precision. Node 2: recall 1/3 and 2/3 halved while one of two events
    // is touched, at precision 1; then 1 at 3/6.
    EXPECT_DOUBLE_EQ(strict.vusPr, ((1 + 2.0 / 3 + 3.0 / 4) / 3 + (1.0 / 3 + 2.0 / 3 * 0.5)) / 2);
}

TEST(EvaluateMethod, TransitionMarginsLeaveThePaperFiguresOnly)
{
    auto nodes = threeNodes();
    const auto before = evaluate(nodes).strict;
    nodes[0].excluded[5] = 1; // the false alarm
    const auto after = evaluate(nodes);
    EXPECT_DOUBLE_EQ(after.paper.precision, 1.0);
    EXPECT_DOUBLE_EQ(after.strict.precision, before.precision);
    EXPECT_DOUBLE_EQ(after.strict.aucRoc, before.aucRoc);
}

TEST(EvaluateMethod, IgnoredSamplesLeaveEverything)
{
    auto nodes = threeNodes();
    nodes.resize(1);
    nodes[0].ignored = {0, 0, 0, 0, 1, 1};
    const auto evaluation = evaluate(nodes);
    // Left: scores 0, 1, 2, 9, truth 0, 0, 1, 1, flag on the last.
    EXPECT_DOUBLE_EQ(evaluation.strict.precision, 1.0);
    EXPECT_DOUBLE_EQ(evaluation.strict.recall, 0.5);
    EXPECT_DOUBLE_EQ(evaluation.strict.aucRoc, 1.0);
    EXPECT_DOUBLE_EQ(evaluation.paper.recall, 1.0);
    EXPECT_EQ(evaluation.testSamples, 4);
    EXPECT_EQ(evaluation.anomalousSamples, 2);
}

TEST(EvaluateMethod, LeavingAnomaliesUnscoredDoesNotPay)
{
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const auto evaluation = evaluate({makeNode({5, nan, 1, 2}, {1, 0, 0, 0}, {1, 1, 0, 0})});
    EXPECT_EQ(evaluation.testSamples, 4);
    EXPECT_EQ(evaluation.scoredSamples, 3);
    const auto& strict = evaluation.strict;
    // The unscored anomaly ranks below both normal samples: 2 of 4 pairs.
    EXPECT_DOUBLE_EQ(strict.aucRoc, 0.5);
    EXPECT_DOUBLE_EQ(strict.recall, 0.5);
}

TEST(EvaluateMethod, APerfectDetectorHasOnes)
{
    const Flags truth{0, 0, 1, 1, 0, 0, 1, 0};
    EvaluationOptions options;
    options.vusBufferSamples = 0;
    const auto evaluation = evaluate({makeNode({0, 0, 1, 1, 0, 0, 1, 0}, truth, truth)}, options);
    const auto& paper = evaluation.paper;
    const auto& strict = evaluation.strict;
    for (const double figure :
         {paper.precision, paper.recall, paper.auc, paper.f1, strict.f1, strict.precision, strict.recall,
          strict.f1Oracle, strict.paK20, strict.compositeF1, strict.eventPrecision, strict.eventRecall,
          strict.aucRoc, strict.aucPr, strict.vusPr})
        EXPECT_DOUBLE_EQ(figure, 1.0);
    EXPECT_EQ(strict.delaySeconds, 0.0);
    EXPECT_EQ(strict.falseAlarmsPerNodeDay, 0.0);
}

TEST(EvaluateMethod, ARandomScoreShinesOnlyUnderPointAdjustment)
{
    // Ten events of 500 samples, 25 % of all; a score that knows nothing, 1 % of it flagged.
    std::mt19937 random(11);
    std::uniform_real_distribution<float> uniform;
    std::vector<float> score(20'000);
    Flags flagged(score.size());
    Flags truth(score.size());
    for (std::size_t i = 0; i < score.size(); ++i) {
        score[i] = uniform(random);
        flagged[i] = score[i] > 0.99F ? 1 : 0;
        truth[i] = i % 2000 < 500 ? 1 : 0;
    }
    const auto evaluation = evaluate({makeNode(score, flagged, truth)});
    EXPECT_GT(evaluation.paper.f1, 0.9);
    EXPECT_LT(evaluation.strict.f1, 0.05);
    EXPECT_LT(evaluation.strict.paK20, 0.05);
    EXPECT_NEAR(evaluation.strict.precision, 0.25, 0.1);
    EXPECT_NEAR(evaluation.strict.aucRoc, 0.5, 0.02);
    EXPECT_NEAR(evaluation.strict.aucPr, 0.25, 0.02);
    EXPECT_GT(evaluation.strict.falseAlarmsPerNodeDay, 5.0);
}

TEST(EvaluateMethod, NothingToJudgeIsUndefinedNotZero)
{
    const auto nothing = evaluate({});
    EXPECT_EQ(nothing.nodes, 0);
    EXPECT_TRUE(std::isnan(nothing.paper.f1));
    EXPECT_TRUE(std::isnan(nothing.strict.f1));
    EXPECT_TRUE(std::isnan(nothing.strict.falseAlarmsPerNodeDay));

    const auto quiet = evaluate({makeNode({1, 2}, {0, 1}, {0, 0}, 43200.0)});
    EXPECT_TRUE(std::isnan(quiet.paper.precision));
    EXPECT_TRUE(std::isnan(quiet.strict.aucPr));
    EXPECT_TRUE(std::isnan(quiet.strict.eventRecall));
    EXPECT_EQ(quiet.strict.falseAlarmsPerNodeDay, 1.0);

    const auto allAnomalous = evaluate({makeNode({1, 2}, {0, 1}, {1, 1})});
    EXPECT_TRUE(std::isnan(allAnomalous.strict.aucRoc));
    EXPECT_EQ(allAnomalous.strict.aucPr, 1.0);
}

TEST(EvaluateMethod, ThreadsDoNotChangeTheFigures)
{
    std::vector<EvaluationNode> nodes;
    for (int copy = 0; copy < 5; ++copy)
        for (const auto& node : threeNodes())
            nodes.push_back(node);
    const auto one = evaluateMethod(nodes, {}, RunContext({}, {}, 1));
    const auto four = evaluateMethod(nodes, {}, RunContext({}, {}, 4));
    ASSERT_TRUE(one && four);
    EXPECT_EQ(toJson(*one), toJson(*four));
}

TEST(EvaluateMethod, StopsWhenAsked)
{
    std::stop_source stop;
    stop.request_stop();
    const auto result = evaluateMethod(threeNodes(), {}, RunContext(stop.get_token()));
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::Cancelled);
}

TEST(EvaluateMethod, IntervalsAreThePercentilesOverAllSetsOfTwoNodes)
{
    // Node 1: recall 1/3 on one event of three samples. Node 2: recall 2/3. Drawn are 11, 12, 21, 22 with a
    // chance of one quarter each, so that pooled recall is 1/3, 1/2, 1/2, 2/3.
    auto nodes = threeNodes();
    nodes.resize(2);
    EvaluationOptions options;
    options.bootstrapResamples = 4000;
    const auto evaluation = evaluate(nodes, options);
    ASSERT_TRUE(evaluation.intervals);
    EXPECT_EQ(evaluation.intervals->nodes, 2);
    EXPECT_EQ(evaluation.intervals->resamples, 4000);
    EXPECT_DOUBLE_EQ(evaluation.intervals->strictLow.recall, 1.0 / 3.0);
    EXPECT_DOUBLE_EQ(evaluation.intervals->strictHigh.recall, 2.0 / 3.0);
    EXPECT_DOUBLE_EQ(evaluation.intervals->strictLow.aucRoc, 6.0 / 9.0);
    EXPECT_DOUBLE_EQ(evaluation.intervals->strictHigh.aucRoc, 7.0 / 9.0);
    EXPECT_DOUBLE_EQ(evaluation.intervals->paperLow.recall, 2.0 / 3.0);
    EXPECT_DOUBLE_EQ(evaluation.intervals->paperHigh.recall, 1.0);
}

TEST(EvaluateMethod, IntervalsAreAsWideAsTheStandardErrorOfTheMeanSays)
{
    // 100 nodes whose AUC-ROC is 0 or 1, half of them each: standard error of the mean 0.5 / 10.
    std::vector<EvaluationNode> nodes;
    for (int i = 0; i < 100; ++i)
        nodes.push_back(
            makeNode(i % 2 == 0 ? std::vector<float>{0, 1} : std::vector<float>{1, 0}, {0, 0}, {0, 1}));
    EvaluationOptions options;
    options.vusBufferSamples = 0;
    const auto evaluation = evaluate(nodes, options);
    ASSERT_TRUE(evaluation.intervals);
    EXPECT_NEAR(evaluation.intervals->strictLow.aucRoc, 0.5 - 1.96 * 0.05, 0.02);
    EXPECT_NEAR(evaluation.intervals->strictHigh.aucRoc, 0.5 + 1.96 * 0.05, 0.02);
}

TEST(EvaluateMethod, OneNodeHasNoIntervalsAndNeitherHasAFigureMostSetsLeaveUndefined)
{
    auto nodes = threeNodes();
    nodes.resize(1);
    EXPECT_FALSE(evaluate(nodes).intervals);
    // A node without test samples is none to draw.
    nodes.push_back(nodes[0]);
    nodes[1].ignored.assign(6, 1);
    EXPECT_FALSE(evaluate(nodes).intervals);

    EvaluationOptions none;
    none.bootstrapResamples = 0;
    EXPECT_FALSE(evaluate(threeNodes(), none).intervals);

    const EvaluationNode quiet = threeNodes()[2];
    const auto intervals = evaluate({quiet, quiet}).intervals;
    ASSERT_TRUE(intervals);
    EXPECT_TRUE(std::isnan(intervals->strictLow.recall));
    EXPECT_GT(intervals->strictLow.falseAlarmsPerNodeDay, 0.0);
    const auto json = nlohmann::json::parse(toJson(evaluate({quiet, quiet})));
    EXPECT_TRUE(json.at("intervals").at("strict").at("recall").is_null());
    EXPECT_EQ(json.at("intervals").at("strict").at("false_alarms_per_node_day").size(), 2U);
}

TEST(EvaluateMethod, OneLabelledNodeOfTwelveHasNoIntervalOfWhatNeedsLabels)
{
    const EvaluationNode labelled = threeNodes()[0];
    const EvaluationNode quiet = threeNodes()[2];
    std::vector<EvaluationNode> nodes(12, quiet);
    nodes[3] = labelled;
    const auto evaluation = evaluate(nodes);
    EXPECT_EQ(evaluation.labelledNodes, 1);
    ASSERT_TRUE(evaluation.intervals);
    EXPECT_EQ(evaluation.intervals->nodes, 12);
    EXPECT_EQ(evaluation.intervals->labelledNodes, 1);
    for (const auto& figure : kStrictFigures)
        EXPECT_EQ(std::isnan(evaluation.intervals->strictLow.*figure.value), figure.needsAnomalies)
            << figure.name;
    for (const auto& figure : kPaperFigures)
        EXPECT_TRUE(std::isnan(evaluation.intervals->paperLow.*figure.value)) << figure.name;
    // All nodes have false alarms, the labelled one in six minutes, the others in four.
    EXPECT_LT(evaluation.intervals->strictLow.falseAlarmsPerNodeDay,
              evaluation.intervals->strictHigh.falseAlarmsPerNodeDay);

    nodes[7] = threeNodes()[1];
    const auto two = evaluate(nodes).intervals;
    ASSERT_TRUE(two);
    EXPECT_EQ(two->labelledNodes, 2);
    EXPECT_LT(two->strictLow.recall, two->strictHigh.recall);
}

TEST(EvaluateMethod, RefusesVectorsOfDifferentLength)
{
    auto nodes = threeNodes();
    nodes[1].truth.pop_back();
    EXPECT_THROW((void)evaluateMethod(nodes, {}), ContractViolation);
}

TEST(MethodEvaluationJson, HasTheKeysOfTheCommandLineAndNullForUndefined)
{
    const auto json = nlohmann::json::parse(toJson(evaluate(threeNodes())));
    EXPECT_EQ(json.size(), 4U);
    EXPECT_EQ(json.at("scored_samples"), 16);
    for (const char* key : {"precision", "recall", "auc", "f1"})
        EXPECT_TRUE(json.at("paper").at(key).is_number()) << key;
    EXPECT_EQ(json.at("paper").size(), 4U);
    for (const char* key :
         {"f1", "precision", "recall", "f1_oracle", "pa_k20", "composite_f1", "event_precision",
          "event_precision_corrected", "event_recall", "auc_roc", "auc_pr", "vus_pr", "vus_roc", "delay_s",
          "false_alarms_per_node_day", "flagged_normal_share"})
        EXPECT_TRUE(json.at("strict").at(key).is_number()) << key;
    EXPECT_EQ(json.at("strict").size(), 16U);
    EXPECT_EQ(json.at("strict").at("precision").get<double>(), 0.6);

    const auto undefined = nlohmann::json::parse(toJson({}));
    EXPECT_TRUE(undefined.at("paper").at("f1").is_null());
    EXPECT_TRUE(undefined.at("strict").at("vus_pr").is_null());
}

TEST(EvaluationOptions, EveryMemberCanBeSetByName)
{
    EvaluationOptions options;
    ParameterBinder binder;
    bindParameters(binder, options);
    EXPECT_EQ(binder.parameters().size(), 6U);
    for (const auto& [name, text] : {std::pair{"transition_exclusion_s", "30"},
                                     {"pa_k", "0.5"},
                                     {"merge_gap_s", "15"},
                                     {"vus_buffer_samples", "10"},
                                     {"vus_thresholds", "250"},
                                     {"bootstrap_resamples", "50"}})
        EXPECT_TRUE(binder.set(name, text)) << name;
    EXPECT_EQ(options.transitionExclusionSeconds, 30.0);
    EXPECT_EQ(options.paK, 0.5);
    EXPECT_EQ(options.mergeGapSeconds, 15.0);
    EXPECT_EQ(options.vusBufferSamples, 10);
    EXPECT_EQ(options.vusThresholds, 250);
    EXPECT_EQ(options.bootstrapResamples, 50);
}

} // namespace
} // namespace nodesentry
