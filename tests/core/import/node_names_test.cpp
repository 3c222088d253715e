#include "core/data/import/node_names.h"

#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <fstream>

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

using Kind = NodeMatch::Kind;
using Names = std::vector<std::string>;

NodeMatch findOne(const NodeNames& names, const std::string& name)
{
    return names.find({name}).at(name);
}

void expectFound(const NodeNames& names, const std::string& name, const std::string& node)
{
    const auto match = findOne(names, name);
    EXPECT_TRUE(match.isFound()) << name;
    EXPECT_EQ(match.node, node) << name;
}

TEST(NodeNames, ExactNamesComeFirst)
{
    const NodeNames names({"gpu-2", "gpu-2.fox.example", "CN1", "cn1"});
    for (const std::string name : {"gpu-2", "gpu-2.fox.example", "CN1", "cn1"}) {
        EXPECT_EQ(findOne(names, name).kind, Kind::Exact);
        expectFound(names, name, name);
    }
}

TEST(NodeNames, CasePortAndDomainMayDiffer)
{
    const NodeNames names({"gpu-1", "gpu-2.fox.example", "CN7", "cn8:9100", "10.0.0.3"});
    expectFound(names, "gpu-2", "gpu-2.fox.example");
    expectFound(names, "GPU-2.Fox", "gpu-2.fox.example");
    expectFound(names, "gpu-2.fox.example.", "gpu-2.fox.example");
    expectFound(names, "gpu-1.fox.example", "gpu-1");
    expectFound(names, "cn7:9100", "CN7");
    expectFound(names, "cn8", "cn8:9100");
    expectFound(names, "10.0.0.3:9100", "10.0.0.3");
    EXPECT_EQ(findOne(names, "gpu-2").kind, Kind::Similar);
    for (const std::string name : {"gpu-3", "gpu-2.dog.example", "gpu-22", "gpu", "10.0.0.4", "10", "10.0.0"})
        EXPECT_EQ(findOne(names, name).kind, Kind::None) << name;
}

TEST(NodeNames, WhatFitsSeveralFitsNone)
{
    const NodeNames names({"gpu-2.a.example", "gpu-2.b.example", "CN1", "cn1", "login"});
    const auto match = findOne(names, "gpu-2");
    EXPECT_EQ(match.kind, Kind::Ambiguous);
    EXPECT_EQ(match.candidates, (Names{"gpu-2.a.example", "gpu-2.b.example"}));
    expectFound(names, "gpu-2.a", "gpu-2.a.example");
    EXPECT_EQ(findOne(names, "Cn1").kind, Kind::Ambiguous);
}

TEST(NodeNames, TwoMachinesAreNotOneNode)
{
    const NodeNames names({"gpu-2"});
    const auto matches = names.find({"gpu-2", "gpu-2.a.example", "gpu-2.b.example"});
    EXPECT_EQ(matches.at("gpu-2").kind, Kind::Exact);
    EXPECT_EQ(matches.at("gpu-2.a.example").kind, Kind::Ambiguous);
    EXPECT_EQ(matches.at("gpu-2.b.example").candidates, (Names{"gpu-2.a.example", "gpu-2.b.example"}));
    EXPECT_EQ(names.find({"gpu-2.a", "gpu-2.a.example"}).at("gpu-2.a").node, "gpu-2") << "one machine";
}

TEST(NodeNames, WhatNodesCallThemselvesAndWhatTheMapSays)
{
    NodeMap map;
    map.add("node-17", "cn17");
    map.add("10.0.0.4", "cn4");
    NodeNames names({"10.0.0.3", "cn17", "cn4"}, map);
    names.addAlias("10.0.0.3", "cn3.fox.example");
    names.addAlias("nobody", "cn17");
    expectFound(names, "cn3.fox.example", "10.0.0.3");
    expectFound(names, "cn3", "10.0.0.3");
    expectFound(names, "node-17", "cn17");
    expectFound(names, "10.0.0.4:9100", "cn4");
    names.addAlias("cn4", "CN3.dog.example");
    EXPECT_EQ(findOne(names, "cn3").kind, Kind::Ambiguous);
}

TEST(NodeNames, LookalikesMayBeOneMachine)
{
    const NodeNames names({"gpu-1", "gpu-2", "gpu-2.fox.example", "cn1", "CN1", "10.0.0.1", "10.0.0.2"});
    EXPECT_EQ(
        names.lookalikes(5),
        (std::vector<std::pair<std::string, std::string>>{{"CN1", "cn1"}, {"gpu-2", "gpu-2.fox.example"}}));
    EXPECT_EQ(names.lookalikes(1).size(), 1U);
}

TEST(NodeMap, IsReadFromATable)
{
    const auto path = test::scratchPath("map.csv");
    std::ofstream(path) << "to,from\ncn3,10.0.0.3\ncn3,node-3\ncn3,10.0.0.3\n";
    const auto map = NodeMap::read(path);
    ASSERT_TRUE(map) << map.error().text();
    EXPECT_EQ(map->nameOf("10.0.0.3"), "cn3");
    EXPECT_EQ(map->nameOf("10.0.0.3:9100"), "cn3");
    EXPECT_EQ(map->nameOf("node-3"), "cn3");
    EXPECT_EQ(map->nameOf("cn4:9100"), "cn4:9100");
    for (const auto& [text, line] :
         {std::pair{"a,b\n1,2\n", 1}, {"from,to\nx,\n", 2}, {"from,to\nx,y\nx,z\n", 3}}) {
        std::ofstream(path) << text;
        const auto bad = NodeMap::read(path);
        ASSERT_FALSE(bad) << text;
        EXPECT_EQ(bad.error().line, line) << text;
    }
}

} // namespace
} // namespace nodesentry
