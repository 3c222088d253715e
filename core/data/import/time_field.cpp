#include "core/data/import/time_field.h"

#include "core/base/text.h"

namespace nodesentry {

namespace {

/// Two digits at @p at, as a number; -1 when they are not.
int twoDigits(const char* at)
{
    return isDigit(at[0]) && isDigit(at[1]) ? (at[0] - '0') * 10 + (at[1] - '0') : -1;
}

/// Whole epoch seconds, milliseconds, microseconds or nanoseconds of plausible length.
bool parseWhole(std::string_view text, TimeMs& time)
{
    constexpr std::size_t kDigitsOfSeconds = 10; // 2001 to 2286
    if (text.size() < kDigitsOfSeconds || (text.size() - kDigitsOfSeconds) % 3 != 0 || text.size() > 19)
        return false;
    TimeMs milliseconds = 0; // the first 13 digits
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!isDigit(text[i]))
            return false;
        if (i < kDigitsOfSeconds + 3)
            milliseconds = milliseconds * 10 + (text[i] - '0');
    }
    time = text.size() == kDigitsOfSeconds ? milliseconds * 1000 : milliseconds;
    return text.front() != '0' && time < kLatestTime;
}

TimeMs chosen(const TimeReadings& readings, TimeOrder& order)
{
    if (!readings.isAmbiguous())
        return readings.earlier;
    if (!order.last) {
        order.guessed = true;
        return order.descending ? readings.later : readings.earlier;
    }
    if (order.descending)
        return readings.later < *order.last ? readings.later : readings.earlier;
    return readings.earlier > *order.last ? readings.earlier : readings.later;
}

} // namespace

TimeField::TimeField(std::string zone) : m_zone(std::move(zone)), m_isUtc(m_zone.empty() || m_zone == "UTC")
{
}

Result<TimeMs> TimeField::parse(std::string_view text, TimeOrder& order)
{
    if (!m_lastText.empty() && text == m_lastText) {
        order.last = m_last;
        return m_last;
    }
    m_lastText.clear();
    bool isCertain = true;
    if (!parseWhole(text, m_last) && !parseIso(text, m_last)) {
        NODESENTRY_TRY(const auto readings, parseTimeReadings(text, m_zone));
        isCertain = !readings.isAmbiguous();
        m_last = chosen(readings, order);
    }
    if (isCertain)
        m_lastText = text;
    order.last = m_last;
    return m_last;
}

/// "2026-11-23T12:00:00", with a blank for the T, with or without ".250" or ",250", with or without Z.
bool TimeField::parseIso(std::string_view text, TimeMs& time)
{
    constexpr std::size_t kDay = 10;
    constexpr std::size_t kSeconds = 19;
    if (text.size() < kSeconds || text[4] != '-' || text[7] != '-' || (text[kDay] != 'T' && text[kDay] != ' ')
        || text[13] != ':' || text[16] != ':')
        return false;
    const int hour = twoDigits(text.data() + 11);
    const int minute = twoDigits(text.data() + 14);
    const int second = twoDigits(text.data() + 17);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
        return false;
    auto rest = text.substr(kSeconds);
    int milliseconds = 0;
    if (!rest.empty() && (rest.front() == '.' || rest.front() == ',')) {
        rest.remove_prefix(1);
        for (int weight = 100; !rest.empty() && isDigit(rest.front()); weight /= 10) {
            milliseconds += (rest.front() - '0') * weight;
            rest.remove_prefix(1);
        }
    }
    if (!(rest == "Z" || (rest.empty() && m_isUtc)))
        return false;
    const auto day = text.substr(0, kDay);
    if (day != m_day) {
        const auto midnight = parseTime(day, "UTC");
        if (!midnight)
            return false;
        m_day = day;
        m_midnight = *midnight;
    }
    time = m_midnight + ((hour * 60 + minute) * 60 + second) * TimeMs{1000} + milliseconds;
    return true;
}

} // namespace nodesentry
