#include "core/detect/external_protocol_p.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <array>
#include <cmath>
#include <cstring>

namespace nodesentry {
namespace {

PreparedNode node()
{
    PreparedNode node;
    node.node = "cn7";
    node.grid = {1'700'000'000'000, 15'000, 4};
    node.unclipped.resize(2, 4);
    node.unclipped << 0.5F, -1, 2, 3, //
        100, 0, 0.1F, 1e-7F;
    node.values = node.unclipped.cwiseMin(5.0F);
    node.trainEnd = 2;
    return node;
}

TEST(ExternalProtocol, CsvHasAHeaderAndALineASample)
{
    EXPECT_EQ(externalCsv(node(), 1, 4, {"cpu", "a \"b\", c"}),
              "sample,time,train,cpu,\"a \"\"b\"\", c\"\n"
              "0,2023-11-14T22:13:35Z,1,-1,0\n"
              "1,2023-11-14T22:13:50Z,0,2,0.1\n"
              "2,2023-11-14T22:14:05Z,0,3,1e-07\n");
}

TEST(ExternalProtocol, BinaryIsALineOfJsonAndThenSampleAfterSample)
{
    const auto text = externalBinary(node(), 1, 4, {"cpu", "mem"});
    const auto end = text.find('\n');
    const auto header = nlohmann::json::parse(text.substr(0, end));
    EXPECT_EQ(header["node"], "cn7");
    EXPECT_EQ(header["samples"], 3);
    EXPECT_EQ(header["train_samples"], 1);
    EXPECT_EQ(header["metrics"], (std::vector<std::string>{"cpu", "mem"}));
    EXPECT_EQ(header["begin"], "2023-11-14T22:13:35Z");
    EXPECT_EQ(header["step_s"], 15.0);
    ASSERT_EQ(text.size(), end + 1 + 6 * sizeof(float));
    std::array<float, 6> values{};
    std::memcpy(values.data(), text.data() + end + 1, sizeof(values));
    EXPECT_EQ(values, (std::array<float, 6>{-1, 0, 2, 0.1F, 3, 1e-7F}));
}

TEST(ExternalProtocol, ScoresAreOneALine)
{
    const auto scores = readExternalScores("1\n 2.5 \r\nnan\n1e3\n\n", 4);
    ASSERT_TRUE(scores) << scores.error().text();
    EXPECT_EQ((*scores)[0], 1.0F);
    EXPECT_EQ((*scores)[1], 2.5F);
    EXPECT_TRUE(std::isnan((*scores)[2]));
    EXPECT_EQ((*scores)[3], 1000.0F);
}

TEST(ExternalProtocol, AWrongScoreIsNamedByItsLine)
{
    for (const char* wrong : {"high", "-1", "inf", "1 2", "", "0x10"}) {
        const auto scores = readExternalScores(std::string("1\n") + wrong + "\n3\n", 3);
        ASSERT_FALSE(scores) << wrong;
        EXPECT_EQ(scores.error().code, ErrorCode::ParseError);
        EXPECT_NE(scores.error().message.find("line 2"), std::string::npos) << scores.error().message;
    }
    const auto few = readExternalScores("1\n2\n", 3);
    ASSERT_FALSE(few);
    EXPECT_EQ(few.error().message, "it answered 2 scores to 3 samples");
    EXPECT_FALSE(readExternalScores("", 3));
    EXPECT_FALSE(readExternalScores("1\n2\n3\n4\n", 3));
}

TEST(ExternalProtocol, GarbageIsQuotedShortAndPrintable)
{
    const auto scores = readExternalScores(std::string("\x01\x02") + std::string(1000, 'x'), 1);
    ASSERT_FALSE(scores);
    EXPECT_LT(scores.error().message.size(), 150U);
    EXPECT_NE(scores.error().message.find("??xxx"), std::string::npos);
}

TEST(ExternalProtocol, IntervalsAreHalfOpenAndTheLargestScoreCounts)
{
    const auto scores = readExternalIntervals("1,3\n2,5,7.5\n2,3,0.5\n", 6);
    ASSERT_TRUE(scores) << scores.error().text();
    EXPECT_EQ(*scores, (std::vector<float>{0, 1, 7.5F, 7.5F, 7.5F, 0}));
    EXPECT_EQ(readExternalIntervals("", 2).value(), (std::vector<float>{0, 0})) << "nothing is anomalous";
}

TEST(ExternalProtocol, AWrongIntervalIsNamedByItsLine)
{
    for (const char* wrong :
         {"3", "3,3", "4,3", "-1,3", "0,7", "a,b", "0,1,2,3", "0,1,nan", "0,1,-2", "0.5,1"}) {
        const auto scores = readExternalIntervals(std::string("0,1\n") + wrong, 6);
        ASSERT_FALSE(scores) << wrong;
        EXPECT_NE(scores.error().message.find("line 2"), std::string::npos) << wrong;
    }
}

} // namespace
} // namespace nodesentry
