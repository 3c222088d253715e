#include "core/clustering/short_reach.h"

#include <gtest/gtest.h>

using namespace nodesentry;

TEST(ShortReach, IsTheStatedQuantileOfEachClassOfLengths)
{
    // 99 segments of 48 to 95 samples with ratios 0.02, 0.04, ... 1.98; of 100 of the kind, ten may lie
    // beyond the 90th. 99 of 24 to 47 with twice that.
    std::vector<std::int64_t> samples;
    std::vector<double> ratios;
    for (int i = 1; i < 100; ++i) {
        samples.push_back(48 + i % 48);
        ratios.push_back(0.02 * i);
        samples.push_back(24 + i % 24);
        ratios.push_back(0.04 * i);
    }
    const auto reach = calibrateShortReach(samples, ratios, 96, 0.1);
    ASSERT_EQ(reach.size(), 3U);
    EXPECT_EQ(reach[2].below, 96);
    EXPECT_DOUBLE_EQ(reach[2].factor, 1.8);
    EXPECT_EQ(reach[1].below, 48);
    EXPECT_DOUBLE_EQ(reach[1].factor, 3.6);
    EXPECT_EQ(reach[0].below, 24);
    EXPECT_DOUBLE_EQ(reach[0].factor, 3.6) << "nothing is known of shorter ones";
    EXPECT_EQ(reachOf(reach, 96), 1.0);
    EXPECT_EQ(reachOf(reach, 95), reach[2].factor);
    EXPECT_EQ(reachOf(reach, 12), reach[0].factor);
    EXPECT_EQ(reachOf(reach, kNotShort), 1.0);
}

TEST(ShortReach, IsNeverLessThanThatOfLongerSegments)
{
    const std::vector<std::int64_t> samples(30, 40);
    const std::vector<double> near(30, 0.5);
    for (const auto& item : calibrateShortReach(samples, near, 96, 0.1))
        EXPECT_EQ(item.factor, 1.0);
    EXPECT_EQ(reachOf({}, 20), 1.0);
}
