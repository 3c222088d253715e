#include "core/detect/smoothing.h"

#include <gtest/gtest.h>

#include <cmath>

namespace nodesentry {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

TEST(SmoothScores, AWindowOfOneLeavesTheScoreAsItIs)
{
    const std::vector<float> score{1, 5, 2};
    EXPECT_EQ(smoothScores(score, 1), score);
}

TEST(SmoothScores, AveragesOnlyThePast)
{
    // (3)/1, (3+5)/2, (3+5+10)/3, (5+10+0)/3
    EXPECT_EQ(smoothScores(std::vector<float>{3, 5, 10, 0}, 3), (std::vector<float>{3, 4, 6, 5}));
}

TEST(SmoothScores, LeavesUnscoredSamplesOut)
{
    const std::vector<float> smooth = smoothScores(std::vector<float>{2, kNaN, 4}, 3);
    EXPECT_EQ(smooth[0], 2);
    EXPECT_TRUE(std::isnan(smooth[1]));
    EXPECT_EQ(smooth[2], 3);
}

TEST(SmoothScores, NothingStaysNothing)
{
    EXPECT_TRUE(smoothScores({}, 5).empty());
}

} // namespace
} // namespace nodesentry
