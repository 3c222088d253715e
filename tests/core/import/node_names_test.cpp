#include "core/data/import/node_names.h"

#include <gtest/gtest.h>

namespace nodesentry {
namespace {

TEST(NodeNames, TakesThePortOffAnInstance)
{
    EXPECT_EQ(withoutPort("cn1:9100"), "cn1");
    EXPECT_EQ(withoutPort("10.0.0.3:9100"), "10.0.0.3");
    EXPECT_EQ(withoutPort("[::1]:9100"), "::1");
    EXPECT_EQ(withoutPort("cn1"), "cn1");
    EXPECT_EQ(withoutPort("fe80::1"), "fe80::1");
    EXPECT_EQ(withoutPort("http://cn1:9100"), "http://cn1:9100");
    EXPECT_EQ(withoutPort(":9100"), ":9100");
    EXPECT_EQ(withoutPort("cn1:"), "cn1:");
}

} // namespace
} // namespace nodesentry
