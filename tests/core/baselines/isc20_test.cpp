#include "core/baselines/isc20.h"

#include "core/base/splitmix.h"
#include "tests/core/baselines/prepared_node_builder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace nodesentry {
namespace {

double normal(SplitMix& random)
{
    return std::sqrt(-2.0 * std::log1p(-random.uniform()))
        * std::cos(2.0 * std::numbers::pi * random.uniform());
}

/// Two groups around (-2, 0) and (2, 0), narrow in the first metric and wide in the second; then (0, 0),
/// which lies in the middle of everything, and (2, 1), which lies in a group.
PreparedNode twoGroups(const std::string& name)
{
    SampleMatrix values(2, 602);
    SplitMix random(5, name);
    for (Eigen::Index t = 0; t < 600; ++t)
        values.col(t) << static_cast<float>((t % 2 == 0 ? -2.0 : 2.0) + 0.2 * normal(random)),
            static_cast<float>(normal(random));
    values.col(600) << 0, 0;
    values.col(601) << 2, 1;
    return prepareNode(name, values, 600);
}

TEST(Isc20, MeasuresInTheSpreadOfTheNearestGroup)
{
    const std::vector<PreparedNode> nodes{twoGroups("a"), twoGroups("b")};
    const auto detector = makeIsc20(6, 1000, 1, 1);
    ASSERT_TRUE(detector->fit(NodesInMemory(nodes), {}));
    const auto scores = detector->score(nodes[0], {});
    ASSERT_TRUE(scores);
    // A group of 500 has variance 0.04 in the first metric; the prior adds the variance of all points (4.04)
    // and the squared distance of its mean from theirs (4), and counts for two points more; and there is the
    // regularisation. Distances are divided by root 2.
    const double variance = (500 * 0.04 + 4.04 + 4.0) / 502 + 0.001;
    EXPECT_NEAR(scores->score[600], 2 / std::sqrt(variance) / std::sqrt(2.0), 0.4);
    EXPECT_NEAR(scores->score[601], 1 / std::sqrt(2.0), 0.2);
    EXPECT_EQ(std::max_element(scores->score.begin(), scores->score.end()), scores->score.begin() + 600);
    EXPECT_EQ(scores->metricError.size(), 0);
}

TEST(Isc20, LooksAtTheMeanOfTheLastSamples)
{
    PreparedNode node = twoGroups("a");
    node.values = node.unclipped = SampleMatrix::Zero(2, 602);
    SplitMix random(2);
    for (Eigen::Index t = 0; t < 602; ++t)
        node.values.col(t) << static_cast<float>(normal(random)), static_cast<float>(normal(random));
    node.unclipped = node.values;
    node.unclipped.col(600).setConstant(1000);
    const auto detector = makeIsc20(1, 600, 4, 1);
    ASSERT_TRUE(detector->fit(NodesInMemory(std::span(&node, 1)), {}));
    const auto scores = detector->score(node, {});
    ASSERT_TRUE(scores);
    // The mean of four is of half the spread: 1000 / 4 / 0.5 in both metrics, hence the same after division.
    EXPECT_NEAR(scores->score[600], 500, 60);
    EXPECT_NEAR(scores->score[601], scores->score[600], 5);
    EXPECT_LT(scores->score[599], 5);
}

TEST(Isc20, RefusesASingleSample)
{
    const PreparedNode node = prepareNode("a", SampleMatrix::Ones(2, 5), 1);
    const auto fitted = makeIsc20(3, 100, 1, 1)->fit(NodesInMemory(std::span(&node, 1)), {});
    ASSERT_FALSE(fitted);
    EXPECT_EQ(fitted.error().code, ErrorCode::InvalidArgument);
}

} // namespace
} // namespace nodesentry
