#include "core/review/review_queue.h"

#include <gtest/gtest.h>

namespace nodesentry {
namespace {

Suggestion suggestion(SuggestionId id, const std::string& node, double strength, TimeMs begin = 100)
{
    Suggestion item;
    item.id = id;
    item.source = "m";
    item.node = node;
    item.range = {begin, begin + 50};
    item.strength = strength;
    return item;
}

std::vector<SuggestionId> idsOf(const std::vector<Suggestion>& suggestions, const ReviewView& view)
{
    std::vector<SuggestionId> ids;
    for (const auto position : reviewQueue(suggestions, view))
        ids.push_back(suggestions[position].id);
    return ids;
}

using Ids = std::vector<SuggestionId>;

TEST(ReviewQueue, GoesOverAllNodesStrongestFirst)
{
    const std::vector<Suggestion> all{suggestion(1, "a", 1.2), suggestion(2, "a", 5.0),
                                      suggestion(3, "b", 9.0), suggestion(4, "c", 5.0)};
    EXPECT_EQ(idsOf(all, {.method = "m"}), (Ids{3, 2, 4, 1}));
}

TEST(ReviewQueue, MostDoubtfulIsWhatIsNearestToTheThreshold)
{
    const std::vector<Suggestion> all{suggestion(1, "a", 2.1), suggestion(2, "a", 5.0),
                                      suggestion(3, "b", 2.6)};
    EXPECT_EQ(idsOf(all, {.method = "m", .order = ReviewOrder::Uncertainty, .factor = 2.0}), (Ids{1, 3, 2}));
}

TEST(ReviewQueue, LeavesOutWhatIsDecidedBelowTheThresholdOrOfAnotherMethod)
{
    std::vector<Suggestion> all{suggestion(1, "a", 3.0), suggestion(2, "a", 1.5), suggestion(3, "a", 4.0),
                                suggestion(4, "a", 1.2)};
    all[2].state = SuggestionState::Rejected;
    all.push_back(suggestion(5, "a", 8.0));
    all.back().source = "other";
    all.push_back(suggestion(6, "a", 1.1));
    all.back().source = std::string(kSimilarPrefix) + "12";
    all[3].who = "ann"; // she moved an edge
    EXPECT_EQ(idsOf(all, {.method = "m", .factor = 2.0}), (Ids{1, 4, 6}));
}

TEST(ReviewQueue, PassesOverWhatWasLookedAt)
{
    const std::vector<Suggestion> all{suggestion(1, "a", 3.0, 100), suggestion(2, "a", 2.0, 200),
                                      suggestion(3, "b", 1.5, 100)};
    ReviewView view{.method = "m"};
    view.seen["a"] = {{0, 125}}; // half of the first one
    EXPECT_EQ(idsOf(all, view), (Ids{2, 3}));
}

TEST(ReviewQueue, PassesOverWhatIsMostlyLabelled)
{
    const std::vector<Suggestion> all{suggestion(1, "a", 3.0, 100), suggestion(2, "a", 2.0, 200),
                                      suggestion(3, "b", 1.5, 100)};
    ReviewView view{.method = "m"};
    view.labelled["a"] = {{120, 150}, {200, 220}}; // 30 of 50, 20 of 50
    EXPECT_EQ(idsOf(all, view), (Ids{2, 3}));
    EXPECT_FALSE(isShown(all[0], view));
}

TEST(ReviewQueue, AsksABlindReviewerWhateverOthersDecided)
{
    std::vector<Suggestion> all{suggestion(1, "a", 3.0), suggestion(2, "a", 2.5), suggestion(3, "a", 2.0)};
    all[0].state = SuggestionState::Accepted;
    all[0].who = "ann";
    all[1].state = SuggestionState::Rejected;
    all[1].who = "bob";
    EXPECT_EQ(idsOf(all, {.method = "m"}), (Ids{3}));
    EXPECT_EQ(idsOf(all, {.method = "m", .blindTo = "bob"}), (Ids{1, 3}));
    EXPECT_EQ(idsOf(all, {.method = "m", .blindTo = "ann"}), (Ids{2, 3}));
}

} // namespace
} // namespace nodesentry
