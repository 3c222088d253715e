#include "core/data/import/names.h"
#include "core/data/import/number.h"
#include "core/data/import/time_field.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <random>
#include <string>

namespace nodesentry {
namespace {

TEST(TakeDecimal, GivesExactlyWhatStrtodGives)
{
    std::mt19937_64 random(3);
    for (int i = 0; i < 100000; ++i) {
        std::string text = i % 3 == 0 ? "-" : "";
        text += std::to_string(random() % 10000000);
        if (i % 2 == 0)
            text += "." + std::to_string(random() % 100000000);
        const char* at = text.data();
        double value = 0;
        if (!takeDecimal(at, text.data() + text.size(), ',', value))
            continue; // more than 15 digits
        ASSERT_EQ(value, std::strtod(text.c_str(), nullptr)) << text;
        ASSERT_EQ(at, text.data() + text.size());
    }
}

TEST(TakeDecimal, StopsAtTheSeparatorAndLeavesOtherThingsAlone)
{
    const std::string line = "12.5,7";
    const char* at = line.data();
    double value = 0;
    ASSERT_TRUE(takeDecimal(at, line.data() + line.size(), ',', value));
    EXPECT_EQ(value, 12.5);
    EXPECT_EQ(*at, ',');
    for (const std::string other :
         {"", "-", ".", ".5", "1e5", "nan", "1 ", "0x1", "1234567890123456", "1.2.3"}) {
        const char* begin = other.data();
        EXPECT_FALSE(takeDecimal(begin, other.data() + other.size(), ',', value)) << other;
        EXPECT_EQ(begin, other.data()) << other;
    }
}

TEST(PlainNames, AreComparedAsTheyAreMade)
{
    for (const std::string name :
         {"#Start_Time", "start time", "StartTime", "Start", "starttimes", "", "_-# ", "É"}) {
        EXPECT_EQ(isPlainly(name, "starttime"), plainName(name) == "starttime") << name;
        EXPECT_TRUE(isPlainly(name, plainName(name))) << name;
        EXPECT_EQ(isPlainly(name, ""), plainName(name).empty()) << name;
    }
    EXPECT_FALSE(isPlainly("starttime", "StartTime")) << "the second is plain already";
}

TEST(TimeField, GivesWhatParseTimeGives)
{
    TimeField utc("UTC");
    TimeField berlin("Europe/Berlin");
    for (const std::string text :
         {"1700000000", "1700000000123", "1700000000123456", "1700000000123456789", "1700000000.25",
          "2026-11-23T05:06:07Z", "2026-11-23T05:06:07.25Z", "2026-11-23 05:06:07", "2026-11-23T05:06:07,5",
          "2026-11-24T23:59:59Z", "2024-02-29T00:00:00Z", "2026-11-23", "2026/11/23 5:06",
          "2026-11-23T05:06:07+01:00", "2026-11-23T24:00:00Z", "2026-06-01T12:00:00"}) {
        EXPECT_EQ(utc.parse(text).value(), parseTime(text).value()) << text;
        EXPECT_EQ(berlin.parse(text).value(), parseTime(text, "Europe/Berlin").value()) << text;
    }
    for (const std::string text :
         {"", "x", "0", "12", "9999999999", "9999999999999", "2023-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
          "2026-11-23T05:61:00Z", "2026-11-23T05:06:07.Q", "20a6-11-23T05:06:07Z"})
        EXPECT_EQ(utc.parse(text).has_value(), parseTime(text).has_value()) << text;
}

// Clocks in Berlin went from 03:00 CEST to 02:00 CET on 2026-10-25, at 01:00 UTC.
TEST(TimeField, TheHourThatComesTwiceFollowsTheOrderOfTheRows)
{
    const auto minutes = [](const std::vector<std::string>& texts, bool descending) {
        TimeField field("Europe/Berlin");
        TimeOrder order{std::nullopt, descending, false};
        std::vector<TimeMs> since; // midnight UTC
        for (const auto& text : texts)
            since.push_back((field.parse("2026-10-25 " + text, order).value() - 1792886400000) / 60000);
        return since;
    };
    const std::vector<std::string> up{"01:30", "02:00", "02:30", "02:00", "02:30", "03:00"};
    EXPECT_EQ(minutes(up, false), (std::vector<TimeMs>{-30, 0, 30, 60, 90, 120}));
    EXPECT_EQ(minutes({up.rbegin(), up.rend()}, true), (std::vector<TimeMs>{120, 90, 60, 30, 0, -30}));
    TimeField field("Europe/Berlin");
    TimeOrder first;
    EXPECT_EQ(field.parse("2026-10-25 02:30", first).value(), 1792886400000 + 30 * 60000);
    EXPECT_TRUE(first.guessed);
}

TEST(TimeField, TheTextOfTheRowAboveIsReadAnewInTheHourThatComesTwice)
{
    TimeField field("Europe/Berlin");
    TimeOrder one;
    TimeOrder other;
    const auto before = field.parse("2026-10-25 01:30", one).value();
    EXPECT_EQ(field.parse("2026-10-25 01:30", other).value(), before);
    EXPECT_EQ(other.last, before);
    const auto half = field.parse("2026-10-25 02:30", one).value();
    EXPECT_EQ(field.parse("2026-10-25 02:30", other).value(), half);
    EXPECT_EQ(field.parse("2026-10-25 02:30", one).value(), half + 3'600'000);
    EXPECT_FALSE(field.parse("no time", one));
    EXPECT_FALSE(field.parse("no time", one));
    EXPECT_EQ(field.parse("2026-10-25 02:30", other).value(), half + 3'600'000);
}

TEST(ParseCell, WordsForMissingValuesAreMissing)
{
    for (const auto* word :
         {"NA", "N/A", "n/a", "#N/A", "null", "None", "NULL", "\\N", "-", "undefined", "(null)", "?",
          "1.#IND", "-1.#IND", "1.#QNAN", "[N/A]", "[Not Supported]", "nil", " NA "}) {
        auto mark = DecimalMark::Point;
        Cell cell;
        EXPECT_EQ(parseCell(word, mark, cell), nullptr) << word;
        EXPECT_TRUE(std::isnan(cell.value)) << word;
        EXPECT_TRUE(cell.isWord) << word;
        double value = 0;
        EXPECT_TRUE(parseValue(word, value)) << word;
        EXPECT_TRUE(std::isnan(value)) << word;
    }
    for (const auto* text : {"", "nan", "-nan", "Inf", "-infinity"}) {
        auto mark = DecimalMark::Point;
        Cell cell;
        EXPECT_EQ(parseCell(text, mark, cell), nullptr) << text;
        EXPECT_TRUE(std::isnan(cell.value)) << text;
        EXPECT_FALSE(cell.isWord) << text;
    }
    for (const auto* text : {"N", "NAN5", "x", "[0]", "5 apples", "1.2.3", "--5"}) {
        auto mark = DecimalMark::Point;
        Cell cell;
        EXPECT_NE(parseCell(text, mark, cell), nullptr) << text;
    }
}

TEST(ParseCell, UnitsBehindNumbersAreTold)
{
    for (const auto& [text, value, unit] : {std::tuple{"45 %", 45.0, "%"},
                                            {"45%", 45.0, "%"},
                                            {"1024 MiB", 1024.0, "MiB"},
                                            {"70.50 W", 70.5, "W"},
                                            {"-3.5 °C", -3.5, "°C"},
                                            {"1e3 B/s", 1000.0, "B/s"},
                                            {"12", 12.0, ""}}) {
        auto mark = DecimalMark::Point;
        Cell cell;
        ASSERT_EQ(parseCell(text, mark, cell), nullptr) << text;
        EXPECT_EQ(cell.value, value);
        EXPECT_EQ(cell.unit, unit);
    }
}

TEST(ParseCell, ACommaPartsDecimalsWhereNothingElseIsPossible)
{
    const auto read = [](const char* text, DecimalMark& mark) {
        Cell cell;
        const char* fault = parseCell(text, mark, cell);
        return fault ? std::string(fault) : std::to_string(cell.value);
    };
    auto mark = DecimalMark::Unknown;
    EXPECT_EQ(read("7", mark), "7.000000");
    EXPECT_EQ(read("1,234", mark), "a comma that may part thousands or decimals");
    EXPECT_EQ(read("0,5", mark), "0.500000");
    EXPECT_EQ(mark, DecimalMark::Comma);
    EXPECT_EQ(read("1,234", mark), "1.234000");
    EXPECT_EQ(read("1.234,5", mark), "1234.500000");
    EXPECT_EQ(read("1.5", mark), "a decimal point in a file with decimal commas");
    EXPECT_EQ(read("1,2,3", mark), "not a number");
    mark = DecimalMark::Unknown;
    EXPECT_EQ(read("0.5", mark), "0.500000");
    EXPECT_EQ(read("0,5", mark), "a decimal comma in a file with decimal points");
    mark = DecimalMark::Unknown;
    EXPECT_EQ(read("-0,125", mark), "-0.125000");
}

} // namespace
} // namespace nodesentry
