#include "core/model/trainer_p.h"

#include "synthetic_segments.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace nodesentry {
namespace {

using testing::segmentsOf;
using testing::smallOptions;
using testing::wavyNode;

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
    EXPECT_NE(report.error().message.find("epoch 1, step 2"), std::string::npos) << report.error().message;
    EXPECT_NE(report.error().advice.find("learning_rate"), std::string::npos);
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
    const auto report = trainNetwork(network, segmentsOf(node, 32), options, std::vector<double>(6, 1.0), 1,
                                     torch::kCPU, {});
    ASSERT_TRUE(report);
    ASSERT_LT(report->epochs.size(), 100U);
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
