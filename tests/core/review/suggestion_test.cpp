#include "core/review/suggestion.h"

#include <gtest/gtest.h>

namespace nodesentry {
namespace {

Suggestion suggestion(TimeMs begin, TimeMs end)
{
    Suggestion item;
    item.source = "m";
    item.node = "n";
    item.range = {begin, end};
    return item;
}

Label label(TimeMs begin, std::optional<TimeMs> end)
{
    Label item;
    item.node = "n";
    item.begin = begin;
    item.end = end;
    return item;
}

TEST(Settles, ALabelWithOtherEdgesOfTheSameThing)
{
    EXPECT_TRUE(settles(label(100, 200), suggestion(100, 240)));
    EXPECT_TRUE(settles(label(140, 300), suggestion(100, 220)));
    EXPECT_TRUE(settles(label(0, std::nullopt), suggestion(100, 220)));
    EXPECT_FALSE(settles(label(190, 400), suggestion(100, 220))); // a quarter of the shorter one
    EXPECT_FALSE(settles(label(220, 400), suggestion(100, 220)));
    auto elsewhere = suggestion(100, 200);
    elsewhere.node = "other";
    EXPECT_FALSE(settles(label(100, 200), elsewhere));
}

TEST(ReviewEdit, ItsInverseTakesItBack)
{
    const auto change = decided(suggestion(1, 2), SuggestionState::Rejected, "ann", 5);
    EXPECT_EQ(change.after.who, "ann");
    EXPECT_EQ(change.after.decided, 5);
    const ReviewEdit edit{{}, {change}};
    const auto inverse = inverseOf(edit);
    EXPECT_EQ(inverse.suggestions.front().after, change.before);
    EXPECT_EQ(inverseOf(inverse).suggestions, edit.suggestions);
}

} // namespace
} // namespace nodesentry
