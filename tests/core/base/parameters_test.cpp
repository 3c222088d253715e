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
        binder.add("count", options.count, {1, 10}, "clusters", "How many");
        binder.add("ratio", options.ratio, {0, 1}, "", "How much");
        binder.add("enabled", options.enabled, "Whether");
        binder.add("method", options.method, {"average", "ward"}, "Which");
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

TEST_F(ParameterBinderTest, RemembersDefaultsAndRanges)
{
    EXPECT_TRUE(binder.set("cluster.count", "7"));
    EXPECT_EQ(binder.parameters()[0].defaultText, "3");
    EXPECT_EQ(binder.parameters()[0].valueText(), "7");
    EXPECT_EQ(binder.parameters()[0].rangeText(), "1..10");
    EXPECT_EQ(binder.parameters()[3].rangeText(), "average|ward");
}

} // namespace
} // namespace nodesentry
