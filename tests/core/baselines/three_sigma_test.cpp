#include "core/baselines/three_sigma.h"

#include "tests/core/baselines/prepared_node_builder.h"

#include <gtest/gtest.h>

#include <cmath>

namespace nodesentry {
namespace {

/// Training: metric 0 is -1 and 1 (mean 0, sigma 1), metric 1 is 2 and 6 (mean 4, sigma 2), metric 2
/// constant.
PreparedNode node()
{
    SampleMatrix values(3, 6);
    values << -1, 1, -1, 1, 3, 0.5F, //
        2, 6, 2, 6, 4, -8, //
        0, 0, 0, 0, 7, 0;
    return prepareNode("n", values, 4);
}

TEST(ThreeSigma, IsOneWhereAMetricIsThreeSigmaFromItsTrainingMean)
{
    const PreparedNode samples = node();
    const auto detector = makeThreeSigma();
    ASSERT_TRUE(detector->fit(NodesInMemory(std::span(&samples, 1)), {}));
    const auto scores = detector->score(samples, {});
    ASSERT_TRUE(scores);
    EXPECT_FLOAT_EQ(scores->score[0], 1.0F / 3.0F);
    EXPECT_FLOAT_EQ(scores->score[4], 1.0F)
        << "metric 0 is at 3 sigma; metric 2 had no spread to compare with";
    EXPECT_FLOAT_EQ(scores->score[5], 2.0F) << "metric 1 is 12 = 6 sigma away";
    EXPECT_FLOAT_EQ(scores->metricError(1, 5), 2.0F);
    EXPECT_EQ(scores->metricError(0, 5), 0.0F);
}

TEST(ThreeSigma, SaysWhichNodeItDoesNotKnow)
{
    const PreparedNode samples = node();
    const auto detector = makeThreeSigma();
    ASSERT_TRUE(detector->fit(NodesInMemory(std::span(&samples, 1)), {}));
    PreparedNode other = samples;
    other.node = "cn9";
    EXPECT_EQ(detector->score(other, {}).error().code, ErrorCode::NotFound);
}

} // namespace
} // namespace nodesentry
