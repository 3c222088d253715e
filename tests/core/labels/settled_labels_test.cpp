#include "core/labels/settled_labels.h"

#include <gtest/gtest.h>

namespace nodesentry {
namespace {

Label by(std::string author, std::string node)
{
    return {0, std::move(node), 0, 10, "x", "", std::move(author)};
}

TEST(SettledLabels, WhereSomethingIsAdjudicatedNothingElseCounts)
{
    const auto settled
        = settledLabels({by("ann", "cn1"), by(kAdjudicated, "cn1"), by("bob", "cn2"), by("ann", "cn2")});
    EXPECT_EQ(settled, (std::vector<Label>{by(kAdjudicated, "cn1"), by("bob", "cn2"), by("ann", "cn2")}));
}

TEST(SettledLabels, BlindModeHidesOtherPeopleOnly)
{
    EXPECT_EQ(blindLabels({by("ann", "cn1"), by("bob", "cn1"), by(kImported, "cn1")}, "ann"),
              (std::vector<Label>{by("ann", "cn1"), by(kImported, "cn1")}));
}

TEST(SettledLabels, AnnotatorsAreNamedOnce)
{
    EXPECT_EQ(annotatorsOf({by("bob", "cn1"), by("ann", "cn1"), by("bob", "cn2")}),
              (std::vector<std::string>{"ann", "bob"}));
}

} // namespace
} // namespace nodesentry
