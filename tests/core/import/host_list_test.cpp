#include "core/data/import/host_list.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <random>
#include <sstream>

namespace nodesentry {
namespace {

using Hosts = std::vector<std::string>;

/// One line of tests/data/slurm/host_lists.tsv, made with Slurm's own scontrol.
struct SlurmLine {
    std::string expression;
    Hosts names;
    std::string compressed;
};

std::vector<SlurmLine> slurmLines()
{
    std::ifstream file(std::string(NODESENTRY_TEST_DATA) + "/slurm/host_lists.tsv");
    std::vector<SlurmLine> lines;
    for (std::string text; std::getline(file, text);) {
        if (text.starts_with('#'))
            continue;
        std::istringstream fields(text);
        SlurmLine line;
        std::string names;
        std::getline(fields, line.expression, '\t');
        std::getline(fields, names, '\t');
        std::getline(fields, line.compressed, '\t');
        std::istringstream list(names);
        for (std::string name; std::getline(list, name, ',');)
            line.names.push_back(name);
        lines.push_back(line);
    }
    return lines;
}

TEST(HostList, ExpandsAsScontrolShowHostnames)
{
    const auto lines = slurmLines();
    ASSERT_GE(lines.size(), 50U);
    for (const auto& line : lines) {
        const auto hosts = expandHostList(line.expression);
        ASSERT_TRUE(hosts) << line.expression << ": " << hosts.error().text();
        EXPECT_EQ(*hosts, line.names) << line.expression;
    }
}

TEST(HostList, CompressesAsScontrolShowHostlist)
{
    for (const auto& line : slurmLines())
        EXPECT_EQ(compressHostList(line.names), line.compressed) << line.expression;
    EXPECT_EQ(compressHostList({}), "");
}

TEST(HostList, ExpansionOfACompressedListIsTheListAgain)
{
    std::mt19937 random(7);
    const Hosts prefixes{"cn", "rack1n", "gpu-", "", "x0y"};
    for (int round = 0; round < 2000; ++round) {
        Hosts hosts;
        const auto count = 1 + random() % 30;
        for (std::size_t i = 0; i < count; ++i) {
            const auto& prefix = prefixes[random() % prefixes.size()];
            auto digits = std::to_string(random() % (random() % 2 ? 12 : 1100));
            if (random() % 2)
                digits.insert(0, random() % 3, '0');
            hosts.push_back(random() % 10 == 0 ? "login" + prefix + "z" : prefix + digits);
        }
        if (random() % 2)
            std::sort(hosts.begin(), hosts.end());
        const auto list = compressHostList(hosts);
        const auto again = expandHostList(list);
        ASSERT_TRUE(again) << list;
        EXPECT_EQ(*again, hosts) << list;
    }
}

TEST(HostList, AWholeClusterIsOneRange)
{
    Hosts hosts;
    for (int i = 1; i <= 1294; ++i)
        hosts.push_back("n"
                        + std::string(i < 10         ? "000"
                                          : i < 100  ? "00"
                                          : i < 1000 ? "0"
                                                     : "")
                        + std::to_string(i));
    EXPECT_EQ(compressHostList(hosts), "n[0001-1294]");
    EXPECT_EQ(*expandHostList("n[0001-1294]"), hosts);
}

TEST(HostList, SuffixBehindTheBracketIsKept)
{
    EXPECT_EQ(*expandHostList("n[1-2]-ib"), (Hosts{"n1-ib", "n2-ib"}));
}

TEST(HostList, NumberTooLongToCountWithIsPartOfTheName)
{
    const Hosts hosts{"a18446744073709551615", "a18446744073709551616"};
    EXPECT_EQ(compressHostList(hosts), "a18446744073709551615,a18446744073709551616");
}

TEST(HostList, WhatIsNoHostListIsAnError)
{
    const auto endless = "n[" + std::string(100000, '0') + "-99999]";
    const auto longName = std::string(300, 'n');
    for (const std::string& text :
         {std::string(), std::string(" , "), std::string("cn[1-4"), std::string("cn1]"),
          std::string("cn[1-2]]"), std::string("cn[[1-2]]"), std::string("cn[4-1]"), std::string("cn[a-b]"),
          std::string("cn[]"), std::string("cn[1-]"), std::string("cn[-3]"), std::string("cn[1,,2]"),
          std::string("cn[1-999999999]"), std::string("a[1-1000]b[1-1000]"),
          std::string("a[1-60000],b[1-60000]"), endless, longName}) {
        const auto hosts = expandHostList(text);
        ASSERT_FALSE(hosts) << text;
        EXPECT_EQ(hosts.error().code, ErrorCode::ParseError);
        EXPECT_FALSE(hosts.error().advice.empty());
    }
}

} // namespace
} // namespace nodesentry
