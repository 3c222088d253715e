#include "core/model/trainer_p.h"

#include "synthetic_segments.h"

#include <gtest/gtest.h>

#include "tests/support/temporary_folder.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <random>

namespace nodesentry {
namespace {

using testing::segmentsOf;
using testing::smallOptions;
using testing::wavyNode;

/// What came of one training.
struct Trained {
    TransformerNetwork network;
    Result<TrainingReport> report;
};

Trained trained(const std::vector<SegmentView>& segments, const TrainOptions& options,
                const RunContext& context = {}, const TrainingSupport& support = {})
{
    const auto metrics = static_cast<int>(segments.front().values->rows());
    Trained result{TransformerNetwork(metrics, options, 1), {}};
    result.report = trainNetwork(result.network, segments, options,
                                 std::vector<double>(static_cast<std::size_t>(metrics), 1.0), 1, torch::kCPU,
                                 context, support);
    return result;
}

bool sameBits(const TransformerNetwork& one, const TransformerNetwork& two)
{
    const auto first = one.parameters();
    const auto second = two.parameters();
    for (std::size_t i = 0; i < first.size(); ++i)
        if (!at::equal(first[i], second[i]))
            return false;
    return first.size() == second.size();
}

std::vector<double> lossesOf(const TrainingReport& report)
{
    std::vector<double> losses;
    for (const EpochReport& epoch : report.epochs)
        losses.insert(losses.end(), {epoch.trainLoss, epoch.heldBackLoss, epoch.balanceLoss});
    return losses;
}

/// Stops when the training reports for the given time.
class StopAfter {
public:
    explicit StopAfter(int reports) : m_left(reports) { }
    RunContext context()
    {
        return RunContext(m_stop.get_token(), [this](const Progress&) {
            if (--m_left == 0)
                m_stop.request_stop();
        });
    }

private:
    int m_left;
    std::stop_source m_stop;
};

TEST(Trainer, ALossThatIsNotFiniteEndsTrainingAndNamesThePlace)
{
    const SampleMatrix node = wavyNode(3, 200, 1);
    TrainOptions options = smallOptions(40);
    options.learningRate = 1e30; // beyond what the parameter's range allows
    TransformerNetwork network(3, options, 1);
    const std::vector<double> weights(3, 1.0);
    const auto report = trainNetwork(network, segmentsOf(node, 100), options, weights, 1, torch::kCPU, {});
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().code, ErrorCode::TrainingDiverged);
    EXPECT_NE(report.error().message.find("epoch 1, step 2, with a tenth of the learning rate too"),
              std::string::npos)
        << report.error().message;
    EXPECT_NE(report.error().advice.find("learning_rate"), std::string::npos);
}

TEST(Trainer, AnInterruptedTrainingGoesOnToTheSameBits)
{
    const SampleMatrix node = wavyNode(3, 600, 1);
    const auto segments = segmentsOf(node, 60); // whole segments are held back, and so is the best epoch kept
    const TrainOptions options = smallOptions(45);
    const Trained whole = trained(segments, options);
    ASSERT_TRUE(whole.report);

    const test::TemporaryFolder folder;
    TrainingSupport support;
    support.checkpointPath = folder.file("3.resume");
    support.checkpointFingerprint = "f";
    std::mt19937 random(7);
    for (int round = 0; round < 4; ++round) {
        std::filesystem::remove(support.checkpointPath);
        std::int64_t before = 0;
        for (int stop = 0; stop < 2; ++stop) { // twice, so that what was taken up is interrupted again
            const auto steps = 1 + static_cast<int>(random() % 20);
            StopAfter stopper(steps);
            const Trained part = trained(segments, options, stopper.context(), support);
            ASSERT_FALSE(part.report);
            ASSERT_EQ(part.report.error().code, ErrorCode::Cancelled);
            before += steps;
        }
        const Trained rest = trained(segments, options, {}, support);
        ASSERT_TRUE(rest.report);
        EXPECT_EQ(rest.report->resumedAt, before);
        EXPECT_EQ(rest.report->steps, whole.report->steps);
        EXPECT_TRUE(sameBits(rest.network, whole.network)) << "interrupted at step " << before;
        EXPECT_EQ(lossesOf(*rest.report), lossesOf(*whole.report));
        EXPECT_EQ(rest.report->expertShare, whole.report->expertShare);
    }
}

TEST(Trainer, AKilledTrainingGoesOnFromItsLastCheckpoint)
{
    const SampleMatrix node = wavyNode(3, 300, 1);
    const auto segments = segmentsOf(node, 60);
    const TrainOptions options = smallOptions(24);
    const Trained whole = trained(segments, options);
    const test::TemporaryFolder folder;
    TrainingSupport support;
    support.checkpointPath = folder.file("3.resume");
    support.checkpointFingerprint = "f";
    support.checkpointMinutes = 0.0; // after every step
    std::string killedAfterTen;
    int steps = 0;
    const RunContext watching({}, [&](const Progress&) {
        if (++steps == 11) { // the file of step 10 is there
            std::ifstream file(support.checkpointPath, std::ios::binary);
            killedAfterTen.assign(std::istreambuf_iterator<char>(file), {});
        }
    });
    ASSERT_TRUE(trained(segments, options, watching, support).report);
    std::ofstream(support.checkpointPath, std::ios::binary) << killedAfterTen;
    const Trained rest = trained(segments, options, {}, support);
    ASSERT_TRUE(rest.report);
    EXPECT_EQ(rest.report->resumedAt, 10);
    EXPECT_TRUE(sameBits(rest.network, whole.network));

    // A file of another training, or half a file, is nothing to go on from.
    support.checkpointFingerprint = "g";
    std::ofstream(support.checkpointPath, std::ios::binary) << killedAfterTen;
    EXPECT_EQ(trained(segments, options, {}, support).report->resumedAt, 0);
    support.checkpointFingerprint = "f";
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{30}, killedAfterTen.size() / 2, killedAfterTen.size() - 1}) {
        std::ofstream(support.checkpointPath, std::ios::binary) << killedAfterTen.substr(0, size);
        const Trained again = trained(segments, options, {}, support);
        EXPECT_EQ(again.report->resumedAt, 0);
        EXPECT_TRUE(sameBits(again.network, whole.network));
    }
}

TEST(Trainer, TheModelDoesNotDependOnTheNumberOfThreads)
{
    const SampleMatrix node = wavyNode(3, 600, 1);
    const auto segments = segmentsOf(node, 60);
    TrainOptions options = smallOptions(20);
    options.batchParts = 4;
    const Trained one = trained(segments, options, RunContext({}, {}, 1));
    const Trained three = trained(segments, options, RunContext({}, {}, 3));
    ASSERT_TRUE(one.report && three.report);
    EXPECT_TRUE(sameBits(one.network, three.network));
    EXPECT_EQ(lossesOf(*one.report), lossesOf(*three.report));
}

TEST(Trainer, PartsOfABatchAddUpToTheBatch)
{
    // Sums in another order: the same but for rounding, which a few steps do not let grow. What the networks
    // have learned is compared, not their weights: attention is blind to the bias of its keys, so its gradient
    // is rounding alone, of which AdamW makes whole steps.
    const SampleMatrix node = wavyNode(3, 600, 1);
    const auto segments = segmentsOf(node, 60);
    TrainOptions options = smallOptions(6);
    options.loadBalance = 0.0; // of parts, it is their mean
    options.batchParts = 1;
    const Trained whole = trained(segments, options);
    options.batchParts = 3;
    const Trained parts = trained(segments, options);
    ASSERT_TRUE(whole.report && parts.report);
    ASSERT_EQ(whole.report->epochs.size(), parts.report->epochs.size());
    for (std::size_t i = 0; i < whole.report->epochs.size(); ++i) {
        const EpochReport& one = whole.report->epochs[i];
        const EpochReport& other = parts.report->epochs[i];
        EXPECT_NEAR(other.trainLoss / one.trainLoss, 1.0, 1e-4) << "epoch " << one.epoch;
        EXPECT_NEAR(other.heldBackLoss / one.heldBackLoss, 1.0, 1e-4) << "epoch " << one.epoch;
    }
    EXPECT_FALSE(sameBits(whole.network, parts.network));
}

TEST(Trainer, OneThatDivergesIsBegunAnewMoreSlowly)
{
    const SampleMatrix node = wavyNode(3, 200, 1);
    const auto segments = segmentsOf(node, 100);
    // The squares of what a few steps make of the weights leave a float's range between one of these and the
    // next.
    TrainOptions options = smallOptions(4);
    for (options.learningRate = 1.0; options.learningRate < 1e20; options.learningRate *= 10.0) {
        const Trained result = trained(segments, options);
        ASSERT_TRUE(result.report) << result.report.error().message;
        if (!result.report->retried)
            continue;
        EXPECT_NEAR(result.report->learningRate / options.learningRate, 0.1, 1e-9);
        ASSERT_EQ(result.report->warnings().size(), 1U);
        EXPECT_EQ(result.report->warnings().front().find("training diverged and was begun anew"), 0U);
        TrainOptions slower = options;
        slower.learningRate = result.report->learningRate;
        const Trained direct = trained(segments, slower);
        ASSERT_TRUE(direct.report);
        EXPECT_FALSE(direct.report->retried);
        EXPECT_TRUE(sameBits(result.network, direct.network));
        return;
    }
    FAIL() << "no learning rate diverged";
}

TEST(Trainer, AValueThatMakesItDivergeIsNamed)
{
    SampleMatrix node = wavyNode(3, 200, 1);
    node(1, 142) = -1e30F;
    TrainingSupport support;
    support.metricNames = {"cpu", "mem", "net"};
    const Trained result = trained(segmentsOf(node, 100), smallOptions(40), {}, support);
    ASSERT_FALSE(result.report);
    EXPECT_EQ(result.report.error().code, ErrorCode::TrainingDiverged);
    EXPECT_NE(
        result.report.error().message.find("segment 2 has the value -1e+30 of metric 'mem' at sample 142"),
        std::string::npos)
        << result.report.error().message;
}

TEST(Trainer, AnExpertThatLearnsNothingIsReported)
{
    // Nothing keeps the experts evenly used, and there is nothing to tell apart.
    SampleMatrix node = SampleMatrix::Constant(2, 200, 0.5F);
    TrainOptions options = smallOptions(30);
    options.loadBalance = 0.0;
    options.experts = 8;
    const Trained result = trained(segmentsOf(node, 100), options);
    ASSERT_TRUE(result.report);
    ASSERT_FALSE(result.report->deadExperts.empty());
    const DeadExpert dead = result.report->deadExperts.front();
    EXPECT_EQ(dead.layer, 0);
    EXPECT_LT(dead.share, 0.01 / 8);
    const auto warnings = result.report->warnings();
    ASSERT_EQ(warnings.size(), result.report->deadExperts.size());
    EXPECT_EQ(warnings.front().find("expert " + std::to_string(dead.expert + 1) + " of layer 1"), 0U);
    EXPECT_NE(warnings.front().find("train.load_balance"), std::string::npos);
}

TEST(Trainer, SaysHowItGoesWhileItGoes)
{
    const SampleMatrix node = wavyNode(3, 600, 1);
    std::vector<std::string> details;
    const RunContext context({}, [&](const Progress& progress) { details.emplace_back(progress.detail); });
    ASSERT_TRUE(trained(segmentsOf(node, 60), smallOptions(30), context).report);
    ASSERT_EQ(details.size(), 30U);
    EXPECT_EQ(details.front().find("epoch 1 of 6, loss "), 0U) << details.front();
    EXPECT_NE(details.back().find("held back "), std::string::npos) << details.back();
    EXPECT_NE(details.back().find(" samples/s"), std::string::npos) << details.back();
}

/// Collects what a training says of its epochs.
TrainingSupport listening(std::vector<EpochFigures>& told)
{
    TrainingSupport support;
    support.onEpoch = [&told](const EpochFigures& figures) { told.push_back(figures); };
    return support;
}

/// Equal, or both NaN, as held-back losses are where there are too few windows.
bool sameNumber(double a, double b)
{
    return a == b || (std::isnan(a) && std::isnan(b));
}

/// Whether what was told is epochs [first, end) of the report.
void expectTold(const std::vector<EpochFigures>& told, const TrainingReport& report, std::size_t first)
{
    ASSERT_EQ(told.size(), report.epochs.size() - first);
    for (std::size_t i = 0; i < told.size(); ++i) {
        const EpochReport& expected = report.epochs[first + i];
        EXPECT_EQ(told[i].losses.epoch, expected.epoch);
        EXPECT_EQ(told[i].losses.trainLoss, expected.trainLoss);
        EXPECT_PRED2(sameNumber, told[i].losses.heldBackLoss, expected.heldBackLoss);
        EXPECT_EQ(told[i].plannedEpochs, report.plannedEpochs);
        EXPECT_GT(told[i].tokensPerSecond, 0.0);
        EXPECT_EQ(told[i].last, i + 1 == told.size());
    }
}

TEST(Trainer, TellsOfEachEpochInOrder)
{
    const SampleMatrix node = wavyNode(3, 600, 1);
    std::vector<EpochFigures> told;
    const Trained result = trained(segmentsOf(node, 60), smallOptions(45), {}, listening(told));
    ASSERT_TRUE(result.report);
    ASSERT_EQ(result.report->plannedEpochs, 6); // of eight steps, the last one of five
    ASSERT_EQ(result.report->epochs.size(), 6U);
    expectTold(told, *result.report, 0);
    for (std::size_t i = 0; i < told.size(); ++i)
        EXPECT_EQ(told[i].losses.epoch, static_cast<int>(i) + 1);
    // A cosine from the peak to zero: after 8 of 45 steps, of which 2.25 are warm-up, and after the last but
    // one.
    const double peak = result.report->learningRate;
    EXPECT_NEAR(told[0].learningRate / peak, 0.5 * (1.0 + std::cos(std::acos(-1.0) * 5.75 / 42.75)), 1e-9);
    EXPECT_NEAR(told[4].learningRate / peak, 0.5 * (1.0 + std::cos(std::acos(-1.0) * 37.75 / 42.75)), 1e-9);
    EXPECT_NEAR(told[5].learningRate, 0.0, 1e-12);
}

TEST(Trainer, TellsOfTheNewEpochsOnlyWhenItGoesOn)
{
    const SampleMatrix node = wavyNode(3, 600, 1);
    const auto segments = segmentsOf(node, 60);
    const TrainOptions options = smallOptions(45);
    const test::TemporaryFolder folder;
    std::vector<EpochFigures> told;
    TrainingSupport support = listening(told);
    support.checkpointPath = folder.file("3.resume");
    support.checkpointFingerprint = "f";
    StopAfter stopper(20); // in the third epoch of eight steps
    ASSERT_FALSE(trained(segments, options, stopper.context(), support).report);
    ASSERT_EQ(told.size(), 2U);
    EXPECT_FALSE(told.back().last);
    const auto before = told;
    told.clear();
    const Trained rest = trained(segments, options, {}, support);
    ASSERT_TRUE(rest.report);
    EXPECT_EQ(rest.report->resumedAt, 20);
    expectTold(told, *rest.report, 2);
    EXPECT_EQ(before[1].losses.heldBackLoss, rest.report->epochs[1].heldBackLoss);
}

TEST(Trainer, TellsThatItBeginsAnewAfterItHasDiverged)
{
    const SampleMatrix node = wavyNode(3, 200, 1);
    const auto segments = segmentsOf(node, 100);
    TrainOptions options = smallOptions(4);
    for (options.learningRate = 1.0; options.learningRate < 1e20; options.learningRate *= 10.0) {
        std::vector<EpochFigures> told;
        const Trained result = trained(segments, options, {}, listening(told));
        ASSERT_TRUE(result.report);
        if (!result.report->retried)
            continue;
        const auto second = std::find_if(told.begin(), told.end(), [](const auto& f) { return f.retried; });
        EXPECT_TRUE(std::all_of(second, told.end(), [](const auto& f) { return f.retried; }));
        expectTold({second, told.end()}, *result.report, 0);
        return;
    }
    FAIL() << "no learning rate diverged";
}

TEST(Trainer, ListeningDoesNotChangeTheModel)
{
    const SampleMatrix node = wavyNode(3, 300, 1);
    std::vector<EpochFigures> told;
    const Trained heard = trained(segmentsOf(node, 60), smallOptions(12), {}, listening(told));
    const Trained unheard = trained(segmentsOf(node, 60), smallOptions(12));
    ASSERT_TRUE(heard.report && unheard.report);
    EXPECT_FALSE(told.empty());
    EXPECT_TRUE(sameBits(heard.network, unheard.network));
}

TEST(Trainer, StopsWhenTheHeldBackLossNoLongerFalls)
{
    // White noise: after the first epochs there is nothing left to learn that held-back windows share.
    std::mt19937 engine(3);
    SampleMatrix node(6, 256);
    for (Eigen::Index i = 0; i < node.size(); ++i)
        node.data()[i] = static_cast<float>(static_cast<double>(engine()) / 2147483648.0 - 1.0);
    TrainOptions options = smallOptions(1000);
    options.epochs = 100;
    options.patience = 2;
    TransformerNetwork network(6, options, 1);
    std::vector<EpochFigures> told;
    const auto report = trainNetwork(network, segmentsOf(node, 32), options, std::vector<double>(6, 1.0), 1,
                                     torch::kCPU, {}, listening(told));
    ASSERT_TRUE(report);
    ASSERT_LT(report->epochs.size(), 100U);
    EXPECT_EQ(report->plannedEpochs, 100);
    expectTold(told, *report, 0); // the last one that is told is the one it stopped after
    const auto best = std::min_element(
        report->epochs.begin(), report->epochs.end(),
        [](const EpochReport& a, const EpochReport& b) { return a.heldBackLoss < b.heldBackLoss; });
    EXPECT_EQ(report->epochs.end() - best, 3); // the best one, then two that were no better
}

TEST(Trainer, SmallClustersTrainForTheLeastNumberOfSteps)
{
    const SampleMatrix node = wavyNode(3, 64, 1);
    TrainOptions options = smallOptions();
    options.minSteps = 25;
    options.maxSteps = 1000;
    options.epochs = 3;
    options.heldBack = 0.0;
    TransformerNetwork network(3, options, 1);
    const auto report = trainNetwork(network, segmentsOf(node, 64), options, std::vector<double>(3, 1.0), 1,
                                     torch::kCPU, {});
    ASSERT_TRUE(report);
    EXPECT_EQ(report->steps, 25);
    EXPECT_LE(report->epochs.size(), 3U);
}

TEST(Trainer, AMetricOfLittleWeightIsLearnedLess)
{
    // Two metrics without anything in common: with the first weighted 1000 times as much, the network gets
    // the first right and the second wrong, and the other way round.
    SampleMatrix node(2, 400);
    for (int t = 0; t < 400; ++t) {
        node(0, t) = static_cast<float>(std::sin(t / 3.0));
        node(1, t) = static_cast<float>(std::cos(t / 7.1));
    }
    TrainOptions options = smallOptions(80);
    options.width = 8;
    double errors[2][2];
    for (int heavy = 0; heavy < 2; ++heavy) {
        TransformerNetwork network(2, options, 1);
        std::vector<double> weights{0.002, 0.002};
        weights[static_cast<std::size_t>(heavy)] = 1.998;
        ASSERT_TRUE(trainNetwork(network, segmentsOf(node, 100), options, weights, 1, torch::kCPU, {}));
        const torch::NoGradGuard noGradient;
        NetworkInput input;
        input.values = torch::from_blob(node.data(), {2, 400}).slice(1, 0, 32).t().contiguous().unsqueeze(0);
        input.hidden = torch::zeros({1, 32, 2});
        input.position = torch::arange(32, torch::kFloat32).unsqueeze(0);
        input.slot = torch::zeros({1}, torch::kInt64);
        const torch::Tensor squared = (network.forward(input).values - input.values).square().mean(1);
        for (int m = 0; m < 2; ++m)
            errors[heavy][m] = squared[0][m].item<double>();
    }
    EXPECT_LT(errors[0][0], errors[1][0]);
    EXPECT_LT(errors[1][1], errors[0][1]);
}

} // namespace
} // namespace nodesentry
