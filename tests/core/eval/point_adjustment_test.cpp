#include "core/eval/point_adjustment.h"

#include <gtest/gtest.h>

namespace nodesentry {
namespace {

using Flags = std::vector<std::uint8_t>;

const Flags kTruth{0, 1, 1, 1, 1, 0, 1, 1, 0};
const Flags kAll(9, 1);

TEST(AdjustPoints, OneFlaggedSampleFillsItsEventAndNoOther)
{
    EXPECT_EQ(adjustPoints(Flags{0, 0, 0, 1, 0, 0, 0, 0, 1}, kTruth, kAll, 0.0),
              (Flags{0, 1, 1, 1, 1, 0, 0, 0, 1}));
}

TEST(AdjustPoints, AShareMustBeExceeded)
{
    const Flags one{0, 0, 0, 1, 0, 0, 0, 0, 0}; // 1 of 4
    EXPECT_EQ(adjustPoints(one, kTruth, kAll, 0.25), one);
    EXPECT_EQ(adjustPoints(one, kTruth, kAll, 0.24), (Flags{0, 1, 1, 1, 1, 0, 0, 0, 0}));
}

TEST(AdjustPoints, SamplesLeftOutNeitherTriggerNorCount)
{
    const Flags counted{1, 1, 1, 0, 0, 1, 1, 1, 1};
    const Flags outside{0, 0, 0, 1, 0, 0, 0, 0, 0};
    EXPECT_EQ(adjustPoints(outside, kTruth, counted, 0.0), outside);
    // One of the two that count: a share of 1/2, where all four would make it 1/4.
    EXPECT_EQ(adjustPoints(Flags{0, 1, 0, 0, 0, 0, 0, 0, 0}, kTruth, counted, 0.4),
              (Flags{0, 1, 1, 1, 1, 0, 0, 0, 0}));
}

TEST(AdjustPoints, NothingFlaggedStaysNothing)
{
    EXPECT_EQ(adjustPoints(Flags(9, 0), kTruth, kAll, 0.0), Flags(9, 0));
    EXPECT_TRUE(adjustPoints({}, {}, {}, 0.0).empty());
}

} // namespace
} // namespace nodesentry
