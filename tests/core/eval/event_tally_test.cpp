#include "core/eval/event_tally.h"

#include "core/eval/sample_runs.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace nodesentry {
namespace {

using Flags = std::vector<std::uint8_t>;

TEST(FindRuns, ReturnsHalfOpenStretches)
{
    EXPECT_EQ(findRuns(Flags{1, 1, 0, 1, 0, 0, 1}), (std::vector<SampleRun>{{0, 2}, {3, 4}, {6, 7}}));
    EXPECT_EQ(findRuns(Flags{1, 1, 0, 1, 0, 0, 1}, 1), (std::vector<SampleRun>{{0, 4}, {6, 7}}));
    EXPECT_TRUE(findRuns(Flags{0, 0}).empty());
    EXPECT_TRUE(findRuns({}).empty());
}

TEST(EventTally, CountsEventsAlarmsAndDelayByHand)
{
    //                  0  1  2  3  4  5  6  7  8  9 10 11
    const Flags truth{0, 1, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0};
    const Flags flagged{0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 1};
    const Flags ignored(12, 0);
    const auto apart = EventTally::count(flagged, truth, ignored, 10.0, 0.0);
    EXPECT_EQ(apart.events, 2);
    EXPECT_EQ(apart.detectedEvents, 1);
    EXPECT_EQ(apart.trueAlarms, 1);
    EXPECT_EQ(apart.falseAlarms, 2);
    EXPECT_DOUBLE_EQ(apart.recall(), 0.5);
    EXPECT_DOUBLE_EQ(apart.precision(), 1.0 / 3.0);
    EXPECT_DOUBLE_EQ(apart.meanDelaySeconds(), 20.0) << "first flag at 3, event from 1, 10 s a sample";

    const auto merged = EventTally::count(flagged, truth, ignored, 10.0, 10.0);
    EXPECT_EQ(merged.falseAlarms, 1) << "9 and 11 are one alarm";
}

TEST(EventTally, AnAlarmThatOnlySpansAnEventDoesNotDetectIt)
{
    const auto tally = EventTally::count(Flags{1, 0, 1}, Flags{0, 1, 0}, Flags{0, 0, 0}, 1.0, 1.0);
    EXPECT_EQ(tally.detectedEvents, 0);
    EXPECT_EQ(tally.trueAlarms, 0);
    EXPECT_EQ(tally.falseAlarms, 1);
}

TEST(EventTally, IgnoredSamplesHideEventsAndExcuseAlarms)
{
    //                  0  1  2  3  4  5  6  7
    const Flags truth{1, 1, 1, 0, 0, 1, 0, 0};
    const Flags flagged{0, 1, 0, 0, 1, 1, 1, 0};
    const Flags ignored{1, 1, 0, 0, 0, 1, 1, 0};
    const auto tally = EventTally::count(flagged, truth, ignored, 1.0, 0.0);
    EXPECT_EQ(tally.events, 1) << "the event at 5 lies wholly in ignored samples";
    EXPECT_EQ(tally.detectedEvents, 0) << "the flag at 1 is ignored";
    EXPECT_EQ(tally.trueAlarms, 0);
    EXPECT_EQ(tally.falseAlarms, 0) << "the alarm 4..6 reaches into ignored samples";
}

TEST(EventTally, DelayCountsFromTheFirstSampleThatIsNotIgnored)
{
    const auto tally = EventTally::count(Flags{0, 0, 0, 1}, Flags{1, 1, 1, 1}, Flags{1, 1, 0, 0}, 5.0, 0.0);
    EXPECT_DOUBLE_EQ(tally.meanDelaySeconds(), 5.0);
}

TEST(EventTally, WithoutEventsFiguresAreUndefined)
{
    const auto tally = EventTally::count(Flags{1, 0}, Flags{0, 0}, Flags{0, 0}, 1.0, 0.0);
    EXPECT_TRUE(std::isnan(tally.recall()));
    EXPECT_TRUE(std::isnan(tally.precision()));
    EXPECT_TRUE(std::isnan(tally.meanDelaySeconds()));
    EXPECT_EQ(tally.falseAlarms, 1);
}

} // namespace
} // namespace nodesentry
