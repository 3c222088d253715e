#include "core/baselines/first_difference.h"

#include "tests/core/baselines/prepared_node_builder.h"

#include <gtest/gtest.h>

#include <cmath>

namespace nodesentry {
namespace {

TEST(FirstDifference, AveragesAbsoluteChangesAndHasNoFirstScore)
{
    SampleMatrix values(2, 3);
    values << 1, 4, 2, //
        0, 7, 7;
    const auto scores = makeFirstDifference()->score(prepareNode("n", values, 1), {});
    ASSERT_TRUE(scores);
    EXPECT_TRUE(std::isnan(scores->score[0]));
    EXPECT_EQ(scores->score[1], (3 + 7) / 2.0F);
    EXPECT_EQ(scores->score[2], (2 + 0) / 2.0F);
    SampleMatrix share(2, 3);
    share << 0, 1.5F, 1, //
        0, 3.5F, 0;
    EXPECT_EQ(scores->metricError, share);
}

TEST(FirstDifference, CopesWithOneSampleAndWithNone)
{
    const auto one = makeFirstDifference()->score(prepareNode("n", SampleMatrix::Ones(2, 1), 1), {});
    ASSERT_TRUE(one);
    EXPECT_EQ(one->score.size(), 1U);
    const auto none = makeFirstDifference()->score(prepareNode("n", SampleMatrix(2, 0), 0), {});
    ASSERT_TRUE(none);
    EXPECT_TRUE(none->score.empty());
}

} // namespace
} // namespace nodesentry
