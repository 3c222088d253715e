#include "core/baselines/isolation_forest.h"

#include "core/baselines/isolation_tree_p.h"
#include "tests/core/baselines/prepared_node_builder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace nodesentry {
namespace {

/// Two metrics uniform in [-1, 1], a constant one, and an outlier as the last sample.
PreparedNode cloudWithOutlier(const std::string& name = "n")
{
    SampleMatrix values = SampleMatrix::Zero(3, 601);
    SplitMix random(4);
    for (Eigen::Index t = 0; t < 600; ++t) {
        values(0, t) = static_cast<float>(2 * random.uniform() - 1);
        values(1, t) = static_cast<float>(2 * random.uniform() - 1);
    }
    values(0, 600) = 4;
    values(1, 600) = -4;
    return prepareNode(name, values, 400);
}

std::vector<float> scoreOf(const PreparedNode& node, std::uint64_t seed)
{
    const auto detector = makeIsolationForest(100, 256, seed);
    EXPECT_TRUE(detector->fit(NodesInMemory(std::span(&node, 1)), {}));
    return detector->score(node, {})->score;
}

TEST(IsolationForest, ExpectedPathLengthFollowsTheFormula)
{
    EXPECT_EQ(expectedPathLength(1), 0.0);
    EXPECT_EQ(expectedPathLength(2), 1.0);
    // 2 (ln 255 + 0.5772156649) - 2 * 255 / 256 = 10.244770920
    EXPECT_NEAR(expectedPathLength(256), 10.244770920, 1e-8);
}

TEST(IsolationForest, ATreeOfTwoSamplesCutsThemApart)
{
    SampleMatrix values(2, 2);
    values << 7, 7, //
        0, 1;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        SplitMix random(seed);
        std::vector<std::int64_t> samples{0, 1};
        const IsolationTree tree(values, samples, random);
        EXPECT_EQ(tree.pathLength(values, 0), 1.0F);
        EXPECT_EQ(tree.pathLength(values, 1), 1.0F);
    }
}

TEST(IsolationForest, EqualSamplesStayTogether)
{
    const SampleMatrix values = SampleMatrix::Ones(2, 8);
    SplitMix random(1);
    std::vector<std::int64_t> samples{0, 1, 2, 3, 4, 5, 6, 7};
    const IsolationTree tree(values, samples, random);
    EXPECT_FLOAT_EQ(tree.pathLength(values, 3), static_cast<float>(expectedPathLength(8)));
}

TEST(IsolationForest, RanksTheOutlierFirstAndTheCloudNearOneHalf)
{
    const auto score = scoreOf(cloudWithOutlier(), 1);
    EXPECT_EQ(std::max_element(score.begin(), score.end()), score.end() - 1);
    EXPECT_GT(score.back(), 0.6F) << "where Liu et al. draw the line of an anomaly";
    std::vector<float> sorted(score.begin(), score.end());
    std::nth_element(sorted.begin(), sorted.begin() + 300, sorted.end());
    EXPECT_NEAR(sorted[300], 0.45, 0.07);
}

TEST(IsolationForest, IsRepeatableAndDependsOnTheSeedNotOnOtherNodes)
{
    const PreparedNode node = cloudWithOutlier();
    EXPECT_EQ(scoreOf(node, 1), scoreOf(node, 1));
    EXPECT_NE(scoreOf(node, 1), scoreOf(node, 2));

    const std::vector<PreparedNode> both{node, cloudWithOutlier("other")};
    const auto detector = makeIsolationForest(100, 256, 1);
    ASSERT_TRUE(detector->fit(NodesInMemory(both), RunContext({}, {}, 2)));
    EXPECT_EQ(detector->score(node, {})->score, scoreOf(node, 1));
}

TEST(IsolationForest, SaysWhichNodeItDoesNotKnow)
{
    const PreparedNode node = cloudWithOutlier();
    const auto detector = makeIsolationForest(10, 16, 1);
    ASSERT_TRUE(detector->fit(NodesInMemory(std::span(&node, 1)), {}));
    const auto scores = detector->score(cloudWithOutlier("cn9"), {});
    ASSERT_FALSE(scores);
    EXPECT_EQ(scores.error().code, ErrorCode::NotFound);
    EXPECT_NE(scores.error().message.find("cn9"), std::string::npos);
}

} // namespace
} // namespace nodesentry
