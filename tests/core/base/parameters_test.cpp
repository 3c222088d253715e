#include "core/base/parameters.h"

#include <gtest/gtest.h>

namespace nodesentry {
namespace {

struct Options {
    int count = 3;
    double ratio = 0.5;
    bool enabled = true;
    std::string method = "average";
};

class ParameterBinderTest : public ::testing::Test {
protected:
    ParameterBinderTest()
    {
        binder.setStage("cluster");
        binder.add(&options.count,
                   {.name = "count", .range = {1, 10}, .unit = "clusters", .help = "How many"});
        binder.add(&options.ratio, {.name = "ratio", .range = {0, 1}, .help = "How much"});
        binder.add(&options.enabled, {.name = "enabled", .help = "Whether"});
        binder.add(&options.method, {.name = "method", .choices = {"average", "ward"}, .help = "Which"});
    }

    Options options;
    ParameterBinder binder;
};

TEST_F(ParameterBinderTest, SetsEachKindFromText)
{
    EXPECT_TRUE(binder.set("cluster.count", "7"));
    EXPECT_TRUE(binder.set("cluster.ratio", "0.25"));
    EXPECT_TRUE(binder.set("cluster.enabled", "false"));
    EXPECT_TRUE(binder.set("cluster.method", "ward"));
    EXPECT_EQ(options.count, 7);
    EXPECT_EQ(options.ratio, 0.25);
    EXPECT_FALSE(options.enabled);
    EXPECT_EQ(options.method, "ward");
}

TEST_F(ParameterBinderTest, RefusesValuesOutsideTheRangeAndChangesNothing)
{
    for (const auto& [name, value] : {std::pair{"cluster.count", "11"},
                                      {"cluster.count", "2.5"},
                                      {"cluster.ratio", "nan"},
                                      {"cluster.enabled", "yes"},
                                      {"cluster.method", "median"},
                                      {"cluster.count", ""}}) {
        const auto result = binder.set(name, value);
        ASSERT_FALSE(result) << name << "=" << value;
        EXPECT_EQ(result.error().code, ErrorCode::InvalidArgument);
    }
    EXPECT_EQ(options.count, 3);
    EXPECT_EQ(options.ratio, 0.5);
}

TEST_F(ParameterBinderTest, AnUnknownNameIsAnsweredWithTheKnownOnes)
{
    const auto result = binder.set("cluster.k", "3");
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::NotFound);
    EXPECT_NE(result.error().advice.find("cluster.count"), std::string::npos);
}

TEST_F(ParameterBinderTest, ADescriptionOutlivesTheOptionsAndChecksAsTheBinderDoes)
{
    EXPECT_TRUE(binder.set("cluster.ratio", "0.25"));
    const auto values = binder.values();
    ASSERT_EQ(values.size(), 4U);
    EXPECT_EQ(values[1].text, "0.25");
    EXPECT_EQ(values[1].info.defaultText, "0.5");
    EXPECT_EQ(values[1].info.stage(), "cluster");
    const ParameterKind kinds[]
        = {ParameterKind::Whole, ParameterKind::Real, ParameterKind::Flag, ParameterKind::Text};
    for (std::size_t i = 0; i < values.size(); ++i)
        EXPECT_EQ(values[i].info.kind, kinds[i]) << values[i].info.name;
    for (const auto* text : {"0", "1", "1e-3"})
        EXPECT_TRUE(values[1].info.check(text)) << text;
    for (const auto* text : {"-0.1", "1.1", "0,5", "", "0.5 "})
        EXPECT_EQ(values[1].info.check(text).error().code, ErrorCode::InvalidArgument) << text;
    EXPECT_EQ(options.ratio, 0.25) << "a check sets nothing";
    EXPECT_EQ(parameterText(0.1), "0.1");
    EXPECT_EQ(parameterText(3.0), "3");
}

TEST_F(ParameterBinderTest, RemembersDefaultsAndRanges)
{
    EXPECT_TRUE(binder.set("cluster.count", "7"));
    EXPECT_EQ(binder.parameters()[0].defaultText, "3");
    EXPECT_EQ(binder.parameters()[0].valueText(), "7");
    EXPECT_EQ(binder.parameters()[0].rangeText(), "1..10");
    ParameterInfo wide{.range = {1e-6, 2'147'483'647}, .kind = ParameterKind::Real};
    EXPECT_EQ(wide.rangeText(), "1e-06..2147483647");
    EXPECT_EQ(binder.parameters()[3].rangeText(), "average|ward");
}

} // namespace
} // namespace nodesentry
