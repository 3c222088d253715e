#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace nodesentry {

/// A moment: milliseconds since 1970-01-01 00:00 UTC. Zones exist only where people read or write times.
using TimeMs = std::int64_t;

/// Now, by the system clock.
[[nodiscard]] TimeMs currentTime();

/// A half-open stretch of time [begin, end).
struct TimeRange {
    TimeMs begin = 0;
    TimeMs end = 0;

    [[nodiscard]] TimeMs length() const { return end - begin; }
    [[nodiscard]] bool contains(TimeMs t) const { return begin <= t && t < end; }
    [[nodiscard]] bool overlaps(const TimeRange& other) const
    {
        return begin < other.end && other.begin < end;
    }
    bool operator==(const TimeRange&) const = default;
};

/// A regular grid of sample times: sample i is at origin + i * step, 0 <= i < size.
struct TimeGrid {
    TimeMs origin = 0;
    std::int64_t stepMs = 1000; ///< > 0
    std::int64_t size = 0;

    [[nodiscard]] TimeMs timeOf(std::int64_t index) const { return origin + index * stepMs; }
    [[nodiscard]] TimeRange range() const { return {origin, timeOf(size)}; }
    /// First sample at or after @p t, clamped to [0, size].
    [[nodiscard]] std::int64_t firstAtOrAfter(TimeMs t) const;
    [[nodiscard]] double stepSeconds() const { return static_cast<double>(stepMs) / 1000.0; }
    bool operator==(const TimeGrid&) const = default;
};

/// Times of recordings lie in [kEarliestTime, kLatestTime): 1990-01-01 to 2100-12-31 UTC. What lies outside is a
/// clock that was never set, a number that is no time, or a damaged file.
constexpr TimeMs kEarliestTime = 631'152'000'000;
constexpr TimeMs kLatestTime = 4'133'980'800'000;

/// Which reading of a local time is meant that comes twice, when clocks are set back.
enum class RepeatedHour { Earlier, Later };

/// What a text may mean: two moments where it is a local time that comes twice, else one.
struct TimeReadings {
    TimeMs earlier = 0;
    TimeMs later = 0; ///< == earlier, except in the hour that comes twice

    [[nodiscard]] bool isAmbiguous() const { return earlier != later; }
};

/// Reads one time: epoch seconds (also decimal), milliseconds, microseconds or nanoseconds, told apart by their
/// size; ISO 8601 with `T` or a blank, with `Z`, `+hh:mm` or no zone; `2023/1/1 0:15`. Seconds and their fraction
/// may be left out; fractions of a millisecond are cut off. Text without a zone is read in @p zone.
///
/// @param zone  IANA name such as "Europe/Berlin"; "UTC" or empty for UTC
/// @error ParseError       not a time, a year outside 1990 to 2100, a spreadsheet's day number, a date written
///                         without separators, a number with an exponent, or a local time that clocks skip;
///                         the message says which, and holds the text
/// @error InvalidArgument  unknown zone
[[nodiscard]] Result<TimeReadings> parseTimeReadings(std::string_view text, const std::string& zone = "UTC");

/// parseTimeReadings(), where it is known which of two moments is meant.
[[nodiscard]] Result<TimeMs> parseTime(std::string_view text, const std::string& zone = "UTC",
                                       RepeatedHour repeated = RepeatedHour::Earlier);

/// Reads a time that this program wrote with formatUtc(), of any year; any other text as parseTime().
[[nodiscard]] Result<TimeMs> parseWrittenTime(std::string_view text, const std::string& zone = "UTC");

/// "2026-11-23T00:02:01Z", with ".250" before the Z where there are milliseconds.
[[nodiscard]] std::string formatUtc(TimeMs time);

/// "3 d 4 h", "2 min 5 s", "0.25 s": the two largest units.
[[nodiscard]] std::string formatDuration(double seconds);

} // namespace nodesentry
