#include "core/pipeline/provisional_match.h"

#include "tests/core/pipeline/jobs_of_two_kinds.h"

#include <gtest/gtest.h>

namespace nodesentry {
namespace {

using test::JobsOfTwoKinds;
using test::kJobSamples;
using test::kMatchSamples;

TEST_F(JobsOfTwoKinds, AYoungSegmentIsMatchedEarlyAndRefinedUntilItsMatchPeriodIsOver)
{
    const auto matcher = SegmentMatcher::open(*m_project);
    ASSERT_TRUE(matcher) << matcher.error().text();
    for (const std::int64_t begin : {7 * kJobSamples, 8 * kJobSamples}) { // both in test time
        const auto stored = storedMember(begin);
        YoungSegment segment(*matcher, begin, matchPeriodSamples(m_node.grid, 40 * 15.0));
        std::vector<std::int64_t> madeAt;
        std::optional<ProvisionalMatch> last;
        for (std::int64_t end = begin + 1; end <= begin + kJobSamples; ++end) {
            const auto now = segment.update(m_node.values, end);
            ASSERT_TRUE(now) << now.error().text();
            ASSERT_EQ(now->has_value(), end - begin >= kMinimumSamples);
            if (!*now)
                continue;
            EXPECT_EQ((*now)->match.nearest, stored.cluster) << "after " << end - begin << " samples";
            EXPECT_EQ((*now)->settled, end - begin >= kMatchSamples);
            EXPECT_LE((*now)->samples, end - begin);
            if (madeAt.empty() || madeAt.back() != (*now)->samples)
                madeAt.push_back((*now)->samples);
            last = *now;
        }
        EXPECT_EQ(madeAt, (std::vector<std::int64_t>{12, 14, 16, 18, 21, 24, 27, 31, 35, 40}));
        EXPECT_EQ(last->match.distance, stored.distance) << "bit for bit what the stages have";
        EXPECT_EQ(last->match.margin, stored.margin);
    }
    EXPECT_NE(storedMember(7 * kJobSamples).cluster, storedMember(8 * kJobSamples).cluster);
}

TEST_F(JobsOfTwoKinds, ASegmentThatEndsEarlyIsMatchedByAllItHas)
{
    const auto matcher = SegmentMatcher::open(*m_project);
    ASSERT_TRUE(matcher);
    YoungSegment segment(*matcher, 0, kMatchSamples);
    ASSERT_TRUE(segment.update(m_node.values, 20));
    const auto ended = segment.update(m_node.values, 21, true);
    ASSERT_TRUE(ended && *ended);
    EXPECT_TRUE((*ended)->settled);
    EXPECT_EQ((*ended)->samples, 21);

    YoungSegment tooShort(*matcher, 0, kMatchSamples);
    const auto none = tooShort.update(m_node.values, 11, true);
    ASSERT_TRUE(none);
    EXPECT_FALSE(none->has_value()) << "nothing can be said of it";
}

TEST_F(JobsOfTwoKinds, TheMatchPeriodHasAtLeastTheSamplesThatFeaturesNeed)
{
    EXPECT_EQ(matchPeriodSamples(m_node.grid, 3600.0), 240);
    EXPECT_EQ(matchPeriodSamples(m_node.grid, 15.0), kMinimumSamples);
}

} // namespace
} // namespace nodesentry
