#include "core/labels/label_edit.h"

#include <gtest/gtest.h>

#include <cmath>

namespace nodesentry {
namespace {

Label label(LabelId id, TimeMs begin, std::optional<TimeMs> end)
{
    return {id, "cn1", begin, end, "memory_leak", "", "ann"};
}

TEST(LabelEdit, InverseTakesBackInOppositeOrder)
{
    const auto a = label(1, 0, 10);
    const auto b = label(2, 5, 20);
    const LabelEdit edit{{a, std::nullopt}, {std::nullopt, b}};
    EXPECT_EQ(inverseOf(edit), (LabelEdit{{b, std::nullopt}, {std::nullopt, a}}));
    EXPECT_EQ(inverseOf(inverseOf(edit)), edit);
}

TEST(LabelEdit, SplitKeepsTheNumberForTheEarlierPart)
{
    auto whole = label(7, 0, 100);
    whole.note = "slow";
    whole.confidence = 0.5;
    whole.metrics = {"a"};
    auto earlier = whole;
    earlier.end = 40;
    auto later = whole;
    later.id = 0;
    later.begin = 40;
    EXPECT_EQ(splitLabel(whole, 40).value(), (LabelEdit{{whole, earlier}, {std::nullopt, later}}));
}

TEST(LabelEdit, AnOpenLabelSplitsIntoAClosedAndAnOpenOne)
{
    const auto edit = splitLabel(label(7, 0, std::nullopt), 40).value();
    EXPECT_EQ(edit[0].after->end, 40);
    EXPECT_EQ(edit[1].after->end, std::nullopt);
}

TEST(LabelEdit, SplitOutsideOrAtABorderIsRefused)
{
    for (const TimeMs at : {-1, 0, 100, 101})
        EXPECT_EQ(splitLabel(label(7, 0, 100), at).error().code, ErrorCode::InvalidArgument) << at;
}

TEST(LabelEdit, MergeSpansGapsAndJoinsWhatWasSaid)
{
    auto first = label(3, 0, 10);
    first.note = "slow";
    first.confidence = 0.9;
    first.metrics = {"b"};
    auto second = label(2, 50, 60);
    second.category = "cpu_overload";
    second.note = "hot";
    second.confidence = 0.4;
    second.metrics = {"a", "b"};
    auto third = label(4, 5, 8);
    third.note = "slow";
    third.metrics = {"c"};
    auto whole = first;
    whole.end = 60;
    whole.note = "slow; hot";
    whole.confidence = 0.4;
    whole.metrics = {"a", "b", "c"};
    EXPECT_EQ(mergeLabels({second, first, third}).value(),
              (LabelEdit{{third, std::nullopt}, {second, std::nullopt}, {first, whole}}));
}

TEST(LabelEdit, MergeWithAnOpenOrUnlimitedLabelIsOpenOrUnlimited)
{
    auto first = label(1, 0, 10);
    first.metrics = {"a"};
    const auto whole = mergeLabels({first, label(2, 5, std::nullopt)}).value().back().after.value();
    EXPECT_EQ(whole.end, std::nullopt);
    EXPECT_TRUE(whole.metrics.empty());
}

TEST(LabelEdit, MergeOfOtherNodesPeopleOrASingleLabelIsRefused)
{
    auto other = label(2, 5, 20);
    other.author = "bob";
    EXPECT_EQ(mergeLabels({label(1, 0, 10), other}).error().code, ErrorCode::InvalidArgument);
    other = label(2, 5, 20);
    other.node = "cn2";
    EXPECT_EQ(mergeLabels({label(1, 0, 10), other}).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(mergeLabels({label(1, 0, 10)}).error().code, ErrorCode::InvalidArgument);
}

TEST(LabelEdit, WhatCannotBeKeptIsRefused)
{
    EXPECT_TRUE(checkLabel(label(1, 0, 1)));
    EXPECT_FALSE(checkLabel(label(1, 0, 0)));
    for (const double confidence : {-0.1, 1.1, std::nan("")}) {
        auto wrong = label(1, 0, 1);
        wrong.confidence = confidence;
        EXPECT_FALSE(checkLabel(wrong)) << confidence;
    }
    for (const auto& metrics : {std::vector<std::string>{"b", "a"}, std::vector<std::string>{"a", "a"}}) {
        auto wrong = label(1, 0, 1);
        wrong.metrics = metrics;
        EXPECT_FALSE(checkLabel(wrong));
    }
}

TEST(LabelEdit, AStretchIsTakenOutOfLabelsInsideAndAtBothEdges)
{
    const std::vector labels{label(1, 0, 10), label(2, 12, 18), label(3, 15, 30),
                             label(4, 5, 40), label(5, 20, 25), label(6, 8, std::nullopt)};
    const auto edit = withoutRange(labels, {10, 20});
    ASSERT_EQ(edit.size(), 6U); // 1 and 5 only touch it
    EXPECT_EQ(edit[0], (LabelChange{labels[1], std::nullopt}));
    EXPECT_EQ(edit[1], (LabelChange{labels[2], label(3, 20, 30)}));
    EXPECT_EQ(edit[2], (LabelChange{labels[3], label(4, 5, 10)}));
    EXPECT_EQ(edit[3], (LabelChange{std::nullopt, label(0, 20, 40)}));
    EXPECT_EQ(edit[4], (LabelChange{labels[5], label(6, 8, 10)}));
    EXPECT_EQ(edit[5], (LabelChange{std::nullopt, label(0, 20, std::nullopt)}));
    EXPECT_TRUE(withoutRange(labels, {10, 10}).empty());
}

} // namespace
} // namespace nodesentry
