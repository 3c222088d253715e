#include "core/baselines/random_score.h"

#include "tests/core/baselines/prepared_node_builder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace nodesentry {
namespace {

std::vector<float> draw(std::uint64_t seed, const std::string& name, Eigen::Index samples = 40'000)
{
    return makeRandomScore(seed)->score(prepareNode(name, SampleMatrix::Zero(1, samples), 1), {})->score;
}

TEST(RandomScore, IsRepeatableAndDiffersBySeedAndNode)
{
    EXPECT_EQ(draw(1, "cn7"), draw(1, "cn7"));
    EXPECT_NE(draw(1, "cn7"), draw(2, "cn7"));
    EXPECT_NE(draw(1, "cn7"), draw(1, "cn8"));
    EXPECT_NE(draw(1, "ab"), draw(1, "ba"));
}

TEST(RandomScore, IsExponential)
{
    const auto score = draw(3, "cn7");
    EXPECT_GE(*std::min_element(score.begin(), score.end()), 0.0F);
    EXPECT_NEAR(std::accumulate(score.begin(), score.end(), 0.0) / 40'000, 1.0, 0.02);
    const auto above = std::count_if(score.begin(), score.end(), [](float x) { return x > 4; });
    EXPECT_NEAR(static_cast<double>(above) / 40'000, std::exp(-4.0), 0.003) << "beyond mean + 3 sigma";
}

TEST(RandomScore, NeighboursAreUncorrelated)
{
    const auto score = draw(5, "cn7");
    double covariance = 0.0;
    for (std::size_t i = 1; i < score.size(); ++i)
        covariance += (score[i] - 1.0) * (score[i - 1] - 1.0);
    EXPECT_NEAR(covariance / 40'000, 0.0, 0.025);
}

} // namespace
} // namespace nodesentry
