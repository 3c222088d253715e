#include "core/detect/node_source.h"

#include "core/base/expects.h"

#include <gtest/gtest.h>

namespace nodesentry {
namespace {

PreparedNode node(const std::string& name, std::int64_t trainEnd)
{
    PreparedNode made;
    made.node = name;
    made.trainEnd = trainEnd;
    made.values = SampleMatrix::Random(3, 10);
    return made;
}

TEST(NodesInMemory, GivesWhatItWasGiven)
{
    const std::vector<PreparedNode> nodes{node("a", 5), node("b", 0)};
    const NodesInMemory source(nodes);
    ASSERT_EQ(source.entries().size(), 2U);
    EXPECT_EQ(source.entries()[1].node, "b");
    EXPECT_EQ(source.entries()[0].trainEnd, 5);
    EXPECT_EQ(source.metricCount(), 3);
    EXPECT_EQ(source.node(1)->values, nodes[1].values);
    EXPECT_THROW((void)source.node(2), ContractViolation);
    EXPECT_EQ(NodesInMemory({}).metricCount(), 0);
}

TEST(NodesInMemory, NodesMustAscend)
{
    const std::vector<PreparedNode> nodes{node("b", 5), node("a", 0)};
    EXPECT_THROW(NodesInMemory{nodes}, ContractViolation);
}

} // namespace
} // namespace nodesentry
