#include "core/model/cluster_model.h"

#include "synthetic_segments.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace nodesentry {
namespace {

using testing::segmentsOf;
using testing::smallOptions;
using testing::wavyNode;

double meanScore(const std::vector<float>& score, std::int64_t begin, std::int64_t end)
{
    return std::accumulate(score.begin() + begin, score.begin() + end, 0.0)
        / static_cast<double>(end - begin);
}

TEST(ClusterModel, LearnsToRestoreWhatWasHidden)
{
    const SampleMatrix node = wavyNode(5, 4000, 1);
    TrainOptions options = smallOptions(400);
    options.layers = 2;
    options.width = options.feedForward = 32;
    options.epochs = 40; // so that the first entry is of a network that has hardly learned
    options.patience = 0;
    const auto model = ClusterModel::train(segmentsOf(node, 100), options, 1, "cpu");
    ASSERT_TRUE(model) << model.error().text();
    const std::vector<EpochReport>& epochs = model->report().epochs;
    ASSERT_GE(epochs.size(), 2U);
    EXPECT_LT(epochs.back().trainLoss, 0.5 * epochs.front().trainLoss);
    EXPECT_LT(epochs.back().heldBackLoss, 0.5 * epochs.front().heldBackLoss);

    const SampleMatrix fresh = wavyNode(5, 100, 2);
    const auto result = model->reconstruct(fresh, fresh, 0, 100);
    ASSERT_TRUE(result);
    const double error = (result->values - fresh).squaredNorm();
    EXPECT_LT(error, 0.5 * fresh.squaredNorm()); // expecting the mean everywhere would give 1
}

TEST(ClusterModel, EveryExpertGetsTokensOfTheTrainingData)
{
    const SampleMatrix node = wavyNode(5, 800, 1);
    TrainOptions options = smallOptions(120);
    options.experts = 4;
    const auto model = ClusterModel::train(segmentsOf(node, 100), options, 1, "cpu");
    ASSERT_TRUE(model);
    ASSERT_EQ(model->report().expertShare.size(), 4U);
    EXPECT_NEAR(std::accumulate(model->report().expertShare.begin(), model->report().expertShare.end(), 0.0),
                1.0, 1e-9);
    const auto result = model->reconstruct(node, node, 0, 100);
    ASSERT_TRUE(result);
    for (int e = 0; e < 4; ++e)
        EXPECT_GT(model->report().expertShare[static_cast<std::size_t>(e)], 0.02) << "expert " << e;
    EXPECT_TRUE(model->report().deadExperts.empty());
    EXPECT_TRUE(model->report().warnings().empty());
    for (std::size_t t = 0; t < 100; ++t) {
        EXPECT_TRUE(0 <= result->expert[t] && result->expert[t] < 4);
        EXPECT_GE(result->confidence[t], 0.25F); // the largest of four that sum to 1
        EXPECT_LE(result->confidence[t], 1.0F);
    }
}

TEST(ClusterModel, TheNewestSamplesAloneScoreAsTheyDoAmongAll)
{
    const SampleMatrix node = wavyNode(4, 300, 1);
    MaskMatrix filled = MaskMatrix::Zero(4, 300);
    filled.row(1).segment(90, 20).setOnes();
    for (const char* mode : {"time", "both"}) {
        TrainOptions options = smallOptions(20);
        options.maskMode = mode;
        const auto model = ClusterModel::train(segmentsOf(node, 100), options, 1, "cpu");
        ASSERT_TRUE(model);
        std::vector<ScoreView> views;
        for (const auto& [begin, end] : {std::pair{0, 100}, {100, 113}, {113, 114}, {150, 300}}) {
            ScoreView view;
            view.clipped = view.unclipped = &node;
            view.filled = &filled;
            view.begin = begin;
            view.end = end;
            view.position = begin % 7;
            views.push_back(view);
        }
        const auto all = model->reconstruct(views);
        for (const int samples : {1, 10}) {
            const auto latest = model->scoreLatest(views, samples);
            ASSERT_TRUE(all && latest);
            for (std::size_t i = 0; i < views.size(); ++i) {
                const auto count = std::min<std::int64_t>(samples, views[i].end - views[i].begin);
                ASSERT_EQ((*latest)[i].values.cols(), count);
                EXPECT_TRUE((*latest)[i].values.isApprox((*all)[i].values.rightCols(count), 1e-4F));
                EXPECT_TRUE((*latest)[i].error.isApprox((*all)[i].error.rightCols(count), 1e-3F));
                EXPECT_NEAR((*latest)[i].score.back(), (*all)[i].score.back(),
                            1e-4F * (*all)[i].score.back());
                EXPECT_EQ((*latest)[i].expert.back(), (*all)[i].expert.back());
            }
        }
    }
}

TEST(ClusterModel, ScoresAreTheSameOnAnyNumberOfThreads)
{
    const SampleMatrix node = wavyNode(4, 3000, 1);
    const auto model = ClusterModel::train(segmentsOf(node, 500), smallOptions(20), 1, "cpu");
    ASSERT_TRUE(model);
    const auto one = model->reconstruct(node, node, 0, 3000, RunContext({}, {}, 1));
    const auto three = model->reconstruct(node, node, 0, 3000, RunContext({}, {}, 3));
    ASSERT_TRUE(one && three);
    EXPECT_EQ(one->score, three->score);
    EXPECT_EQ(one->values, three->values);
    EXPECT_EQ(one->expert, three->expert);
}

TEST(ClusterModel, OtherMetricsThanItLearnedAreAnError)
{
    const SampleMatrix node = wavyNode(4, 100, 1);
    const auto model = ClusterModel::train(segmentsOf(node, 100), smallOptions(5), 1, "cpu");
    ASSERT_TRUE(model);
    const SampleMatrix fewer = node.topRows(3);
    const auto result = model->reconstruct(fewer, fewer, 0, 100);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::InconsistentData);
    EXPECT_EQ(result.error().message, "the model knows 4 metrics, the samples have 3");
}

TEST(ClusterModel, AMetricThatIsMissingThroughoutChangesNoOtherMetricsShareByMuch)
{
    const SampleMatrix node = wavyNode(6, 800, 1);
    const auto model = ClusterModel::train(segmentsOf(node, 100), smallOptions(200), 1, "cpu");
    ASSERT_TRUE(model);
    SampleMatrix fresh = wavyNode(6, 100, 2);
    MaskMatrix filled = MaskMatrix::Zero(6, 100);
    ScoreView view;
    view.clipped = view.unclipped = &fresh;
    view.filled = &filled;
    view.end = 100;
    const auto whole = model->reconstruct(std::span(&view, 1));
    filled.row(3).setOnes();
    fresh.row(3).setZero(); // as the stage prepare leaves it
    const auto lacking = model->reconstruct(std::span(&view, 1));
    ASSERT_TRUE(whole && lacking);
    EXPECT_EQ(lacking->front().error.row(3).maxCoeff(), 0.0F);
    EXPECT_LT(meanScore(lacking->front().score, 0, 100), 2.0 * meanScore(whole->front().score, 0, 100));
}

TEST(ClusterModel, AnInjectedAnomalyScoresHigherAndNamesItsMetric)
{
    const SampleMatrix node = wavyNode(6, 800, 1);
    const auto model = ClusterModel::train(segmentsOf(node, 100), smallOptions(200), 1, "cpu");
    ASSERT_TRUE(model);
    SampleMatrix broken = wavyNode(6, 100, 2);
    broken.row(4).segment(40, 15).array() += 2.5F;
    const auto result = model->reconstruct(broken, broken, 0, 100);
    ASSERT_TRUE(result);
    const double anomalous = meanScore(result->score, 40, 55);
    EXPECT_GT(anomalous, 1.5 * meanScore(result->score, 0, 35));
    EXPECT_GT(anomalous, 1.5 * meanScore(result->score, 60, 100));
    Eigen::Index worst = 0;
    result->error.middleCols(40, 15).rowwise().sum().maxCoeff(&worst);
    EXPECT_EQ(worst, 4);
}

TEST(ClusterModel, TheSharesOfTheMetricsSumToTheScore)
{
    const SampleMatrix node = wavyNode(4, 200, 1);
    const auto model = ClusterModel::train(segmentsOf(node, 100), smallOptions(20), 1, "cpu");
    ASSERT_TRUE(model);
    const auto result = model->reconstruct(node, node, 30, 130);
    ASSERT_TRUE(result);
    ASSERT_EQ(result->values.cols(), 100);
    ASSERT_EQ(result->expert.size(), 100U);
    for (Eigen::Index t = 0; t < 100; ++t) {
        EXPECT_NEAR(result->error.col(t).sum(), result->score[static_cast<std::size_t>(t)],
                    1e-4F * (1.0F + result->score[static_cast<std::size_t>(t)]));
        EXPECT_GE(result->error.col(t).minCoeff(), 0.0F);
    }
}

TEST(ClusterModel, TheScoreUsesTheSizeOfClippedExcursions)
{
    const SampleMatrix node = wavyNode(3, 200, 1);
    const auto model = ClusterModel::train(segmentsOf(node, 100), smallOptions(20), 1, "cpu");
    ASSERT_TRUE(model);
    SampleMatrix clipped = node;
    clipped(1, 50) = 5.0F;
    SampleMatrix large = clipped;
    large(1, 50) = 50.0F;
    const auto small = model->reconstruct(clipped, clipped, 0, 100);
    const auto big = model->reconstruct(clipped, large, 0, 100);
    ASSERT_TRUE(small && big);
    EXPECT_GT(big->score[50], 1.5F * small->score[50]);
    EXPECT_EQ(big->score[49], small->score[49]);
    EXPECT_EQ(big->values, small->values);
}

TEST(ClusterModel, FilledInValuesHaveNoShareAndNoInfluence)
{
    const SampleMatrix node = wavyNode(3, 200, 1);
    const auto model = ClusterModel::train(segmentsOf(node, 100), smallOptions(20), 1, "cpu");
    ASSERT_TRUE(model);
    MaskMatrix filled = MaskMatrix::Zero(3, 200);
    filled.row(2).segment(20, 30).setOnes();
    SampleMatrix other = node;
    other.row(2).segment(20, 30).setConstant(-4.0F);
    ScoreView view;
    view.filled = &filled;
    view.end = 100;
    view.clipped = view.unclipped = &node;
    const auto one = model->reconstruct(std::span(&view, 1));
    view.clipped = view.unclipped = &other;
    const auto two = model->reconstruct(std::span(&view, 1));
    ASSERT_TRUE(one && two);
    EXPECT_EQ(one->front().score, two->front().score);
    EXPECT_EQ(one->front().error.row(2).segment(20, 30).maxCoeff(), 0.0F);
}

TEST(ClusterModel, ASampleIsNeverJudgedByANetworkThatSawIt)
{
    const SampleMatrix node = wavyNode(3, 200, 1);
    TrainOptions options = smallOptions(20);
    options.scoreMasks = 2;
    options.maskMode = "time";
    const auto model = ClusterModel::train(segmentsOf(node, 100), options, 1, "cpu");
    ASSERT_TRUE(model);
    SampleMatrix changed = node;
    changed.col(50).array() += 3.0F;
    const auto before = model->reconstruct(node, node, 0, 100);
    const auto after = model->reconstruct(changed, changed, 0, 100);
    ASSERT_TRUE(before && after);
    EXPECT_EQ(before->values.col(50), after->values.col(50));
    EXPECT_NE(before->values, after->values);
}

TEST(ClusterModel, OneMetricFarBeyondItsErrorsInTrainingCountsBesidesTheMean)
{
    const SampleMatrix node = wavyNode(8, 200, 1);
    TrainOptions options = smallOptions(20);
    options.tailWeight = 0.0;
    const auto plain = ClusterModel::train(segmentsOf(node, 100), options, 1, "cpu");
    options.tailWeight = 2.0;
    const auto model = ClusterModel::train(segmentsOf(node, 100), options, 1, "cpu");
    ASSERT_TRUE(plain && model);
    SampleMatrix changed = node;
    changed(3, 50) += 400.0F;
    const auto usual = plain->reconstruct(node, changed, 0, 100);
    const auto result = model->reconstruct(node, changed, 0, 100);
    ASSERT_TRUE(usual && result);
    EXPECT_EQ(usual->values, result->values) << "the network is the same";
    // Most samples lie within the tails and keep their score; at the changed one the excess is 2 ln(e /
    // tail), and ten times the error adds 2 ln 10 to it.
    EXPECT_EQ(usual->score[20], result->score[20]);
    changed(3, 50) = node(3, 50) + 4000.0F;
    const auto larger = model->reconstruct(node, changed, 0, 100);
    const auto largerUsual = plain->reconstruct(node, changed, 0, 100);
    const float excess = result->score[50] - usual->score[50];
    EXPECT_GT(excess, 2.0F);
    EXPECT_NEAR(larger->score[50] - largerUsual->score[50] - excess, 2.0 * std::log(10.0), 0.1);
    EXPECT_NEAR(result->error.col(50).sum(), result->score[50], 1e-3) << "metrics explain all of it";
}

TEST(ClusterModel, OfTwoWaysOfHidingTheOneThatFindsMoreIsBelieved)
{
    const SampleMatrix node = wavyNode(6, 400, 1);
    TrainOptions options = smallOptions(40);
    options.maskMode = "mixed";
    const auto model = ClusterModel::train(segmentsOf(node, 100), options, 1, "cpu");
    ASSERT_TRUE(model);
    SampleMatrix changed = node;
    changed(2, 50) += 40.0F; // one metric, one sample: the blocks of time around it do not show it
    changed.middleCols(150, 30).array() += 3.0F; // all metrics for long: they agree with each other
    const auto result = model->reconstruct(changed, changed, 0, 400);
    ASSERT_TRUE(result);
    for (Eigen::Index t = 0; t < 400; ++t)
        ASSERT_NEAR(result->error.col(t).sum(), result->score[std::size_t(t)], 1e-3)
            << "score and errors are of one and the same reconstruction";
    const double usual = meanScore(result->score, 250, 400);
    EXPECT_GT(result->score[50], usual + 1.0);
    EXPECT_GT(meanScore(result->score, 150, 180), usual + 1.0);
}

TEST(ClusterModel, WhatIsUsualForTheClusterIsNotOnlyWhatItLearnedFrom)
{
    const SampleMatrix node = wavyNode(4, 400, 1);
    SampleMatrix spiky = node;
    for (Eigen::Index t = 3; t < 400; t += 20)
        spiky(1, t) += 30.0F;
    const auto alone = ClusterModel::train(segmentsOf(node, 100), smallOptions(20), 1, "cpu");
    TrainingSupport support;
    ScoreView view;
    view.clipped = &node;
    view.unclipped = &spiky;
    view.end = 400;
    support.usual = {view};
    const auto told = ClusterModel::train(segmentsOf(node, 100), smallOptions(20), 1, "cpu", {}, support);
    ASSERT_TRUE(alone && told);
    const auto surprised = alone->reconstruct(node, spiky, 0, 100);
    const auto used = told->reconstruct(node, spiky, 0, 100);
    ASSERT_TRUE(surprised && used);
    EXPECT_EQ(surprised->values, used->values);
    EXPECT_GT(surprised->score[43], used->score[43] + 1.0F);
}

TEST(ClusterModel, ThePositionWithinTheSegmentMatters)
{
    const SampleMatrix node = wavyNode(3, 200, 1);
    const auto model = ClusterModel::train(segmentsOf(node, 100), smallOptions(40), 1, "cpu");
    ASSERT_TRUE(model);
    ScoreView view;
    view.clipped = view.unclipped = &node;
    view.begin = 64;
    view.end = 80;
    const auto asStart = model->reconstruct(std::span(&view, 1));
    view.position = 64;
    const auto asMiddle = model->reconstruct(std::span(&view, 1));
    ASSERT_TRUE(asStart && asMiddle);
    EXPECT_GT((asStart->front().values - asMiddle->front().values).cwiseAbs().maxCoeff(), 1e-3F);
}

TEST(ClusterModel, ManyStretchesTogetherGiveWhatEachGivesAlone)
{
    const SampleMatrix node = wavyNode(4, 300, 1);
    const auto model = ClusterModel::train(segmentsOf(node, 100), smallOptions(20), 1, "cpu");
    ASSERT_TRUE(model);
    std::vector<ScoreView> views;
    for (const auto& [begin, end] : {std::pair{0, 100}, {100, 113}, {113, 114}, {150, 300}}) {
        ScoreView view;
        view.clipped = view.unclipped = &node;
        view.begin = begin;
        view.end = end;
        views.push_back(view);
    }
    const auto together = model->reconstruct(views);
    ASSERT_TRUE(together);
    for (std::size_t i = 0; i < views.size(); ++i) {
        const auto alone = model->reconstruct(node, node, views[i].begin, views[i].end);
        ASSERT_TRUE(alone);
        EXPECT_TRUE(alone->values.isApprox((*together)[i].values, 1e-4F)) << "stretch " << i;
        EXPECT_EQ(alone->expert, (*together)[i].expert);
    }
}

TEST(ClusterModel, EqualSeedsGiveEqualModelsAndOthersDoNot)
{
    const SampleMatrix node = wavyNode(4, 400, 1);
    const std::vector<SegmentView> segments = segmentsOf(node, 50);
    std::vector<std::vector<float>> scores;
    for (const std::uint64_t seed : {7, 7, 8}) {
        const auto model = ClusterModel::train(segments, smallOptions(30), seed, "cpu");
        ASSERT_TRUE(model);
        const auto result = model->reconstruct(node, node, 0, 50);
        ASSERT_TRUE(result);
        scores.push_back(result->score);
    }
    EXPECT_EQ(scores[0], scores[1]);
    EXPECT_NE(scores[0], scores[2]);
}

TEST(ClusterModel, OneShortSegmentIsEnough)
{
    const SampleMatrix node = wavyNode(3, 12, 1);
    const auto model = ClusterModel::train(segmentsOf(node, 12), smallOptions(20), 1, "cpu");
    ASSERT_TRUE(model) << model.error().text();
    EXPECT_EQ(model->report().windows, 1);
    EXPECT_TRUE(std::isnan(model->report().epochs.back().heldBackLoss));
    const auto result = model->reconstruct(node, node, 0, 12);
    ASSERT_TRUE(result);
    for (const float score : result->score)
        EXPECT_TRUE(std::isfinite(score));
}

TEST(ClusterModel, WorksForAnyNumberOfMetrics)
{
    for (const int metrics : {1, 7, 38, 137}) {
        const SampleMatrix node = wavyNode(metrics, 120, 1);
        const auto model = ClusterModel::train(segmentsOf(node, 60), smallOptions(6), 1, "cpu");
        ASSERT_TRUE(model) << metrics << " metrics: " << model.error().text();
        EXPECT_EQ(model->metricCount(), metrics);
        const auto result = model->reconstruct(node, node, 0, 60);
        ASSERT_TRUE(result);
        EXPECT_TRUE(result->error.allFinite()) << metrics << " metrics";
    }
}

TEST(ClusterModel, ConstantMetricsAreHarmlessUntilTheyMove)
{
    SampleMatrix node = wavyNode(4, 400, 1);
    node.row(2).setZero();
    const auto model = ClusterModel::train(segmentsOf(node, 100), smallOptions(80), 1, "cpu");
    ASSERT_TRUE(model);
    SampleMatrix moved = node;
    moved(2, 50) = 3.0F;
    const auto calm = model->reconstruct(node, node, 0, 100);
    const auto result = model->reconstruct(moved, moved, 0, 100);
    ASSERT_TRUE(calm && result);
    EXPECT_TRUE(calm->error.allFinite());
    EXPECT_GT(result->score[50], 3.0F * calm->score[50]);
}

TEST(ClusterModel, FineTuningLearnsANewHabit)
{
    const SampleMatrix known = wavyNode(4, 400, 1);
    const SampleMatrix fresh = -wavyNode(4, 400, 2);
    const auto model = ClusterModel::train(segmentsOf(known, 100), smallOptions(60), 1, "cpu");
    ASSERT_TRUE(model);
    std::vector<SegmentView> all = segmentsOf(known, 100);
    const std::vector<SegmentView> more = segmentsOf(fresh, 100);
    all.insert(all.end(), more.begin(), more.end());
    const auto tuned = model->fineTuned(all, 60, 2);
    ASSERT_TRUE(tuned) << tuned.error().text();
    EXPECT_EQ(tuned->report().steps, 60);
    const SampleMatrix unseen = -wavyNode(4, 100, 3);
    const auto before = model->reconstruct(unseen, unseen, 0, 100);
    const auto after = tuned->reconstruct(unseen, unseen, 0, 100);
    ASSERT_TRUE(before && after);
    EXPECT_LT((after->values - unseen).squaredNorm(), 0.9F * (before->values - unseen).squaredNorm());
}

TEST(ClusterModel, RefusesWhatItCannotLearnFrom)
{
    EXPECT_EQ(ClusterModel::train({}, smallOptions(), 1, "cpu").error().code, ErrorCode::InvalidArgument);

    SampleMatrix node = wavyNode(3, 100, 1);
    const SampleMatrix other = wavyNode(4, 100, 1);
    std::vector<SegmentView> mixed = segmentsOf(node, 100);
    mixed.push_back(segmentsOf(other, 100).front());
    EXPECT_EQ(ClusterModel::train(mixed, smallOptions(), 1, "cpu").error().code, ErrorCode::InconsistentData);

    node(2, 17) = std::numeric_limits<float>::quiet_NaN();
    const auto broken = ClusterModel::train(segmentsOf(node, 100), smallOptions(), 1, "cpu");
    ASSERT_FALSE(broken);
    EXPECT_EQ(broken.error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(broken.error().message, "segment 1: the value of metric 2 at sample 17 is not finite");
    TrainingSupport support;
    support.metricNames = {"cpu", "mem", "net"};
    EXPECT_EQ(
        ClusterModel::train(segmentsOf(node, 100), smallOptions(), 1, "cpu", {}, support).error().message,
        "segment 1: the value of metric 'net' at sample 17 is not finite");
}

TEST(ClusterModel, RefusesOptionsOutOfRange)
{
    const SampleMatrix node = wavyNode(3, 100, 1);
    TrainOptions options = smallOptions();
    options.topK = 4;
    EXPECT_EQ(ClusterModel::train(segmentsOf(node, 100), options, 1, "cpu").error().code,
              ErrorCode::InvalidArgument);
    options = smallOptions();
    options.maskRatio = 0.0;
    EXPECT_EQ(ClusterModel::train(segmentsOf(node, 100), options, 1, "cpu").error().code,
              ErrorCode::InvalidArgument);
}

TEST(ClusterModel, StopsInTheMiddleOfTraining)
{
    const SampleMatrix node = wavyNode(3, 400, 1);
    std::stop_source stop;
    int reports = 0;
    const RunContext context(stop.get_token(), [&](const Progress&) {
        if (++reports == 3)
            stop.request_stop();
    });
    const auto model = ClusterModel::train(segmentsOf(node, 100), smallOptions(100000), 1, "cpu", context);
    ASSERT_FALSE(model);
    EXPECT_EQ(model.error().code, ErrorCode::Cancelled);
    EXPECT_EQ(reports, 3);
}

TEST(ClusterModel, ReportsProgressThatNeverFalls)
{
    const SampleMatrix node = wavyNode(3, 400, 1);
    double last = 0.0;
    const RunContext context({}, [&](const Progress& progress) {
        EXPECT_GE(progress.fraction, last);
        last = progress.fraction;
    });
    ASSERT_TRUE(ClusterModel::train(segmentsOf(node, 100), smallOptions(20), 1, "cpu", context));
    EXPECT_NEAR(last, 1.0, 1e-9);
}

} // namespace
} // namespace nodesentry
