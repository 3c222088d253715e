#include "core/baselines/mean_z2.h"

#include "tests/core/baselines/prepared_node_builder.h"

#include <gtest/gtest.h>

#include <cmath>

namespace nodesentry {
namespace {

TEST(MeanZ2, AveragesSquaresOfUnclippedValues)
{
    SampleMatrix values(2, 3);
    values << 1, 0, 10, //
        -3, 0, 2;
    const auto scores = makeMeanZ2()->score(prepareNode("n", values, 1), {});
    ASSERT_TRUE(scores);
    EXPECT_EQ(scores->node, "n");
    EXPECT_EQ(scores->score, (std::vector<float>{(1 + 9) / 2.0F, 0, (100 + 4) / 2.0F}));
    EXPECT_EQ(scores->metricError(0, 2), 50);
    EXPECT_EQ(scores->metricError(1, 2), 2);
}

TEST(MeanZ2, StaysFiniteWhenSquaresOverflow)
{
    SampleMatrix values(2, 1);
    values << 1e30F, -1e30F;
    const auto scores = makeMeanZ2()->score(prepareNode("n", values, 0), {});
    ASSERT_TRUE(scores);
    EXPECT_TRUE(std::isfinite(scores->score[0]));
    EXPECT_TRUE(scores->metricError.allFinite());
}

} // namespace
} // namespace nodesentry
