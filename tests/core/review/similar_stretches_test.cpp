#include "core/review/similar_stretches.h"

#include <gtest/gtest.h>

#include <limits>

namespace nodesentry {
namespace {

TEST(ShapeAround, AddsSurroundingsAndNoMoreThanThereIs)
{
    const SimilarOptions options{.surroundings = 0.5, .fewestSamples = 16};
    const auto shape = shapeAround(100, 140, 1'000, options);
    EXPECT_EQ(shape.begin, 80);
    EXPECT_EQ(shape.length, 80);
    EXPECT_EQ(shape.offset, 20);
    EXPECT_EQ(shape.labelled, 40);
    const auto small = shapeAround(100, 102, 1'000, options); // 2 samples need 7 on either side
    EXPECT_EQ(small.begin, 93);
    EXPECT_EQ(small.length, 16);
    const auto atBegin = shapeAround(0, 40, 50, options);
    EXPECT_EQ(atBegin.begin, 0);
    EXPECT_EQ(atBegin.offset, 0);
    EXPECT_EQ(atBegin.length, 50);
}

TEST(TellingRows, AreThoseWhoseLevelChanges)
{
    const SimilarShape shape{0, 8, 2, 4};
    SampleMatrix values(4, 8);
    values.row(0) << 1, 2, 1, 2, 1, 2, 1, 2; // as around it
    values.row(1) << 1, 2, 9, 9, 9, 9, 2, 1;
    values.row(2) << 1, 2, 3, 3, 3, 3, 2, 1;
    values.row(3) << 1, 2, 90, 90, 90, std::numeric_limits<float>::quiet_NaN(), 2, 1;
    EXPECT_EQ(tellingRows(values, shape, 2), (std::vector<int>{1, 2}));
}

TEST(NearestStretches, KeepApartAndBelowTheLimit)
{
    std::vector<double> profile(40, 0.4);
    profile[5] = 0.1;
    profile[8] = 0.05; // nearer than its neighbour
    profile[20] = 0.2;
    profile[30] = std::numeric_limits<double>::quiet_NaN();
    const auto found = nearestStretches(profile, 10, 5, 0.3);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].begin, 8);
    EXPECT_EQ(found[1].begin, 20);
    EXPECT_EQ(nearestStretches(profile, 10, 1, 0.3).size(), 1U);
}

} // namespace
} // namespace nodesentry
