#include "core/eval/ranking.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace nodesentry {
namespace {

using Scores = std::vector<float>;
using Truth = std::vector<std::uint8_t>;

TEST(Ranking, FourDistinctScoresByHand)
{
    const auto groups = groupByScore(Scores{4, 3, 2, 1}, Truth{1, 0, 1, 0});
    ASSERT_EQ(groups.size(), 4U);
    // Pairs (4,3), (4,1), (2,1) are won, (2,3) is lost.
    EXPECT_DOUBLE_EQ(rocAuc(groups), 3.0 / 4.0);
    // Recall rises by 1/2 at precision 1/1 and by 1/2 at precision 2/3.
    EXPECT_DOUBLE_EQ(averagePrecision(groups), 0.5 * 1.0 + 0.5 * 2.0 / 3.0);
    // 2 TP / (flagged + positives): 2/3, 2/4, 4/5, 4/6.
    EXPECT_DOUBLE_EQ(bestF1(groups), 4.0 / 5.0);
}

TEST(Ranking, TiesCountOneHalfAndShareOneThreshold)
{
    const auto groups = groupByScore(Scores{1, 0, 1, 1}, Truth{1, 0, 0, 0});
    ASSERT_EQ(groups.size(), 2U);
    EXPECT_DOUBLE_EQ(rocAuc(groups), (0.5 + 0.5 + 1.0) / 3.0);
    EXPECT_DOUBLE_EQ(averagePrecision(groups), 1.0 / 3.0);
    EXPECT_DOUBLE_EQ(bestF1(groups), 2.0 / (3.0 + 1.0));
}

TEST(Ranking, DoesNotDependOnTheOrderOfTiedSamples)
{
    Scores score;
    Truth truth;
    for (int i = 0; i < 200; ++i) {
        score.push_back(static_cast<float>(i % 5));
        truth.push_back(i % 7 == 0 ? 1 : 0);
    }
    const auto forward = groupByScore(score, truth);
    std::reverse(score.begin(), score.end());
    std::reverse(truth.begin(), truth.end());
    const auto backward = groupByScore(score, truth);
    EXPECT_EQ(rocAuc(forward), rocAuc(backward));
    EXPECT_EQ(averagePrecision(forward), averagePrecision(backward));
}

TEST(Ranking, AConstantScoreHasTheFiguresOfChance)
{
    const auto groups = groupByScore(Scores(10, 3.0F), Truth{1, 1, 0, 0, 0, 0, 0, 0, 0, 0});
    EXPECT_DOUBLE_EQ(rocAuc(groups), 0.5);
    EXPECT_DOUBLE_EQ(averagePrecision(groups), 0.2);
}

TEST(Ranking, APerfectScoreHasOnes)
{
    const auto groups = groupByScore(Scores{9, 8, 1, 2, 3}, Truth{1, 1, 0, 0, 0});
    EXPECT_DOUBLE_EQ(rocAuc(groups), 1.0);
    EXPECT_DOUBLE_EQ(averagePrecision(groups), 1.0);
    EXPECT_DOUBLE_EQ(bestF1(groups), 1.0);
}

TEST(Ranking, ARandomScoreHasHalfTheRocAndThePrevalence)
{
    std::mt19937 random(5);
    std::uniform_real_distribution<float> uniform;
    Scores score;
    Truth truth;
    for (int i = 0; i < 50'000; ++i) {
        score.push_back(uniform(random));
        truth.push_back(i % 20 == 0 ? 1 : 0);
    }
    const auto groups = groupByScore(score, truth);
    // Standard error of the AUC about 1/sqrt(12 * 2500) = 0.006.
    EXPECT_NEAR(rocAuc(groups), 0.5, 0.02);
    EXPECT_NEAR(averagePrecision(groups), 0.05, 0.01);
}

TEST(Ranking, OneClassAloneLeavesTheFiguresUndefined)
{
    const auto onlyNormal = groupByScore(Scores{1, 2}, Truth{0, 0});
    EXPECT_TRUE(std::isnan(rocAuc(onlyNormal)));
    EXPECT_TRUE(std::isnan(averagePrecision(onlyNormal)));
    EXPECT_TRUE(std::isnan(bestF1(onlyNormal)));
    const auto onlyAnomalous = groupByScore(Scores{1, 2}, Truth{1, 1});
    EXPECT_TRUE(std::isnan(rocAuc(onlyAnomalous)));
    EXPECT_DOUBLE_EQ(averagePrecision(onlyAnomalous), 1.0);
    EXPECT_TRUE(std::isnan(rocAuc(groupByScore({}, {}))));
}

} // namespace
} // namespace nodesentry
