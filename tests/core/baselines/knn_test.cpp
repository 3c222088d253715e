#include "core/baselines/knn.h"

#include "tests/core/baselines/prepared_node_builder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace nodesentry {
namespace {

/// Training samples at 0, 1, 3, 7 on a line of two equal metrics; then 1.5 and 20.
PreparedNode node()
{
    SampleMatrix values(2, 6);
    values << 0, 1, 3, 5, 1.5F, 20, //
        0, 1, 3, 5, 1.5F, 20;
    return prepareNode("n", values, 4);
}

std::vector<float> scoreOf(int k, int rows = 100)
{
    const PreparedNode samples = node();
    const auto detector = makeKnn(k, rows, 1);
    EXPECT_TRUE(detector->fit(NodesInMemory(std::span(&samples, 1)), {}));
    return detector->score(samples, {})->score;
}

TEST(Knn, IsTheDistanceToTheKthNeighbourOtherThanItself)
{
    // Both metrics are equal, so that the distance divided by root 2 is the one on the line.
    const auto first = scoreOf(1);
    const std::vector<float> nearest{1, 1, 2, 2, 0.5F, 15};
    const auto second = scoreOf(2);
    const std::vector<float> secondNearest{3, 2, 2, 4, 1.5F, 17};
    for (std::size_t i = 0; i < 6; ++i) {
        EXPECT_NEAR(first[i], nearest[i], 1e-5) << i;
        EXPECT_NEAR(second[i], secondNearest[i], 1e-5) << i;
    }
}

TEST(Knn, TheFarthestCountsWhereThereAreFewerThanK)
{
    const auto score = scoreOf(50);
    EXPECT_NEAR(score[0], 5, 1e-5);
    EXPECT_NEAR(score[5], 20, 1e-5);
}

TEST(Knn, MetricsShareTheDistanceByTheirSquaredDifference)
{
    SampleMatrix values(2, 3);
    values << 0, 0, 3, //
        0, 0, 4;
    const PreparedNode samples = prepareNode("n", values, 2);
    const auto detector = makeKnn(1, 10, 1);
    ASSERT_TRUE(detector->fit(NodesInMemory(std::span(&samples, 1)), {}));
    const auto scores = detector->score(samples, {});
    EXPECT_EQ(scores->score[0], 0.0F) << "a copy of it is in the training range";
    EXPECT_NEAR(scores->score[2], 5 / std::sqrt(2.0), 1e-5);
    EXPECT_NEAR(scores->metricError(0, 2), 5 / std::sqrt(2.0) * 9 / 25, 1e-5);
    EXPECT_NEAR(scores->metricError(1, 2), 5 / std::sqrt(2.0) * 16 / 25, 1e-5);
}

TEST(Knn, KeepsOnlySomeSamplesWhichTheSeedDraws)
{
    PreparedNode samples = prepareNode("n", SampleMatrix::Random(3, 500), 400);
    std::vector<std::vector<float>> scores;
    for (const std::uint64_t seed : {1, 1, 2}) {
        const auto detector = makeKnn(3, 20, seed);
        ASSERT_TRUE(detector->fit(NodesInMemory(std::span(&samples, 1)), {}));
        scores.push_back(detector->score(samples, {})->score);
    }
    EXPECT_EQ(scores[0], scores[1]);
    EXPECT_NE(scores[0], scores[2]);
}

TEST(Knn, ASingleTrainingSampleIsNoNeighbourOfItself)
{
    const PreparedNode samples = prepareNode("n", SampleMatrix::Ones(2, 3), 1);
    const auto detector = makeKnn(1, 10, 1);
    ASSERT_TRUE(detector->fit(NodesInMemory(std::span(&samples, 1)), {}));
    EXPECT_EQ(detector->score(samples, {})->score, (std::vector<float>{0, 0, 0}));
}

} // namespace
} // namespace nodesentry
