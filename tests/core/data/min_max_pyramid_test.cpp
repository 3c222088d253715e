#include "core/data/min_max_pyramid.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace nodesentry {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

/// What minMaxBuckets promises, sample by sample: the bucket of a sample is floor((t - begin) * count /
/// length).
std::vector<MinMax> bruteForce(const std::vector<float>& samples, const TimeGrid& grid, TimeRange range,
                               int count)
{
    std::vector<MinMax> buckets(static_cast<std::size_t>(count), {kNaN, kNaN});
    for (std::int64_t i = 0; i < grid.size; ++i) {
        const auto time = grid.timeOf(i);
        const float value = samples[static_cast<std::size_t>(i)];
        if (!range.contains(time) || std::isnan(value))
            continue;
        auto& bucket = buckets[static_cast<std::size_t>((time - range.begin) * count / range.length())];
        bucket.minimum = std::fmin(bucket.minimum, value);
        bucket.maximum = std::fmax(bucket.maximum, value);
    }
    return buckets;
}

void expectSame(const std::vector<MinMax>& actual, const std::vector<MinMax>& expected)
{
    ASSERT_EQ(actual.size(), expected.size());
    for (std::size_t i = 0; i < actual.size(); ++i) {
        ASSERT_EQ(std::isnan(actual[i].minimum), std::isnan(expected[i].minimum)) << "bucket " << i;
        if (std::isnan(expected[i].minimum))
            continue;
        ASSERT_EQ(actual[i].minimum, expected[i].minimum) << "bucket " << i;
        ASSERT_EQ(actual[i].maximum, expected[i].maximum) << "bucket " << i;
    }
}

TEST(PyramidLayout, LevelsEndWithTheFirstOfAtMostSixteenEntries)
{
    const PyramidLayout week(40320);
    ASSERT_EQ(week.levels(), 4);
    EXPECT_EQ(week.size(1), 2520);
    EXPECT_EQ(week.size(2), 158); // 157.5
    EXPECT_EQ(week.size(3), 10); // 9.875
    EXPECT_EQ(week.offset(1), 0);
    EXPECT_EQ(week.offset(3), 2520 + 158);
    EXPECT_EQ(week.storedSize(), 2520 + 158 + 10);
    EXPECT_EQ(PyramidLayout(16).levels(), 1);
    EXPECT_EQ(PyramidLayout(17).levels(), 2);
    EXPECT_EQ(PyramidLayout(0).storedSize(), 0);
}

TEST(MinMaxPyramid, MissingSamplesCountForNothingAndOnlyMissingOnesGiveNaN)
{
    std::vector<float> samples(33, 1.0F);
    samples[3] = kNaN;
    samples[4] = -7.0F;
    for (std::size_t i = 16; i < 32; ++i)
        samples[i] = kNaN;
    samples[32] = 5.0F;
    const PyramidLayout layout(33);
    ASSERT_EQ(layout.storedSize(), 3);
    std::vector<float> minimum(3);
    std::vector<float> maximum(3);
    buildMinMaxPyramid(samples, layout, minimum, maximum);
    EXPECT_EQ(minimum[0], -7.0F);
    EXPECT_EQ(maximum[0], 1.0F);
    EXPECT_TRUE(std::isnan(minimum[1]) && std::isnan(maximum[1]));
    EXPECT_EQ(minimum[2], 5.0F);
    EXPECT_EQ(maximum[2], 5.0F);
}

TEST(MinMaxPyramid, ASampleBelongsToTheBucketThatContainsItsTime)
{
    // Samples at 1000, 1010, 1020, 1030 ms; buckets [1000, 1013.33), [1013.33, 1026.67), [1026.67, 1040).
    const MinMaxPyramid pyramid({1.0F, 4.0F, 2.0F, 3.0F});
    const TimeGrid grid{1000, 10, 4};
    const auto buckets = pyramid.buckets(grid, {1000, 1040}, 3);
    ASSERT_TRUE(buckets);
    EXPECT_EQ((*buckets)[0].minimum, 1.0F);
    EXPECT_EQ((*buckets)[0].maximum, 4.0F);
    EXPECT_EQ((*buckets)[1].maximum, 2.0F);
    EXPECT_EQ((*buckets)[2].minimum, 3.0F);
}

TEST(MinMaxPyramid, BeyondTheDataAndBetweenSamplesThereIsNaN)
{
    const MinMaxPyramid pyramid({1.0F, 2.0F});
    const auto buckets = pyramid.buckets({1000, 100, 2}, {800, 1400}, 12); // 50 ms each
    ASSERT_TRUE(buckets);
    for (int i = 0; i < 12; ++i)
        EXPECT_EQ(std::isnan((*buckets)[static_cast<std::size_t>(i)].minimum), i != 4 && i != 6) << i;
}

TEST(MinMaxPyramid, EqualsAPassOverAllSamplesAtAnyRangeAndZoom)
{
    std::mt19937 random(7);
    for (const int size : {1, 15, 16, 17, 255, 257, 4096, 4097, 9000}) {
        std::vector<float> samples;
        std::normal_distribution<float> normal;
        for (int i = 0; i < size; ++i) // long runs of missing samples and lone ones
            samples.push_back(i / 64 % 5 == 2 || random() % 10 == 0 ? kNaN : normal(random));
        const MinMaxPyramid pyramid(samples);
        const TimeGrid grid{1'700'000'000'123, 15'000, size};
        const auto span = grid.range().length();
        for (int trial = 0; trial < 60; ++trial) {
            std::uniform_int_distribution<TimeMs> place(grid.origin - span / 3 - 5,
                                                        grid.range().end + span / 3 + 5);
            auto begin = place(random);
            auto end = place(random);
            if (begin == end)
                continue;
            const TimeRange range{std::min(begin, end), std::max(begin, end)};
            const int count = 1 + static_cast<int>(random() % (trial % 2 == 0 ? 40 : 2000));
            const auto buckets = pyramid.buckets(grid, range, count);
            ASSERT_TRUE(buckets) << buckets.error().text();
            ASSERT_NO_FATAL_FAILURE(expectSame(*buckets, bruteForce(samples, grid, range, count)))
                << "size " << size << ", range " << range.begin - grid.origin << " .. "
                << range.end - grid.origin << " ms, " << count << " buckets";
        }
    }
}

TEST(MinMaxPyramid, ALoneSpikeIsInExactlyOneBucketAtEveryZoom)
{
    std::vector<float> samples(40'320, 0.0F);
    samples[12'345] = 100.0F;
    const MinMaxPyramid pyramid(samples);
    const TimeGrid grid{0, 15'000, 40'320};
    for (const int count : {1, 2, 7, 100, 1600, 40'320, 100'000}) {
        const auto buckets = pyramid.buckets(grid, grid.range(), count);
        ASSERT_TRUE(buckets);
        int with = 0;
        for (const auto& bucket : *buckets)
            with += bucket.maximum == 100.0F ? 1 : 0;
        EXPECT_EQ(with, 1) << count << " buckets";
    }
}

TEST(MinMaxPyramid, InfiniteSamplesAreExtremesLikeAnyOther)
{
    const float infinity = std::numeric_limits<float>::infinity();
    const MinMaxPyramid pyramid(std::vector<float>(40, -infinity));
    const auto buckets = pyramid.buckets({0, 1000, 40}, {0, 40'000}, 1);
    ASSERT_TRUE(buckets);
    EXPECT_EQ((*buckets)[0].minimum, -infinity);
    EXPECT_EQ((*buckets)[0].maximum, -infinity);
}

TEST(MinMaxPyramid, RefusesToDivideNothing)
{
    const MinMaxPyramid pyramid({1.0F});
    EXPECT_EQ(pyramid.buckets({0, 1000, 1}, {0, 1000}, 0).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(pyramid.buckets({0, 1000, 1}, {5, 5}, 10).error().code, ErrorCode::InvalidArgument);
}

} // namespace
} // namespace nodesentry
