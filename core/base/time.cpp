#include "core/base/time.h"

#include <date/tz.h>
#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>

namespace nodesentry {

namespace {

/// Takes one whole number of 1 to maxDigits digits from the front of text.
std::optional<int> takeNumber(std::string_view& text, std::size_t maxDigits)
{
    std::size_t length = 0;
    while (length < text.size() && length < maxDigits && text[length] >= '0' && text[length] <= '9')
        ++length;
    if (length == 0)
        return std::nullopt;
    int number = 0;
    std::from_chars(text.data(), text.data() + length, number);
    text.remove_prefix(length);
    return number;
}

bool takeChar(std::string_view& text, std::string_view oneOf)
{
    if (text.empty() || oneOf.find(text.front()) == std::string_view::npos)
        return false;
    text.remove_prefix(1);
    return true;
}

/// ".25" of a second as milliseconds; further digits are cut off.
int takeFraction(std::string_view& text)
{
    int milliseconds = 0;
    int weight = 100;
    while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
        milliseconds += (text.front() - '0') * weight;
        weight /= 10;
        text.remove_prefix(1);
    }
    return milliseconds;
}

/// The kind of fault stands before the text, so that reports can count by it.
tl::unexpected<Error> notATime(std::string_view text, std::string_view why, std::string advice)
{
    constexpr std::size_t kShown = 60; // of a text that may be a whole line
    const auto shown = std::string(text.substr(0, kShown)) + (text.size() > kShown ? "..." : "");
    return fail(ErrorCode::ParseError,
                fmt::format("not a time{}{}: '{}'", why.empty() ? "" : ", as it ", why, shown),
                std::move(advice));
}

constexpr const char* kIsoAdvice = "write epoch seconds or ISO 8601 such as 2026-01-31T12:00:00Z";

/// Digits with a sign, a point or an exponent: no date has a point or a sign in front.
bool isNumber(std::string_view text)
{
    if (!text.empty() && (text.front() == '-' || text.front() == '+'))
        text.remove_prefix(1);
    const auto exponent = text.find_first_of("eE");
    const auto mantissa = text.substr(0, exponent);
    return !mantissa.empty() && mantissa.find_first_not_of("0123456789.") == std::string_view::npos
        && mantissa.front() != '.'
        && (exponent == std::string_view::npos
            || text.find_first_not_of("0123456789+-", exponent + 1) == std::string_view::npos);
}

/// A number whose digits read as year, month and day in 1990 to 2100, maybe with a time behind them.
bool isCompactDate(std::string_view digits)
{
    if (digits.size() != 8 && digits.size() != 10 && digits.size() != 12 && digits.size() != 14)
        return false;
    int year = 0;
    int month = 0;
    int day = 0;
    std::from_chars(digits.data(), digits.data() + 4, year);
    std::from_chars(digits.data() + 4, digits.data() + 6, month);
    std::from_chars(digits.data() + 6, digits.data() + 8, day);
    return year >= 1990 && year <= 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/// Epoch time in the unit that puts it into 1990 to 2100; the ranges of the units do not meet.
Result<TimeMs> parseEpoch(std::string_view text)
{
    if (text.find_first_of("eE") != std::string_view::npos)
        return notATime(text, "is a number with an exponent, which may have lost its seconds",
                        "write the number in full: a spreadsheet needs the column's format set to a number");
    const auto point = text.find('.');
    const auto whole = text.substr(0, point);
    const auto fraction = point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(whole.data() + (whole.starts_with('+') ? 1 : 0),
                                              whole.data() + whole.size(), number);
    if (error == std::errc::invalid_argument || end != whole.data() + whole.size()
        || fraction.find_first_not_of("0123456789") != std::string_view::npos)
        return notATime(text, "", kIsoAdvice);
    if (error == std::errc()) {
        constexpr std::int64_t kFirst = kEarliestTime / 1000; // in seconds
        constexpr std::int64_t kLast = kLatestTime / 1000;
        constexpr std::int64_t kThousand = 1000;
        constexpr std::int64_t kMillion = 1'000'000;
        constexpr std::int64_t kMilliard = 1'000'000'000;
        if (number >= kFirst && number < kLast) {
            // Rounded, not cut: 1795435200.9999 of a program that counts in floating point is the next second.
            double part = 0;
            const auto shown = "0." + std::string(fraction) + "0";
            std::from_chars(shown.data(), shown.data() + shown.size(), part);
            return number * kThousand + std::llround(part * 1000.0);
        }
        if (number >= kFirst * kThousand && number < kLast * kThousand)
            return number;
        if (number >= kFirst * kMillion && number < kLast * kMillion)
            return number / kThousand;
        if (number >= kFirst * kMilliard && number / kMilliard < kLast)
            return number / kMillion;
        constexpr std::int64_t kFirstDay = 32874; // 1990-01-01 counted from 1899-12-30
        constexpr std::int64_t kLastDay = 73416;
        if (number >= kFirstDay && number < kLastDay)
            return notATime(text, "looks like the day number of a spreadsheet",
                            "export the column as text such as 2026-01-31 12:00:00, or as epoch seconds");
    }
    if (fraction.empty() && isCompactDate(whole))
        return notATime(text, "looks like a date without separators",
                        "write it as 2026-01-31T12:00:00, so that it cannot be taken for a number");
    return notATime(text, "is in no year from 1990 to 2100, be it seconds, ms, µs or ns since 1970",
                    "give the time since 1970-01-01 00:00 UTC, or ISO 8601; rows from before a clock was set "
                    "must be taken out");
}

Result<TimeReadings> zonedToUtc(date::local_time<std::chrono::milliseconds> local, const std::string& zone,
                                std::string_view original)
{
    try {
        const auto* tz = date::locate_zone(zone);
        const auto info = tz->get_info(local);
        if (info.result == date::local_info::nonexistent)
            return notATime(original,
                            fmt::format("does not exist in {}, where clocks were set forward then", zone),
                            "say the zone that the times are in (--tz), or write them with their offset");
        const auto earlier = tz->to_sys(local, date::choose::earliest).time_since_epoch().count();
        const auto later = tz->to_sys(local, date::choose::latest).time_since_epoch().count();
        return TimeReadings{earlier, later};
    } catch (const std::runtime_error&) {
        return fail(ErrorCode::InvalidArgument, fmt::format("unknown time zone '{}'", zone),
                    "use an IANA name such as Europe/Berlin or UTC");
    }
}

/// Any time that is no number.
Result<TimeReadings> parseCalendarTime(std::string_view text, const std::string& zone, bool anyYear)
{
    const auto original = text;
    const auto wrong = [&] { return notATime(original, "", kIsoAdvice); };
    const auto year = takeNumber(text, 4);
    if (!year || !takeChar(text, "-/"))
        return wrong();
    const auto month = takeNumber(text, 2);
    if (!month || !takeChar(text, "-/"))
        return wrong();
    const auto day = takeNumber(text, 2);
    if (!day)
        return wrong();
    const date::year_month_day ymd{date::year(*year), date::month(static_cast<unsigned>(*month)),
                                   date::day(static_cast<unsigned>(*day))};
    if (!ymd.ok())
        return wrong();
    if (!anyYear && (*year < 1990 || *year > 2100))
        return notATime(
            original, "is in no year from 1990 to 2100",
            "write the year with four digits; rows from before a clock was set must be taken out");

    int hour = 0;
    int minute = 0;
    int second = 0;
    int milliseconds = 0;
    if (takeChar(text, "T ")) {
        const auto h = takeNumber(text, 2);
        if (!h || !takeChar(text, ":"))
            return wrong();
        const auto m = takeNumber(text, 2);
        if (!m)
            return wrong();
        hour = *h;
        minute = *m;
        if (takeChar(text, ":")) {
            const auto s = takeNumber(text, 2);
            if (!s)
                return wrong();
            second = *s;
            if (takeChar(text, ".,"))
                milliseconds = takeFraction(text);
        }
        if (hour > 24 || minute > 59 || second > 60)
            return wrong();
    }
    const auto local = date::local_days(ymd) + std::chrono::hours(hour) + std::chrono::minutes(minute)
        + std::chrono::seconds(second) + std::chrono::milliseconds(milliseconds);
    const TimeMs asUtc = local.time_since_epoch().count();

    for (const std::string_view utc : {" UTC", " GMT", "UTC"}) {
        if (text == utc)
            text = "Z";
    }
    if (text.empty() && !zone.empty() && zone != "UTC")
        return zonedToUtc(local, zone, original);
    if (text.empty() || text == "Z" || text == "z")
        return TimeReadings{asUtc, asUtc};
    takeChar(text, " ");
    const int sign = text.starts_with('-') ? -1 : 1;
    if (!takeChar(text, "+-"))
        return wrong();
    const auto offsetHours = takeNumber(text, 2);
    takeChar(text, ":");
    const auto offsetMinutes = text.empty() ? std::optional<int>(0) : takeNumber(text, 2);
    if (!offsetHours || !offsetMinutes || !text.empty() || *offsetHours > 14 || *offsetMinutes > 59)
        return wrong();
    const auto utc = asUtc - sign * (*offsetHours * 3600 + *offsetMinutes * 60) * std::int64_t{1000};
    return TimeReadings{utc, utc};
}

} // namespace

TimeMs currentTime()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

std::int64_t TimeGrid::firstAtOrAfter(TimeMs t) const
{
    if (t <= origin)
        return 0;
    return std::min(size, (t - origin + stepMs - 1) / stepMs);
}

Result<TimeMs> parseTime(std::string_view text, const std::string& zone, RepeatedHour repeated)
{
    NODESENTRY_TRY(const auto readings, parseTimeReadings(text, zone));
    return repeated == RepeatedHour::Later ? readings.later : readings.earlier;
}

Result<TimeReadings> parseTimeReadings(std::string_view text, const std::string& zone)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r'))
        text.remove_suffix(1);
    if (isNumber(text)) {
        NODESENTRY_TRY(const auto epoch, parseEpoch(text));
        return TimeReadings{epoch, epoch};
    }
    return parseCalendarTime(text, zone, false);
}

Result<TimeMs> parseWrittenTime(std::string_view text, const std::string& zone)
{
    if (text.ends_with('Z') && text.find('T') != std::string_view::npos) {
        NODESENTRY_TRY(const auto time, parseCalendarTime(text, "UTC", true));
        return time.earlier;
    }
    return parseTime(text, zone);
}

std::string formatUtc(TimeMs time)
{
    const date::sys_time<std::chrono::milliseconds> point{std::chrono::milliseconds(time)};
    if (time % 1000 == 0)
        return date::format("%FT%TZ", date::floor<std::chrono::seconds>(point));
    return date::format("%FT%TZ", point);
}

std::string formatDuration(double seconds)
{
    if (!std::isfinite(seconds))
        return "unknown";
    if (seconds < 10)
        return fmt::format("{:.2g} s", seconds);
    struct Unit {
        std::int64_t seconds;
        const char* name;
    };
    constexpr std::array<Unit, 4> kUnits{{{86400, "d"}, {3600, "h"}, {60, "min"}, {1, "s"}}};
    const auto total = static_cast<std::int64_t>(std::llround(seconds));
    for (std::size_t i = 0; i + 1 < kUnits.size(); ++i) {
        if (total < kUnits[i].seconds)
            continue;
        const auto rest = total % kUnits[i].seconds / kUnits[i + 1].seconds;
        const auto first = fmt::format("{} {}", total / kUnits[i].seconds, kUnits[i].name);
        return rest == 0 ? first : fmt::format("{} {} {}", first, rest, kUnits[i + 1].name);
    }
    return fmt::format("{} s", total);
}

} // namespace nodesentry
