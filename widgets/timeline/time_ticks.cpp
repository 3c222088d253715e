#include "widgets/timeline/time_ticks.h"

#include "widgets/base/text/time_zone.h"

#include <QDateTime>
#include <QTimeZone>

#include <algorithm>
#include <array>

namespace nodesentry::ui {

namespace {

constexpr TimeMs kSecond = 1000;
constexpr TimeMs kMinute = 60 * kSecond;
constexpr TimeMs kHour = 60 * kMinute;
constexpr TimeMs kDay = 24 * kHour;

constexpr std::array kSteps{TimeMs(1),    TimeMs(2),    TimeMs(5),    TimeMs(10), TimeMs(20),  TimeMs(50),
                            TimeMs(100),  TimeMs(200),  TimeMs(500),  kSecond,    2 * kSecond, 5 * kSecond,
                            10 * kSecond, 15 * kSecond, 30 * kSecond, kMinute,    2 * kMinute, 5 * kMinute,
                            10 * kMinute, 15 * kMinute, 30 * kMinute, kHour,      2 * kHour,   3 * kHour,
                            6 * kHour,    12 * kHour,   kDay,         2 * kDay,   4 * kDay,    7 * kDay,
                            14 * kDay,    28 * kDay,    84 * kDay,    364 * kDay};

QString tickText(TimeMs time, TimeMs step) // local time
{
    const auto moment = QDateTime::fromMSecsSinceEpoch(time, QTimeZone::utc()); // local already
    if (time % kDay == 0)
        return moment.toString(u"yyyy-MM-dd");
    if (step < kSecond)
        return moment.toString(u"HH:mm:ss.zzz");
    return moment.toString(step < kMinute ? u"HH:mm:ss" : u"HH:mm");
}

TimeMs floorTo(TimeMs time, TimeMs step)
{
    const auto rest = time % step;
    return time - (rest < 0 ? rest + step : rest);
}

} // namespace

std::vector<TimeTick> timeTicks(TimeRange range, int maximumCount)
{
    std::vector<TimeTick> ticks;
    if (range.length() <= 0)
        return ticks;
    const auto wanted = range.length() / std::max(1, maximumCount);
    const auto found = std::lower_bound(kSteps.begin(), kSteps.end(), wanted);
    const auto step = found == kSteps.end() ? kSteps.back() : *found;
    // Round in local time. Where clocks change, a local time may be skipped or come twice; the offset that
    // holds there decides, so ticks ascend still.
    const auto toUtc = [](TimeMs local) { return local - zoneOffset(local - zoneOffset(local)); };
    const auto end = range.end + zoneOffset(range.end);
    for (auto local = floorTo(range.begin + zoneOffset(range.begin) + step - 1, step); local < end;
         local += step) {
        const auto time = toUtc(local);
        if (range.contains(time) && (ticks.empty() || time > ticks.back().time))
            ticks.push_back({time, tickText(local, step), local % kDay == 0});
    }
    return ticks;
}

} // namespace nodesentry::ui
