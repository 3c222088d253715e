#include "core/baselines/prodigy.h"

#include "core/base/splitmix.h"
#include "tests/core/baselines/prepared_node_builder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace nodesentry {
namespace {

/// Noise around slow waves; in samples 900 to 1000 the second metric alternates between -2 and 2.
PreparedNode node(const std::string& name)
{
    SampleMatrix values(3, 1200);
    SplitMix random(3, name);
    for (Eigen::Index t = 0; t < 1200; ++t)
        for (Eigen::Index metric = 0; metric < 3; ++metric)
            values(metric, t) = static_cast<float>(std::sin(0.05 * static_cast<double>(t + 20 * metric))
                                                   + 0.3 * (random.uniform() - 0.5));
    for (Eigen::Index t = 900; t < 1000; ++t)
        values(1, t) = t % 2 == 0 ? 2.0F : -2.0F;
    return prepareNode(name, values, 800);
}

BaselineOptions quick()
{
    BaselineOptions options;
    options.prodigyWindow = 50;
    options.prodigyStride = 10;
    options.prodigy.steps = 300;
    return options;
}

TEST(Prodigy, FindsThePlantedAnomalyAndItsMetric)
{
    const std::vector<PreparedNode> nodes{node("a"), node("b")};
    const auto detector = makeProdigy(quick(), 1);
    const auto fitted = detector->fit(NodesInMemory(nodes), RunContext({}, {}, 2));
    ASSERT_TRUE(fitted) << fitted.error().text();
    const auto scores = detector->score(nodes[0], {});
    ASSERT_TRUE(scores);
    const auto mean = [&](std::ptrdiff_t begin, std::ptrdiff_t end) {
        return std::accumulate(scores->score.begin() + begin, scores->score.begin() + end, 0.0)
            / static_cast<double>(end - begin);
    };
    EXPECT_GT(mean(900, 1000), 1.5 * mean(100, 800));
    Eigen::Index metric = 0;
    scores->metricError.middleCols(900, 100).rowwise().sum().maxCoeff(&metric);
    EXPECT_EQ(metric, 1);
    EXPECT_FALSE(detector->learnsNodesApart());
}

TEST(Prodigy, IsRepeatableOnAnyNumberOfThreadsAndDependsOnTheSeed)
{
    const std::vector<PreparedNode> nodes{node("a"), node("b"), node("c")};
    auto options = quick();
    options.prodigy.steps = 30;
    std::vector<std::vector<float>> scores;
    for (const auto& [seed, threads] : {std::pair(1, 1), std::pair(1, 3), std::pair(2, 1)}) {
        const auto detector = makeProdigy(options, static_cast<std::uint64_t>(seed));
        ASSERT_TRUE(detector->fit(NodesInMemory(nodes), RunContext({}, {}, threads)));
        scores.push_back(detector->score(nodes[1], {})->score);
    }
    EXPECT_EQ(scores[0], scores[1]);
    EXPECT_NE(scores[0], scores[2]);
}

TEST(Prodigy, DoesNotScoreANodeTooShortToBeDescribed)
{
    const std::vector<PreparedNode> nodes{node("a")};
    auto options = quick();
    options.prodigy.steps = 5;
    const auto detector = makeProdigy(options, 1);
    ASSERT_TRUE(detector->fit(NodesInMemory(nodes), {}));
    const auto tooShort = detector->score(prepareNode("s", SampleMatrix::Ones(3, 11), 0), {});
    ASSERT_TRUE(tooShort);
    EXPECT_TRUE(
        std::all_of(tooShort->score.begin(), tooShort->score.end(), [](float x) { return std::isnan(x); }));
    const auto longEnough = detector->score(prepareNode("s", SampleMatrix::Random(3, 12), 0), {});
    ASSERT_TRUE(longEnough);
    EXPECT_TRUE(
        std::all_of(longEnough->score.begin(), longEnough->score.end(), [](float x) { return x > 0; }));
}

TEST(Prodigy, RefusesTrainingRangesThatMakeNoTwoWindows)
{
    const PreparedNode one = prepareNode("a", SampleMatrix::Random(3, 100), 11);
    const auto fitted = makeProdigy(quick(), 1)->fit(NodesInMemory(std::span(&one, 1)), {});
    ASSERT_FALSE(fitted);
    EXPECT_EQ(fitted.error().code, ErrorCode::InvalidArgument);
    const PreparedNode constant = prepareNode("a", SampleMatrix::Ones(3, 300), 300);
    EXPECT_EQ(makeProdigy(quick(), 1)->fit(NodesInMemory(std::span(&constant, 1)), {}).error().code,
              ErrorCode::InvalidArgument);
}

} // namespace
} // namespace nodesentry
