#include "core/labels/label_class.h"

#include <gtest/gtest.h>

#include <set>

namespace nodesentry {
namespace {

TEST(LabelClasses, ThoseOfThePaperHaveTheirOwnColoursAndEveryDigit)
{
    const auto classes = defaultLabelClasses();
    ASSERT_TRUE(checkLabelClasses(classes));
    std::set<std::string> colours;
    std::set<int> keys;
    for (const auto& item : classes) {
        colours.insert(item.colour);
        keys.insert(item.key);
    }
    EXPECT_EQ(classes.size(), 11U); // ten kinds and "anomaly"
    EXPECT_EQ(colours.size(), 11U);
    EXPECT_EQ(keys, (std::set<int>{LabelClass::kNoKey, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
}

TEST(LabelClasses, ANewOneTakesTheColourThatFewestHave)
{
    const std::vector<LabelClass> two{{"a", "", "#d55e00", 1}, {"b", "", "#0072b2", 2}};
    const auto added = newLabelClass("c", two);
    EXPECT_EQ(added, (LabelClass{"c", "", "#e69f00", LabelClass::kNoKey}));
    EXPECT_EQ(added.shownTitle(), "c");
}

TEST(LabelClasses, WhatCannotBeKeptIsRefused)
{
    EXPECT_FALSE(checkLabelClasses({}));
    EXPECT_FALSE(checkLabelClasses({{"", "", "#000000", 1}}));
    EXPECT_FALSE(checkLabelClasses({{"a", "", "red", 1}}));
    EXPECT_FALSE(checkLabelClasses({{"a", "", "#00000g", 1}}));
    EXPECT_FALSE(checkLabelClasses({{"a", "", "#000000", 10}}));
    EXPECT_FALSE(checkLabelClasses({{"a", "", "#000000", 1}, {"a", "", "#000001", 2}}));
    EXPECT_FALSE(checkLabelClasses({{"a", "", "#000000", 1}, {"b", "", "#000001", 1}}));
    EXPECT_TRUE(checkLabelClasses(
        {{"a", "", "#000000", LabelClass::kNoKey}, {"b", "", "#000001", LabelClass::kNoKey}}));
}

TEST(LabelClass, SafeColoursAreThoseOfTheDefaultsWhateverWasChosen)
{
    auto classes = defaultLabelClasses();
    classes[2].colour = "#ff0000";
    classes.push_back({"more", "", "#00ff00", LabelClass::kNoKey});
    const auto safe = withSafeColours(classes);
    ASSERT_EQ(safe.size(), classes.size());
    EXPECT_EQ(safe[2], defaultLabelClasses()[2]);
    EXPECT_EQ(safe.back().colour, defaultLabelClasses().front().colour);
    EXPECT_EQ(safe.back().name, "more");
}

} // namespace
} // namespace nodesentry
