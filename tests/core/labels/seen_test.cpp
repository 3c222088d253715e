#include "core/labels/seen.h"

#include <gtest/gtest.h>

namespace nodesentry {
namespace {

using Ranges = std::vector<TimeRange>;

TEST(Seen, TouchingAndOverlappingStretchesBecomeOne)
{
    EXPECT_EQ(joined({{30, 40}, {0, 10}, {10, 20}, {5, 6}, {50, 50}}), (Ranges{{0, 20}, {30, 40}}));
    EXPECT_EQ(joined({}), Ranges{});
}

TEST(Seen, WhatIsTakenAwayLeavesItsTwoSides)
{
    EXPECT_EQ(without({{0, 20}, {30, 40}}, {10, 35}), (Ranges{{0, 10}, {35, 40}}));
    EXPECT_EQ(without({{0, 20}}, {5, 10}), (Ranges{{0, 5}, {10, 20}}));
    EXPECT_EQ(without({{0, 20}}, {0, 20}), Ranges{});
    EXPECT_EQ(without({{0, 20}}, {20, 30}), (Ranges{{0, 20}}));
}

TEST(Seen, CommonTimeOfTwoPeople)
{
    EXPECT_EQ(common({{0, 20}, {30, 40}}, {{10, 32}, {39, 50}}), (Ranges{{10, 20}, {30, 32}, {39, 40}}));
    EXPECT_EQ(common({{0, 20}}, {}), Ranges{});
}

TEST(Seen, CoverageCountsOnlyWhatIsInside)
{
    EXPECT_DOUBLE_EQ(coverage({{-50, 10}, {20, 30}, {90, 200}}, {0, 100}), 0.3);
    EXPECT_EQ(coverage({{0, 10}}, {5, 5}), 0.0);
}

} // namespace
} // namespace nodesentry
