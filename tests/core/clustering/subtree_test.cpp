#include "core/clustering/edit/subtree.h"

#include <gtest/gtest.h>

using namespace nodesentry;

namespace {

using Points = std::vector<std::int64_t>;

/// ((0 1) (2 3)) 4, with 5 on top: merges 6 = 0+1, 7 = 2+3, 8 = 6+7, 9 = 4+8, 10 = 5+9.
const MergeTree kTree{6, {{0, 1, 1.0, 2}, {2, 3, 1.5, 2}, {6, 7, 2.0, 4}, {4, 8, 3.0, 5}, {5, 9, 4.0, 6}}};

} // namespace

TEST(Subtree, LeavesAreThoseBelow)
{
    EXPECT_EQ(leavesBelow(kTree, 8), (Points{0, 1, 2, 3}));
    EXPECT_EQ(leavesBelow(kTree, 4), Points{4});
    EXPECT_EQ(leavesBelow(kTree, 10), (Points{0, 1, 2, 3, 4, 5}));
}

TEST(Subtree, ABranchIsPartedAtItsTopMerge)
{
    EXPECT_EQ(smallerSide(kTree, {0, 1, 2, 3, 4}), Points{4});
    EXPECT_EQ(smallerSide(kTree, {0, 1, 2, 3}), (Points{2, 3}));
}

TEST(Subtree, AGroupThatIsNoBranchIsPartedWhereTheTreeParts)
{
    EXPECT_EQ(smallerSide(kTree, {0, 1, 5}), Points{5});
    EXPECT_EQ(smallerSide(kTree, {0, 2, 3}), Points{0});
    EXPECT_TRUE(smallerSide(kTree, {3}).empty());
    EXPECT_TRUE(smallerSide(MergeTree{3, {}}, {0, 1, 2}).empty());
}
