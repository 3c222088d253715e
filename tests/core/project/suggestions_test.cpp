// What programs suggest, what people decide about it, and what is asked again.

#include "core/project/project.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

namespace nodesentry {
namespace {

class SuggestionsTest : public ::testing::Test {
protected:
    test::TemporaryFolder folder;
    std::shared_ptr<Project> project = Project::create(folder.file("p.nsproj")).value();

    static Suggestion suggestion(TimeMs begin, TimeMs end, std::string node = "n")
    {
        Suggestion item;
        item.source = "m";
        item.node = std::move(node);
        item.range = {begin, end};
        item.peak = begin;
        item.strength = 2.0;
        item.metrics = {3, 1};
        return item;
    }
    void offer(std::vector<Suggestion> suggestions, double factor = 1.0,
               std::optional<std::vector<std::string>> nodes = {})
    {
        const auto done
            = project->offerSuggestions({"m", std::move(suggestions), {"f", factor}, std::move(nodes)});
        ASSERT_TRUE(done) << done.error().text();
    }
    std::vector<Suggestion> stored() const { return project->suggestions().value(); }
    std::vector<TimeMs> begins() const
    {
        std::vector<TimeMs> times;
        for (const auto& item : stored())
            times.push_back(item.range.begin);
        return times;
    }
    using Times = std::vector<TimeMs>;
};

TEST_F(SuggestionsTest, EverythingASuggestionSaysIsKept)
{
    auto full = suggestion(0, 10);
    full.category = "disk_full";
    offer({full}, 1.5);
    full.id = stored().front().id;
    EXPECT_GT(full.id, 0);
    EXPECT_EQ(stored(), std::vector<Suggestion>{full});
    EXPECT_DOUBLE_EQ(project->suggestionSources()->at("m").factor, 1.5);
    EXPECT_EQ(project->suggestionSources()->at("m").fingerprint, "f");
}

TEST_F(SuggestionsTest, WhatComesAgainKeepsItsId_AndWhatDoesNotIsGone)
{
    offer({suggestion(0, 10), suggestion(100, 110)});
    const auto id = stored()[1].id;
    offer({suggestion(100, 110), suggestion(200, 210)});
    EXPECT_EQ(begins(), (Times{100, 200}));
    EXPECT_EQ(stored()[0].id, id);
}

TEST_F(SuggestionsTest, NodesThatWereNotLookedAtKeepTheirs)
{
    offer({suggestion(0, 10, "a"), suggestion(0, 10, "b")});
    offer({suggestion(50, 60, "a")}, 1.0, std::vector<std::string>{"a"});
    ASSERT_EQ(stored().size(), 2U);
    EXPECT_EQ(stored()[0].range.begin, 50);
    EXPECT_EQ(stored()[1].node, "b");
}

TEST_F(SuggestionsTest, WhatWasDecidedIsNotAskedAgain_AndLabelsDoNotMatter)
{
    offer({suggestion(0, 100), suggestion(200, 300)});
    const auto rejected = decided(stored()[0], SuggestionState::Rejected, "ann", 7);
    ASSERT_TRUE(project->editReview({{}, {rejected}}));
    ASSERT_TRUE(project->addLabel({0, "n", 400, 500, "anomaly", "", "ann"}));
    offer({suggestion(0, 90), suggestion(40, 200), suggestion(380, 460), suggestion(480, 600)});
    // 60 of 160 are decided.
    EXPECT_EQ(begins(), (Times{0, 40, 380, 480}));
    EXPECT_EQ(stored()[0], rejected.after);
}

TEST_F(SuggestionsTest, ADecisionAndItsLabelAreOneStep_AndSoIsTakingThemBack)
{
    offer({suggestion(0, 100)});
    const auto before = stored();
    const Label label{0, "n", 0, 100, "anomaly", "", "ann"};
    const auto done = project->editReview(
        {{{std::nullopt, label}}, {decided(before[0], SuggestionState::Accepted, "ann", 7)}});
    ASSERT_TRUE(done);
    EXPECT_EQ(project->labels()->size(), 1U);
    EXPECT_EQ(stored()[0].state, SuggestionState::Accepted);
    ASSERT_TRUE(project->editReview(inverseOf(*done)));
    EXPECT_TRUE(project->labels()->empty());
    EXPECT_EQ(stored(), before);
    // Again, after the source was asked with a higher threshold and the suggestion is gone.
    offer({});
    ASSERT_TRUE(project->editReview(*done));
    EXPECT_EQ(stored()[0].id, before[0].id);
    EXPECT_EQ(stored()[0].state, SuggestionState::Accepted);
}

TEST_F(SuggestionsTest, NothingIsWrittenWhereOnePartCannotBe)
{
    offer({suggestion(0, 100)});
    const auto change = decided(stored()[0], SuggestionState::Accepted, "ann", 7);
    const Label bad{0, "n", 100, 0, "anomaly", "", "ann"};
    const auto failed = project->editReview({{{std::nullopt, bad}}, {change}});
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(stored()[0].state, SuggestionState::Pending);
    ASSERT_TRUE(project->editReview({{}, {change}}));
    const Label good{0, "n", 0, 100, "anomaly", "", "ann"};
    const auto late = project->editReview({{{std::nullopt, good}}, {change}});
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().code, ErrorCode::InconsistentData);
    EXPECT_TRUE(project->labels()->empty());
}

TEST_F(SuggestionsTest, ALabelThatWasMadeByAcceptingIsKnownToComeFromTheMethod)
{
    EXPECT_TRUE(project->suggestedLabels()->empty());
    auto similar = suggestion(500, 600);
    similar.source = "similar/1";
    offer({suggestion(0, 100), suggestion(200, 300)});
    ASSERT_TRUE(project->offerSuggestions({"similar/1", {similar}, {}, std::nullopt}));
    const auto accept = [&](const Suggestion& item, TimeMs begin, TimeMs end, const std::string& author) {
        const Label label{0, item.node, begin, end, "leak", "", author};
        const auto done = project->editReview(
            {{{std::nullopt, label}}, {decided(item, SuggestionState::Accepted, author, 1)}});
        return done->labels.front().after.value();
    };
    auto accepted = accept(stored()[0], 0, 100, "ann");
    accept(stored()[1], 210, 320, "ann"); // drawn by hand where something is suggested
    accept(stored()[2], 500, 600, "ann"); // like a label: no method found it
    const std::map<LabelId, std::string> expected{{accepted.id, "m"}};
    EXPECT_EQ(*project->suggestedLabels(), expected);

    accepted.end = 150; // a better edge makes it nobody else's
    ASSERT_TRUE(project->updateLabel(accepted));
    EXPECT_EQ(*project->suggestedLabels(), expected);

    ASSERT_TRUE(project->removeLabel(accepted.id));
    EXPECT_TRUE(project->suggestedLabels()->empty());
}

} // namespace
} // namespace nodesentry
