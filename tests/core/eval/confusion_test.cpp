#include "core/eval/confusion.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace nodesentry {
namespace {

using Flags = std::vector<std::uint8_t>;

TEST(Confusion, CountsOnlySamplesThatCount)
{
    const auto confusion
        = Confusion::count(Flags{1, 1, 1, 0, 0, 1}, Flags{1, 1, 0, 1, 0, 0}, Flags{1, 1, 1, 1, 1, 0});
    EXPECT_EQ(confusion.truePositives, 2);
    EXPECT_EQ(confusion.falsePositives, 1);
    EXPECT_EQ(confusion.falseNegatives, 1);
    EXPECT_EQ(confusion.trueNegatives, 1);
    EXPECT_DOUBLE_EQ(confusion.flaggedNormalShare(), 0.5);
    EXPECT_DOUBLE_EQ(confusion.precision(), 2.0 / 3.0);
    EXPECT_DOUBLE_EQ(confusion.recall(), 2.0 / 3.0);
    EXPECT_DOUBLE_EQ(confusion.f1(), 2.0 / 3.0);
}

TEST(Confusion, AddsUpOverNodes)
{
    Confusion sum{1, 2, 3};
    sum += {10, 20, 30};
    EXPECT_EQ(sum.truePositives, 11);
    EXPECT_EQ(sum.falsePositives, 22);
    EXPECT_EQ(sum.falseNegatives, 33);
}

TEST(Confusion, FindingNothingIsZeroAndHavingNothingToFindIsUndefined)
{
    const Confusion missed{0, 0, 5};
    EXPECT_EQ(missed.precision(), 0.0);
    EXPECT_EQ(missed.recall(), 0.0);
    EXPECT_EQ(missed.f1(), 0.0);
    const Confusion quiet{0, 5, 0};
    EXPECT_TRUE(std::isnan(quiet.precision()));
    EXPECT_TRUE(std::isnan(quiet.recall()));
    EXPECT_TRUE(std::isnan(quiet.f1()));
}

} // namespace
} // namespace nodesentry
