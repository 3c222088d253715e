#include "core/detect/sliding_moments.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <vector>

namespace nodesentry {
namespace {

TEST(SlidingMoments, IsZeroWhenEmpty)
{
    const SlidingMoments moments(3);
    EXPECT_EQ(moments.count(), 0);
    EXPECT_EQ(moments.mean(), 0.0);
    EXPECT_EQ(moments.deviation(), 0.0);
}

TEST(SlidingMoments, ForgetsTheOldestValueOnceFull)
{
    SlidingMoments moments(3);
    for (const double value : {100.0, 1.0, 2.0, 6.0})
        moments.push(value);
    // Window 1, 2, 6: mean 3, squared deviations 4 + 1 + 9 = 14.
    EXPECT_EQ(moments.count(), 3);
    EXPECT_DOUBLE_EQ(moments.mean(), 3.0);
    EXPECT_DOUBLE_EQ(moments.deviation(), std::sqrt(14.0 / 3.0));
}

TEST(SlidingMoments, AWindowOfOneValueHasNoDeviation)
{
    SlidingMoments moments(1);
    moments.push(4.0);
    moments.push(7.0);
    EXPECT_EQ(moments.count(), 1);
    EXPECT_EQ(moments.mean(), 7.0);
    EXPECT_EQ(moments.deviation(), 0.0);
}

TEST(SlidingMoments, KeepsNoTraceOfAHugeValueThatHasLeftTheWindow)
{
    SlidingMoments moments(2);
    for (const double value : {1e12, 1.0, 3.0})
        moments.push(value);
    EXPECT_EQ(moments.mean(), 2.0);
    EXPECT_EQ(moments.deviation(), 1.0);
}

TEST(SlidingMoments, AgreesWithTwoPassesOverEveryWindow)
{
    constexpr std::size_t kWindow = 7;
    std::vector<double> values;
    for (int i = 0; i < 60; ++i)
        values.push_back(std::sin(i * 1.3) * i);
    SlidingMoments moments(kWindow);
    for (std::size_t i = 0; i < values.size(); ++i) {
        moments.push(values[i]);
        const auto last = values.begin() + static_cast<std::ptrdiff_t>(i) + 1;
        const auto first = i + 1 < kWindow ? values.begin() : last - kWindow;
        const auto count = static_cast<double>(last - first);
        const double mean = std::accumulate(first, last, 0.0) / count;
        double squares = 0.0;
        for (auto value = first; value != last; ++value)
            squares += (*value - mean) * (*value - mean);
        EXPECT_NEAR(moments.mean(), mean, 1e-12);
        EXPECT_NEAR(moments.deviation(), std::sqrt(squares / count), 1e-12);
    }
}

} // namespace
} // namespace nodesentry
