#include "core/data/import/series_name.h"

#include <gtest/gtest.h>

namespace nodesentry {
namespace {

using Labels = std::vector<std::pair<std::string, std::string>>;

TEST(SeriesName, PrometheusNameSplitsIntoBaseAndLabels)
{
    const auto name = parseSeriesName(R"(node_cpu_seconds_total{cpu="0",mode="user"})");
    EXPECT_EQ(name.base, "node_cpu_seconds_total");
    EXPECT_EQ(name.labels, (Labels{{"cpu", "0"}, {"mode", "user"}}));
    EXPECT_EQ(*name.label("mode"), "user");
    EXPECT_EQ(name.label("core"), nullptr);
}

TEST(SeriesName, QuotedValueMayHoldCommasBracesAndEscapes)
{
    const auto name = parseSeriesName(R"(m{a="x,y}=",b="say \"no\"\\",c="1\n2"})");
    EXPECT_EQ(name.labels, (Labels{{"a", "x,y}="}, {"b", "say \"no\"\\"}, {"c", "1\n2"}}));
}

TEST(SeriesName, ValuesMayStandWithoutQuotes)
{
    EXPECT_EQ(parseSeriesName("cpu{mode=user, cpu=0}").labels, (Labels{{"mode", "user"}, {"cpu", "0"}}));
}

TEST(SeriesName, EmptyBracesHaveNoLabels)
{
    EXPECT_EQ(parseSeriesName("up{}"), (SeriesName{"up", {}}));
}

TEST(SeriesName, OtherTextIsAWholeName)
{
    for (const auto* text : {"meminfo.Active(anon)", "a{b", "a{b}", "{a=\"1\"}", "a{b=\"1}", "a{b=\"1\"c}"})
        EXPECT_EQ(parseSeriesName(text), (SeriesName{text, {}})) << text;
}

} // namespace
} // namespace nodesentry
