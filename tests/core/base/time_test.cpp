#include "core/base/time.h"

#include <gtest/gtest.h>

namespace nodesentry {
namespace {

TEST(ParseTime, ReadsEveryFormItPromises)
{
    const TimeMs expected = 1795392121000; // 2026-11-23 00:02:01 UTC
    for (const auto* text : {"1795392121", "1795392121.0", "1795392121000", "2026-11-23T00:02:01Z",
                             "2026-11-23T00:02:01", "2026-11-23 00:02:01", "2026/11/23 0:02:01",
                             "2026-11-23T01:02:01+01:00", "2026-11-22T19:02:01-0500", " 1795392121\r"}) {
        const auto time = parseTime(text);
        ASSERT_TRUE(time) << text;
        EXPECT_EQ(*time, expected) << text;
    }
}

TEST(ParseTime, KeepsMilliseconds)
{
    EXPECT_EQ(parseTime("1795392121.25").value(), 1795392121250);
    EXPECT_EQ(parseTime("2026-11-23T00:02:01.25Z").value(), 1795392121250);
}

TEST(ParseTime, ReadsTimesWithoutZoneInTheZoneGiven)
{
    EXPECT_EQ(parseTime("2026-11-23T00:02:01", "Europe/Berlin").value(), 1795392121000 - 3600 * 1000);
    EXPECT_EQ(parseTime("2026-07-01T00:00:00", "Europe/Berlin").value(),
              parseTime("2026-06-30T22:00:00Z").value());
    EXPECT_EQ(parseTime("1795392121", "Europe/Berlin").value(), 1795392121000);
}

TEST(ParseTime, RefusesWhatIsNotATime)
{
    for (const auto* text : {"", "yesterday", "2026-13-01", "2026-02-30T00:00:00", "2026-01-01T25:00:00",
                             "2026-01-01T00:00:00Q", "nan", "inf", "12:00"}) {
        const auto time = parseTime(text);
        ASSERT_FALSE(time) << text;
        EXPECT_EQ(time.error().code, ErrorCode::ParseError) << text;
    }
    EXPECT_EQ(parseTime("2026-01-01", "Mars/Base").error().code, ErrorCode::InvalidArgument);
}

TEST(TimeGrid, FirstAtOrAfterIsClampedToTheGrid)
{
    const TimeGrid grid{1000, 500, 10};
    EXPECT_EQ(grid.firstAtOrAfter(0), 0);
    EXPECT_EQ(grid.firstAtOrAfter(1000), 0);
    EXPECT_EQ(grid.firstAtOrAfter(1001), 1);
    EXPECT_EQ(grid.firstAtOrAfter(1500), 1);
    EXPECT_EQ(grid.firstAtOrAfter(99999), 10);
}

TEST(FormatTime, RoundTripsThroughParse)
{
    for (const TimeMs time : {TimeMs{0}, TimeMs{1795392121000}, TimeMs{1795392121250}})
        EXPECT_EQ(parseTime(formatUtc(time)).value(), time);
    EXPECT_EQ(formatUtc(1795392121000), "2026-11-23T00:02:01Z");
}

TEST(FormatDuration, ShowsTheTwoLargestUnits)
{
    EXPECT_EQ(formatDuration(0.25), "0.25 s");
    EXPECT_EQ(formatDuration(59), "59 s");
    EXPECT_EQ(formatDuration(65), "1 min 5 s");
    EXPECT_EQ(formatDuration(7200), "2 h");
    EXPECT_EQ(formatDuration(90000), "1 d 1 h");
}

// Clocks in New York went back from 02:00 EDT to 01:00 EST on 2026-11-01.
TEST(ParseTime, RepeatedHourHasTwoReadings)
{
    const std::string zone = "America/New_York";
    EXPECT_EQ(*parseTime("2026-11-01T01:30:00", zone), 1793511000000);
    EXPECT_EQ(*parseTime("2026-11-01T01:30:00", zone, RepeatedHour::Later), 1793514600000);
    EXPECT_EQ(*parseTime("2026-11-01T02:00:00", zone, RepeatedHour::Later),
              *parseTime("2026-11-01T02:00:00", zone, RepeatedHour::Earlier));
    EXPECT_EQ(*parseTime("2026-11-01T01:30:00Z", zone, RepeatedHour::Later), 1793496600000);
}

} // namespace
} // namespace nodesentry
