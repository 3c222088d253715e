// The detectors with one network a node: what they learn, and that they learn it again.

#include "core/base/splitmix.h"
#include "core/baselines/examon.h"
#include "core/baselines/ruad.h"
#include "core/baselines/training_run_p.h"
#include "core/baselines/usad.h"
#include "tests/core/baselines/prepared_node_builder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace nodesentry {
namespace {

/// Four metrics that follow two sine waves, with a little noise; in the test range, samples 700 to 720, the
/// third breaks away from the others.
PreparedNode waves(const std::string& name = "n")
{
    SampleMatrix values(4, 900);
    SplitMix random(3, name);
    for (Eigen::Index t = 0; t < 900; ++t) {
        const double a = std::sin(0.1 * static_cast<double>(t));
        const double b = std::sin(0.037 * static_cast<double>(t) + 1.0);
        values.col(t) << static_cast<float>(a), static_cast<float>(b), static_cast<float>(0.7 * a + 0.7 * b),
            static_cast<float>(a - b);
        for (Eigen::Index metric = 0; metric < 4; ++metric)
            values(metric, t) += static_cast<float>(0.1 * (random.uniform() - 0.5));
    }
    values.block(2, 700, 1, 20).array() += 3.0F;
    return prepareNode(name, values, 600);
}

BaselineOptions quick()
{
    BaselineOptions options;
    options.examon.steps = options.usad.steps = 400;
    options.ruad.steps = 250;
    options.ruad.learningRate = 0.01;
    options.usadLatent = 3;
    return options;
}

using Make = std::unique_ptr<Detector> (*)(const BaselineOptions&, std::uint64_t);

class NetworkPerNode : public ::testing::TestWithParam<std::pair<const char*, Make>> { };

TEST_P(NetworkPerNode, FindsThePlantedAnomalyAndItsMetric)
{
    const PreparedNode node = waves();
    const auto detector = GetParam().second(quick(), 1);
    const auto fitted = detector->fit(NodesInMemory(std::span(&node, 1)), {});
    ASSERT_TRUE(fitted) << fitted.error().text();
    const auto scores = detector->score(node, {});
    ASSERT_TRUE(scores);
    const auto mean = [&](std::ptrdiff_t begin, std::ptrdiff_t end) {
        return std::accumulate(scores->score.begin() + begin, scores->score.begin() + end, 0.0)
            / static_cast<double>(end - begin);
    };
    EXPECT_GT(mean(700, 720), 4.0 * mean(600, 700));
    Eigen::Index metric = 0;
    scores->metricError.middleCols(700, 20).rowwise().sum().maxCoeff(&metric);
    // An overcomplete autoencoder copies the strange metric rather well and gets the others wrong.
    if (std::string(GetParam().first) != "examon") {
        EXPECT_EQ(metric, 2);
    }
}

TEST_P(NetworkPerNode, IsRepeatableAndDependsOnTheSeed)
{
    const PreparedNode node = waves();
    auto options = quick();
    options.examon.steps = options.ruad.steps = options.usad.steps = 20;
    std::vector<std::vector<float>> scores;
    for (const std::uint64_t seed : {1, 1, 2}) {
        const auto detector = GetParam().second(options, seed);
        ASSERT_TRUE(detector->fit(NodesInMemory(std::span(&node, 1)), {}));
        scores.push_back(detector->score(node, {})->score);
    }
    EXPECT_EQ(scores[0], scores[1]);
    EXPECT_NE(scores[0], scores[2]);
}

TEST_P(NetworkPerNode, ReportsALossThatIsNotANumber)
{
    const PreparedNode node = waves("cn7");
    auto options = quick();
    for (auto* training : {&options.examon, &options.ruad, &options.usad})
        training->learningRate = 1e30;
    const auto fitted = GetParam().second(options, 1)->fit(NodesInMemory(std::span(&node, 1)), {});
    ASSERT_FALSE(fitted);
    EXPECT_EQ(fitted.error().code, ErrorCode::TrainingDiverged);
    EXPECT_NE(fitted.error().message.find("cn7"), std::string::npos);
}

TEST_P(NetworkPerNode, StopsWhenAsked)
{
    const PreparedNode node = waves();
    std::stop_source stop;
    stop.request_stop();
    const auto fitted = GetParam()
                            .second(quick(), 1)
                            ->fit(NodesInMemory(std::span(&node, 1)), RunContext(stop.get_token()));
    ASSERT_FALSE(fitted);
    EXPECT_EQ(fitted.error().code, ErrorCode::Cancelled);
}

TEST_P(NetworkPerNode, SaysWhichNodeItDoesNotKnow)
{
    const PreparedNode node = waves();
    auto options = quick();
    options.examon.steps = options.ruad.steps = options.usad.steps = 1;
    const auto detector = GetParam().second(options, 1);
    ASSERT_TRUE(detector->fit(NodesInMemory(std::span(&node, 1)), {}));
    const auto scores = detector->score(waves("cn9"), {});
    ASSERT_FALSE(scores);
    EXPECT_EQ(scores.error().code, ErrorCode::NotFound);
    EXPECT_NE(scores.error().message.find("cn9"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Papers, NetworkPerNode,
                         ::testing::Values(std::pair("examon", &makeExamon), std::pair("ruad", &makeRuad),
                                           std::pair("usad", &makeUsad)),
                         [](const auto& test) { return std::string(test.param.first); });

TEST(TrainingRun, SeesEveryItemOnceAnEpochInANewOrder)
{
    SplitMix random(1);
    std::vector<std::vector<std::int64_t>> epochs(3);
    std::size_t largest = 0;
    ASSERT_TRUE(runTraining(10, {3, 4, 1000, 0.1}, random, {}, "it",
                            [&](std::span<const std::int64_t> batch, std::int64_t epoch) {
                                auto& seen = epochs[static_cast<std::size_t>(epoch - 1)];
                                seen.insert(seen.end(), batch.begin(), batch.end());
                                largest = std::max(largest, batch.size());
                                return 0.0;
                            }));
    EXPECT_EQ(largest, 4U);
    EXPECT_NE(epochs[0], epochs[1]);
    for (auto& epoch : epochs) {
        std::sort(epoch.begin(), epoch.end());
        EXPECT_EQ(epoch, (std::vector<std::int64_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
    }
}

TEST(TrainingRun, EndsAtTheLastStepAllowed)
{
    SplitMix random(1);
    int steps = 0;
    ASSERT_TRUE(runTraining(100, {50, 10, 17, 0.1}, random, {}, "it", [&](auto, auto) {
        ++steps;
        return 0.0;
    }));
    EXPECT_EQ(steps, 17);
}

TEST(TrainingRun, NamesTheStepWhoseLossIsNotANumber)
{
    SplitMix random(1);
    int steps = 0;
    const auto run = runTraining(100, {50, 10, 100, 0.1}, random, {}, "the network", [&](auto, auto) {
        return ++steps == 3 ? std::numeric_limits<double>::quiet_NaN() : 1.0;
    });
    ASSERT_FALSE(run);
    EXPECT_EQ(run.error().code, ErrorCode::TrainingDiverged);
    EXPECT_EQ(run.error().message, "the loss of the network is not a number at step 3");
}

} // namespace
} // namespace nodesentry
