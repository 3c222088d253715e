#include "core/base/time.h"

#include <gtest/gtest.h>

namespace nodesentry {
namespace {

TEST(ParseTime, ReadsEveryFormItPromises)
{
    const TimeMs expected = 1795392121000; // 2026-11-23 00:02:01 UTC
    for (const auto* text :
         {"1795392121", "1795392121.0", "1795392121000", "2026-11-23T00:02:01Z", "2026-11-23T00:02:01",
          "2026-11-23 00:02:01", "2026/11/23 0:02:01", "2026-11-23T01:02:01+01:00",
          "2026-11-22T19:02:01-0500", " 1795392121\r", "2026-11-23 00:02:01 UTC", "2026-11-23 01:02:01 +0100",
          "1795392121000000", "1795392121000000000", "1795392121.000000"}) {
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

// The largest number of each unit and the smallest of the next are six hundred times apart.
TEST(ParseTime, TellsTheUnitOfAnEpochByItsSize)
{
    EXPECT_EQ(parseTime("631152000").value(), 631152000000); // 1990-01-01
    EXPECT_EQ(parseTime("4133980799").value(), 4133980799000); // 2100-12-31 23:59:59
    EXPECT_EQ(parseTime("631152000000").value(), 631152000000);
    EXPECT_EQ(parseTime("1795392121250999").value(), 1795392121250);
    EXPECT_EQ(parseTime("1795392121250999999").value(), 1795392121250);
}

TEST(ParseTime, SaysWhyANumberIsNoTime)
{
    const auto why = [](const char* text) {
        const auto time = parseTime(text);
        return time ? std::string("a time") : time.error().message;
    };
    EXPECT_EQ(why("45000.5"), "not a time, as it looks like the day number of a spreadsheet: '45000.5'");
    EXPECT_EQ(why("20261123"), "not a time, as it looks like a date without separators: '20261123'");
    EXPECT_EQ(why("20261123120000"),
              "not a time, as it looks like a date without separators: '20261123120000'");
    EXPECT_EQ(why("202611231200"), "not a time, as it looks like a date without separators: '202611231200'");
    EXPECT_EQ(
        why("1.79539E+09"),
        "not a time, as it is a number with an exponent, which may have lost its seconds: '1.79539E+09'");
    for (const auto* text : {"0", "15", "-1", "631151999", "4133980800", "99999999999", "9223372036854775807",
                             "99999999999999999999999"})
        EXPECT_EQ(
            why(text),
            "not a time, as it is in no year from 1990 to 2100, be it seconds, ms, µs or ns since 1970: '"
                + std::string(text) + "'");
    for (const auto* text :
         {"1989-12-31T23:59:59Z", "2101-01-01", "0026-11-23 12:00:00", "26-11-23 12:00:00"})
        EXPECT_EQ(why(text),
                  "not a time, as it is in no year from 1990 to 2100: '" + std::string(text) + "'");
}

// Clocks in Berlin went from 02:00 CET to 03:00 CEST on 2026-03-29.
TEST(ParseTime, RefusesALocalTimeThatClocksSkip)
{
    const auto time = parseTime("2026-03-29 02:30:00", "Europe/Berlin");
    ASSERT_FALSE(time);
    EXPECT_EQ(time.error().message,
              "not a time, as it does not exist in Europe/Berlin, where clocks were set forward then: "
              "'2026-03-29 02:30:00'");
    EXPECT_EQ(parseTime("2026-03-29 03:00:00", "Europe/Berlin").value(),
              parseTime("2026-03-29T01:00:00Z").value());
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
    for (const TimeMs time :
         {TimeMs{0}, TimeMs{1795392121000}, TimeMs{1795392121250}, TimeMs{99990101000000}})
        EXPECT_EQ(parseWrittenTime(formatUtc(time)).value(), time);
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
