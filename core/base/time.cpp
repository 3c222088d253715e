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

constexpr double kSmallestMilliseconds = 1e11; // 1973 in ms, the year 5138 in s: no recording is either

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

std::optional<TimeMs> parseEpoch(std::string_view text)
{
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number))
        return std::nullopt;
    if (std::abs(number) > 1e17)
        return std::nullopt;
    return static_cast<TimeMs>(
        std::llround(std::abs(number) >= kSmallestMilliseconds ? number : number * 1e3));
}

Result<TimeMs> zonedToUtc(date::local_time<std::chrono::milliseconds> local, const std::string& zone,
                          RepeatedHour repeated)
{
    try {
        const auto* tz = date::locate_zone(zone);
        const auto choice = repeated == RepeatedHour::Later ? date::choose::latest : date::choose::earliest;
        return tz->to_sys(local, choice).time_since_epoch().count();
    } catch (const std::runtime_error&) {
        return fail(ErrorCode::InvalidArgument, fmt::format("unknown time zone '{}'", zone),
                    "use an IANA name such as Europe/Berlin or UTC");
    }
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
    const auto original = text;
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r'))
        text.remove_suffix(1);
    if (const auto epoch = parseEpoch(text))
        return *epoch;

    const auto wrong = [&] {
        return fail(ErrorCode::ParseError, fmt::format("not a time: '{}'", original),
                    "write epoch seconds or ISO 8601 such as 2026-01-31T12:00:00Z");
    };
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

    if (text.empty())
        return zone.empty() || zone == "UTC" ? Result<TimeMs>(asUtc) : zonedToUtc(local, zone, repeated);
    if (text == "Z" || text == "z")
        return asUtc;
    const int sign = text.front() == '-' ? -1 : 1;
    if (!takeChar(text, "+-"))
        return wrong();
    const auto offsetHours = takeNumber(text, 2);
    takeChar(text, ":");
    const auto offsetMinutes = text.empty() ? std::optional<int>(0) : takeNumber(text, 2);
    if (!offsetHours || !offsetMinutes || !text.empty() || *offsetHours > 14 || *offsetMinutes > 59)
        return wrong();
    return asUtc - sign * (*offsetHours * 3600 + *offsetMinutes * 60) * std::int64_t{1000};
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
