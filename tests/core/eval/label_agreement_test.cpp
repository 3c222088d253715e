#include "core/eval/label_agreement.h"

#include <gtest/gtest.h>

#include <cmath>

namespace nodesentry {
namespace {

const std::vector<NodeGrid> kNodes{{"cn1", {0, 1, 100}}, {"cn2", {0, 1, 100}}};

Label by(std::string author, TimeMs begin, std::optional<TimeMs> end, std::string category = "x",
         std::string node = "cn1")
{
    return {0, std::move(node), begin, end, std::move(category), "", std::move(author)};
}

// The table of Cohen's kappa worked by hand: 20 samples both, 5 only ann, 10 only bob, 65 neither.
// observed = 0.85; chance = 0.25 * 0.30 + 0.75 * 0.70 = 0.6; kappa = 0.25 / 0.4 = 0.625.
TEST(LabelAgreement, KappaIsThatOfTheTable)
{
    const auto pairs = compareAnnotators({by("ann", 0, 25), by("bob", 5, 35)}, {}, kNodes);
    ASSERT_EQ(pairs.size(), 1U);
    EXPECT_EQ(pairs[0].first, "ann");
    EXPECT_EQ(pairs[0].second, "bob");
    const auto& any = pairs[0].any;
    EXPECT_EQ(any.samples, 100);
    EXPECT_EQ(any.both, 20);
    EXPECT_DOUBLE_EQ(any.kappa(), 0.625);
    EXPECT_DOUBLE_EQ(any.eventF1(), 1.0);
}

TEST(LabelAgreement, ClassesAreJudgedEachByItself)
{
    const auto pairs = compareAnnotators(
        {by("ann", 0, 10, "x"), by("ann", 20, 30, "y"), by("bob", 0, 10, "x"), by("bob", 20, 30, "x")}, {},
        kNodes);
    ASSERT_EQ(pairs[0].classes.size(), 2U);
    EXPECT_DOUBLE_EQ(pairs[0].any.kappa(), 1.0);
    EXPECT_EQ(pairs[0].classes[0].category, "x");
    // x: both 10, only bob 10. observed 0.9, chance 0.1 * 0.2 + 0.9 * 0.8 = 0.74, kappa 0.16 / 0.26.
    EXPECT_NEAR(pairs[0].classes[0].figures.kappa(), 0.16 / 0.26, 1e-12);
    EXPECT_NEAR(pairs[0].classes[0].figures.eventF1(), 2.0 / 3.0, 1e-12); // 1 of 1, 1 of 2
    EXPECT_DOUBLE_EQ(pairs[0].classes[1].figures.kappa(), 0.0); // y: bob never says it
    EXPECT_DOUBLE_EQ(pairs[0].classes[1].figures.eventF1(), 0.0);
}

TEST(LabelAgreement, OnlyWhatBothHaveJudgedCounts)
{
    const std::vector<Label> labels{by("ann", 0, 10), by("bob", 0, 10), by("ann", 50, 60),
                                    by("ann", 0, 100, "x", "cn2")};
    const std::vector<SeenStretch> seen{{"cn1", "ann", {0, 100}}, {"cn1", "bob", {5, 40}}};
    const auto any = compareAnnotators(labels, seen, kNodes)[0].any;
    EXPECT_EQ(any.samples, 40); // bob's label reaches back to 0; cn2 he has not seen
    EXPECT_EQ(any.first, 10);
    EXPECT_DOUBLE_EQ(any.kappa(), 1.0);
}

TEST(LabelAgreement, WithoutAnyEventThereIsNothingToAgreeOn)
{
    const AgreementFigures none{.samples = 100};
    EXPECT_TRUE(std::isnan(none.kappa()));
    EXPECT_TRUE(std::isnan(none.eventF1()));
    EXPECT_TRUE(std::isnan(AgreementFigures{}.kappa()));
    EXPECT_TRUE(compareAnnotators({by("ann", 0, 10)}, {}, kNodes).empty());
}

TEST(LabelAgreement, OverlappingLabelsOfOnePersonAreOneEvent)
{
    const auto any
        = compareAnnotators({by("ann", 0, 10), by("ann", 5, 20), by("bob", 90, std::nullopt)}, {}, kNodes)[0]
              .any;
    EXPECT_EQ(any.first, 20);
    EXPECT_EQ(any.firstEvents, 1);
    EXPECT_EQ(any.second, 10);
    EXPECT_DOUBLE_EQ(any.eventF1(), 0.0);
}

TEST(LabelAgreement, DisagreementsAreWhereClassesDifferAndNothingIsSettled)
{
    std::vector<Label> labels{by("ann", 0, 20),       by("bob", 10, 30), by("ann", 50, 60, "x"),
                              by("bob", 50, 60, "y"), by("ann", 80, 90), by("bob", 80, 90)};
    EXPECT_EQ(disagreements(labels, {"ann", "bob"}, kNodes[0]),
              (std::vector<TimeRange>{{0, 10}, {20, 30}, {50, 60}}));
    labels.push_back(by(kAdjudicated, 50, 60, "y"));
    labels.push_back(by(kAdjudicated, 5, 30, "x"));
    EXPECT_EQ(disagreements(labels, {"ann", "bob"}, kNodes[0]), (std::vector<TimeRange>{{0, 5}}));
}

} // namespace
} // namespace nodesentry
