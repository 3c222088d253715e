#include "core/eval/transition_margin.h"

#include <gtest/gtest.h>

namespace nodesentry {
namespace {

using Flags = std::vector<std::uint8_t>;

Segment segment(std::int64_t begin, std::int64_t end)
{
    Segment result;
    result.begin = begin;
    result.end = end;
    return result;
}

TEST(MarkTransitions, MarksBothEndsOfEachSegment)
{
    const std::vector<Segment> segments{segment(0, 5), segment(5, 12)};
    EXPECT_EQ(markTransitions(segments, 12, 30.0, 60.0), (Flags{1, 1, 0, 1, 1, 1, 1, 0, 0, 0, 1, 1}));
}

TEST(MarkTransitions, AStepLongerThanTheMarginMarksOnlyTheSampleAtTheTransition)
{
    // At 300 s a sample, 60 s after the begin hold the first sample; 60 s before the end hold none.
    EXPECT_EQ(markTransitions(std::vector{segment(0, 3), segment(3, 6)}, 6, 300.0, 60.0),
              (Flags{1, 0, 0, 1, 0, 0}));
}

TEST(MarkTransitions, StaysInsideShortSegmentsAndInsideTheGrid)
{
    EXPECT_EQ(markTransitions(std::vector{segment(2, 3)}, 6, 1.0, 60.0), (Flags{0, 0, 1, 0, 0, 0}));
    EXPECT_EQ(markTransitions(std::vector{segment(3, 9)}, 5, 1.0, 1.0), (Flags{0, 0, 0, 1, 0}));
    EXPECT_EQ(markTransitions(std::vector{segment(0, 4)}, 4, 1.0, 0.0), Flags(4, 0));
    EXPECT_EQ(markTransitions({}, 3, 1.0, 60.0), Flags(3, 0));
}

} // namespace
} // namespace nodesentry
