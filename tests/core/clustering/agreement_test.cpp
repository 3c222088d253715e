#include "core/clustering/agreement.h"

#include <gtest/gtest.h>

using namespace nodesentry;

namespace {

using Labels = std::vector<int>;

} // namespace

TEST(Agreement, EqualGroupingsAgreeFullyWhateverTheirLabels)
{
    EXPECT_DOUBLE_EQ(adjustedRandIndex(Labels{0, 0, 1, 1}, Labels{7, 7, 3, 3}), 1.0);
    EXPECT_DOUBLE_EQ(adjustedRandIndex(Labels{0, 0, 1}, std::vector<std::string>{"SW4", "SW4", "MD"}), 1.0);
}

TEST(Agreement, EqualsTheValuesWorkedOutByHand)
{
    // Pairs together in both 1, in a 2, in b 1, of 6: (1 - 2/6) / (1.5 - 2/6) = 4/7.
    EXPECT_DOUBLE_EQ(adjustedRandIndex(Labels{0, 0, 1, 1}, Labels{0, 0, 1, 2}), 4.0 / 7.0);
    // In both 0, in a 2, in b 2, of 6: (0 - 4/6) / (2 - 4/6) = -1/2, the least there is.
    EXPECT_DOUBLE_EQ(adjustedRandIndex(Labels{0, 0, 1, 1}, Labels{0, 1, 0, 1}), -0.5);
    // Groups of 3, 2, 1 against 2, 3, 1: in both 1 + 1 = 2, in a 4, in b 4, of 15:
    // (2 - 16/15) / (4 - 16/15) = 14/44.
    EXPECT_DOUBLE_EQ(adjustedRandIndex(Labels{0, 0, 0, 1, 1, 2}, Labels{0, 0, 1, 1, 1, 2}), 14.0 / 44.0);
}

TEST(Agreement, AGroupingThatSaysNothingAgreesByChanceOnly)
{
    EXPECT_DOUBLE_EQ(adjustedRandIndex(Labels{0, 0, 0, 0}, Labels{0, 1, 2, 3}), 0.0);
    EXPECT_DOUBLE_EQ(adjustedRandIndex(Labels{0, 0, 0, 0}, Labels{0, 0, 1, 1}), 0.0);
}

TEST(Agreement, TrivialGroupingsThatAreEqualAgreeFully)
{
    EXPECT_DOUBLE_EQ(adjustedRandIndex(Labels{1, 1, 1}, Labels{0, 0, 0}), 1.0);
    EXPECT_DOUBLE_EQ(adjustedRandIndex(Labels{1, 2, 3}, Labels{3, 1, 2}), 1.0);
    EXPECT_DOUBLE_EQ(adjustedRandIndex(Labels{}, Labels{}), 1.0);
    EXPECT_DOUBLE_EQ(adjustedRandIndex(Labels{4}, Labels{5}), 1.0);
}
