#include "core/labels/label_diff.h"

#include <gtest/gtest.h>

namespace nodesentry {
namespace {

Label label(TimeMs begin, std::optional<TimeMs> end, std::string category = "x", std::string node = "cn1")
{
    return {0, std::move(node), begin, end, std::move(category), "", "ann"};
}

TEST(LabelDiff, EqualSetsInAnyOrderAndWithAnyNumbersDoNotDiffer)
{
    auto numbered = label(0, 10);
    numbered.id = 9;
    const auto diff = compareLabels({label(0, 10), label(5, 20)}, {label(5, 20), numbered});
    EXPECT_TRUE(diff.isEmpty());
    EXPECT_EQ(diff.same, 2);
}

TEST(LabelDiff, AMovedBorderIsAChangeAndNoRemovalWithAnAddition)
{
    const auto diff = compareLabels({label(0, 10)}, {label(0, 12)});
    EXPECT_EQ(diff.changed, (LabelEdit{{label(0, 10), label(0, 12)}}));
    EXPECT_TRUE(diff.added.empty() && diff.removed.empty());
}

TEST(LabelDiff, WhatDoesNotOverlapOrIsOfAnotherNodeOrPersonIsAddedAndRemoved)
{
    auto bobs = label(0, 10);
    bobs.author = "bob";
    const auto diff = compareLabels({label(0, 10)}, {label(10, 20), label(0, 10, "x", "cn2"), bobs});
    EXPECT_EQ(diff.removed, std::vector<Label>{label(0, 10)});
    EXPECT_EQ(diff.added, (std::vector<Label>{bobs, label(10, 20), label(0, 10, "x", "cn2")}));
}

TEST(LabelDiff, TheLargestShareOfTimeDecidesThenTheClass)
{
    const auto diff = compareLabels({label(0, 100, "y"), label(0, 100, "x")},
                                    {label(90, 200, "y"), label(0, 99, "x"), label(1, 100, "y")});
    EXPECT_EQ(diff.changed,
              (LabelEdit{{label(0, 100, "x"), label(0, 99, "x")}, {label(0, 100, "y"), label(1, 100, "y")}}));
    EXPECT_EQ(diff.added, std::vector<Label>{label(90, 200, "y")});
}

TEST(LabelDiff, OpenLabelsReachToTheEnd)
{
    const auto diff = compareLabels({label(0, std::nullopt)}, {label(1'000'000, std::nullopt)});
    EXPECT_EQ(diff.changed.size(), 1U);
}

TEST(LabelDiff, DuplicatesAreCounted)
{
    const auto diff = compareLabels({label(0, 10)}, {label(0, 10), label(0, 10)});
    EXPECT_EQ(diff.same, 1);
    EXPECT_EQ(diff.added.size(), 1U);
}

} // namespace
} // namespace nodesentry
