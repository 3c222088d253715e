#include "core/data/import/host_list.h"

#include <gtest/gtest.h>

namespace nodesentry {
namespace {

using Hosts = std::vector<std::string>;

TEST(HostList, PlainNameIsItself)
{
    EXPECT_EQ(*expandHostList("cn1"), Hosts{"cn1"});
}

TEST(HostList, RangesAndSingleNumbersMix)
{
    EXPECT_EQ(*expandHostList("cn[1-4,7]"), (Hosts{"cn1", "cn2", "cn3", "cn4", "cn7"}));
}

TEST(HostList, PaddingIsKept)
{
    EXPECT_EQ(*expandHostList("n[008-011]"), (Hosts{"n008", "n009", "n010", "n011"}));
    EXPECT_EQ(*expandHostList("n[8-11]"), (Hosts{"n8", "n9", "n10", "n11"}));
}

// Expected order from `scontrol show hostnames`.
TEST(HostList, SeveralBracketsExpandAsProductWithTheLastFastest)
{
    EXPECT_EQ(*expandHostList("rack[1-2]n[01-03],gpu[008-010],login"),
              (Hosts{"rack1n01", "rack1n02", "rack1n03", "rack2n01", "rack2n02", "rack2n03", "gpu008",
                     "gpu009", "gpu010", "login"}));
}

TEST(HostList, DashInANameIsNoRange)
{
    EXPECT_EQ(*expandHostList("cpn-f13-03-[01-02],cpn-f11-31"),
              (Hosts{"cpn-f13-03-01", "cpn-f13-03-02", "cpn-f11-31"}));
}

TEST(HostList, SuffixBehindTheBracketIsKept)
{
    EXPECT_EQ(*expandHostList("n[1-2]-ib"), (Hosts{"n1-ib", "n2-ib"}));
}

TEST(HostList, WhatIsNoHostListIsAnError)
{
    for (const auto* text :
         {"", "a,,b", "cn[1-4", "cn[4-1]", "cn[a-b]", "cn[]", "cn[1-]", "cn[1-999999999]"}) {
        const auto hosts = expandHostList(text);
        ASSERT_FALSE(hosts) << text;
        EXPECT_EQ(hosts.error().code, ErrorCode::ParseError);
        EXPECT_FALSE(hosts.error().advice.empty());
    }
}

} // namespace
} // namespace nodesentry
