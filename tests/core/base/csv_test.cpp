#include "core/base/csv.h"

#include <gtest/gtest.h>

namespace nodesentry {
namespace {

using Fields = std::vector<std::string>;

TEST(Csv, QuotedFieldKeepsSeparatorsAndHalvesDoubledQuotes)
{
    Fields fields;
    EXPECT_TRUE(splitRecord(R"(time,"cpu{cpu=""0"",mode=""user""}",,x)", ',', true, fields));
    EXPECT_EQ(fields, (Fields{"time", R"(cpu{cpu="0",mode="user"})", "", "x"}));
}

TEST(Csv, WithoutQuotingAQuoteIsACharacter)
{
    Fields fields;
    EXPECT_TRUE(splitRecord(R"(1|"a|b)", '|', false, fields));
    EXPECT_EQ(fields, (Fields{"1", "\"a", "b"}));
}

TEST(Csv, OpenQuoteAsksForTheNextLine)
{
    Fields fields;
    EXPECT_FALSE(splitRecord("a,\"two", ',', true, fields));
    EXPECT_TRUE(splitRecord("a,\"two\nlines\"", ',', true, fields));
    EXPECT_EQ(fields, (Fields{"a", "two\nlines"}));
}

TEST(Csv, EmptyRecordIsOneEmptyField)
{
    Fields fields;
    EXPECT_TRUE(splitRecord("", ',', true, fields));
    EXPECT_EQ(fields, (Fields{""}));
}

TEST(Csv, WrittenFieldReadsBackAsItWas)
{
    for (const std::string text : {"plain", "", "a,b", "say \"no\"", "two\nlines", " blank "}) {
        Fields fields;
        EXPECT_TRUE(splitRecord(csvField(text) + ",end", ',', true, fields)) << text;
        EXPECT_EQ(fields, (Fields{text, "end"}));
    }
    EXPECT_EQ(csvField("plain"), "plain");
}

} // namespace
} // namespace nodesentry
