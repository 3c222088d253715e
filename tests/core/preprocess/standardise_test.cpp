#include "core/preprocess/standardise.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace nodesentry {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

TEST(TrimmedStatistics, LeavesOutTheSmallestAndTheLargestShare)
{
    // 10 % of 20: two at each end. What is left: 1 eight times and 3 eight times.
    std::vector<float> samples{1e9F, -1e9F, 5e8F, -5e8F};
    samples.insert(samples.begin() + 2, 8, 1.0F);
    samples.insert(samples.begin() + 5, 8, 3.0F);
    const auto statistics = trimmedStatistics(samples, 0.1);
    EXPECT_DOUBLE_EQ(statistics.mean, 2.0);
    EXPECT_DOUBLE_EQ(statistics.scale, 1.0);
    EXPECT_EQ(statistics.count, 20);
}

TEST(TrimmedStatistics, FewSamplesAreNotTrimmed)
{
    const auto statistics = trimmedStatistics({2.0F, 4.0F, 4.0F, 4.0F, 5.0F, 5.0F, 7.0F, 9.0F}, 0.05);
    EXPECT_DOUBLE_EQ(statistics.mean, 5.0);
    EXPECT_DOUBLE_EQ(statistics.scale, 2.0);
}

TEST(TrimmedStatistics, RareEventsAreMeasuredByAllSamples)
{
    // 99 zeros and one 10: mean 0.1, variance 100/100 - 0.01.
    std::vector<float> samples(100, 0.0F);
    samples[40] = 10.0F;
    const auto statistics = trimmedStatistics(samples, 0.05);
    EXPECT_NEAR(statistics.mean, 0.1, 1e-12);
    EXPECT_NEAR(statistics.scale, std::sqrt(0.99), 1e-12);
}

TEST(TrimmedStatistics, AConstantHasNoScaleWhateverItsSize)
{
    EXPECT_EQ(trimmedStatistics(std::vector<float>(1000, 0.1F), 0.05).scale, 0.0);
    EXPECT_EQ(trimmedStatistics({}, 0.05).count, 0);
    // Two neighbouring floats: what differs is rounding.
    const float large = 1.37e11F;
    const float next = std::nextafter(large, 2e11F);
    EXPECT_EQ(trimmedStatistics({large, next, large, next}, 0.0).scale, 0.0);
}

TEST(PooledStatistics, EqualThoseOfAllSamplesTogether)
{
    const std::vector<float> a{1, 2, 6};
    const std::vector<float> b{10, 20};
    const std::vector<float> all{1, 2, 6, 10, 20};
    const std::vector<MetricStatistics> nodes{trimmedStatistics(a, 0), {}, trimmedStatistics(b, 0)};
    const auto pooled = pooledStatistics(nodes);
    const auto expected = trimmedStatistics(all, 0);
    EXPECT_NEAR(pooled.mean, expected.mean, 1e-12);
    EXPECT_NEAR(pooled.scale, expected.scale, 1e-12);
    EXPECT_EQ(pooled.count, 5);
    EXPECT_EQ(pooledStatistics({}).count, 0);
}

TEST(CommonSpread, IsTheRootMeanSquareOfNodesOnWhichTheMetricMoves)
{
    const std::vector<MetricStatistics> nodes{{10.0, 3.0, 5}, {700.0, 4.0, 50}, {5.0, 0.0, 5}, {}};
    EXPECT_DOUBLE_EQ(commonSpread(nodes), std::sqrt((9.0 + 16.0) / 2.0));
    EXPECT_EQ(commonSpread(std::vector<MetricStatistics>{{3.0, 0.0, 9}, {}}), 0.0);
    EXPECT_EQ(commonSpread({}), 0.0);
}

TEST(Standardise, CentresScalesAndClips)
{
    const std::vector<float> values{10.0F, 12.0F, 4.0F, 100.0F, -100.0F, kNaN};
    std::vector<float> unclipped(6);
    std::vector<float> clipped(6);
    standardise(values, {10.0, 2.0, 0}, 5.0, unclipped, clipped);
    EXPECT_EQ(clipped, (std::vector<float>{0, 1, -3, 5, -5, 0}));
    EXPECT_EQ(unclipped, (std::vector<float>{0, 1, -3, 45, -55, 0}));
}

TEST(Standardise, ConstantMetricsGiveZeroAndHugeExcursionsStayFinite)
{
    const std::vector<float> values{3.0F, 3e38F};
    std::vector<float> unclipped(2);
    std::vector<float> clipped(2);
    standardise(values, {3.0, 0.0, 0}, 5.0, unclipped, clipped);
    EXPECT_EQ(clipped, (std::vector<float>{0, 0}));
    EXPECT_EQ(unclipped, (std::vector<float>{0, 0}));
    standardise(values, {3.0, 1e-3, 0}, 5.0, unclipped, clipped);
    EXPECT_EQ(clipped[1], 5.0F);
    EXPECT_EQ(unclipped[1], 1e6F);
}

} // namespace
} // namespace nodesentry
