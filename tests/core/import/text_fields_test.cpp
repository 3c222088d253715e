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

TEST(TimeField, GivesWhatParseTimeGives)
{
    TimeField utc("UTC");
    TimeField berlin("Europe/Berlin");
    for (const std::string text :
         {"1700000000", "1700000000123", "0", "12", "1700000000.25", "2026-11-23T05:06:07Z",
          "2026-11-23T05:06:07.25Z", "2026-11-23 05:06:07", "2026-11-23T05:06:07,5", "2026-11-24T23:59:59Z",
          "2024-02-29T00:00:00Z", "2026-11-23", "2026/11/23 5:06", "2026-11-23T05:06:07+01:00",
          "2026-11-23T24:00:00Z", "2026-06-01T12:00:00"}) {
        EXPECT_EQ(utc.parse(text).value(), parseTime(text).value()) << text;
        EXPECT_EQ(berlin.parse(text).value(), parseTime(text, "Europe/Berlin").value()) << text;
    }
    for (const std::string text : {"", "x", "2023-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
                                   "2026-11-23T05:61:00Z", "2026-11-23T05:06:07.Q", "20a6-11-23T05:06:07Z"})
        EXPECT_EQ(utc.parse(text).has_value(), parseTime(text).has_value()) << text;
}

} // namespace
} // namespace nodesentry
