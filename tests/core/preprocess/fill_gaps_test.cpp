#include "core/preprocess/fill_gaps.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace nodesentry {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();
using Mask = std::vector<unsigned char>;

TEST(FillGaps, InsideALineAtTheEndsTheNearestValue)
{
    std::vector<float> values{kNaN, kNaN, 2.0F, kNaN, kNaN, kNaN, 10.0F, 7.0F, kNaN};
    Mask filled(values.size());
    EXPECT_TRUE(fillGaps(values, filled));
    EXPECT_EQ(values, (std::vector<float>{2, 2, 2, 4, 6, 8, 10, 7, 7}));
    EXPECT_EQ(filled, (Mask{1, 1, 0, 1, 1, 1, 0, 0, 1}));
}

TEST(FillGaps, WhatIsMissingAltogetherIsMarkedAndNotInvented)
{
    std::vector<float> values{kNaN, kNaN};
    Mask filled(2);
    EXPECT_FALSE(fillGaps(values, filled));
    EXPECT_TRUE(std::isnan(values[0]) && std::isnan(values[1]));
    EXPECT_EQ(filled, (Mask{1, 1}));
}

TEST(FillGaps, OneMeasuredValueFillsAll)
{
    std::vector<float> values{kNaN, 3.0F, kNaN};
    Mask filled(3);
    EXPECT_TRUE(fillGaps(values, filled));
    EXPECT_EQ(values, (std::vector<float>{3, 3, 3}));
}

TEST(FillGaps, InfiniteSamplesAreMissing)
{
    std::vector<float> values{1.0F, kInfinity, 3.0F, -kInfinity};
    Mask filled(4);
    EXPECT_TRUE(fillGaps(values, filled));
    EXPECT_EQ(values, (std::vector<float>{1, 2, 3, 3}));
    EXPECT_EQ(filled, (Mask{0, 1, 0, 1}));
}

TEST(FillGaps, MeasuredValuesStayAndAnEmptyStretchHasNone)
{
    std::vector<float> values{1.0F, -0.5F};
    Mask filled(2, 9);
    EXPECT_TRUE(fillGaps(values, filled));
    EXPECT_EQ(values, (std::vector<float>{1.0F, -0.5F}));
    EXPECT_EQ(filled, (Mask{0, 0}));
    EXPECT_FALSE(fillGaps({}, {}));
}

} // namespace
} // namespace nodesentry
