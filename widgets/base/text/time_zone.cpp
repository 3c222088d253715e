#include "widgets/base/text/time_zone.h"

#include "widgets/base/text/value_text.h"

#include <QCoreApplication>
#include <QDateTime>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

namespace {

QTimeZone& currentZone()
{
    static QTimeZone zone = QTimeZone::utc();
    return zone;
}

bool isUtc(const QTimeZone& zone)
{
    return zone == QTimeZone::utc() || zone.id() == "UTC";
}

} // namespace

void setDisplayZone(const QTimeZone& zone)
{
    currentZone() = zone.isValid() ? zone : QTimeZone::utc();
}

QTimeZone displayZone()
{
    return currentZone();
}

QString zoneName()
{
    return isUtc(currentZone()) ? u"UTC"_s : QString::fromUtf8(currentZone().id());
}

TimeMs zoneOffset(TimeMs time)
{
    if (isUtc(currentZone()))
        return 0;
    return TimeMs(currentZone().offsetFromUtc(QDateTime::fromMSecsSinceEpoch(time, QTimeZone::utc()))) * 1000;
}

QString zoneText(TimeMs time)
{
    return isUtc(currentZone()) ? u"UTC"_s : u"UTC"_s + offsetText(time);
}

QString offsetText(TimeMs time)
{
    const auto minutes = zoneOffset(time) / 60'000;
    const auto size = minutes < 0 ? -minutes : minutes;
    return u"%1%2:%3"_s.arg(minutes < 0 ? u"-"_s : u"+"_s)
        .arg(size / 60, 2, 10, QLatin1Char('0'))
        .arg(size % 60, 2, 10, QLatin1Char('0'));
}

QString momentText(TimeMs time)
{
    return timeText(time) + u' ' + zoneText(time);
}

QString spanText(TimeRange range)
{
    // Where clocks change in between, both ends need their own offset.
    const auto begin
        = zoneOffset(range.begin) == zoneOffset(range.end) ? timeText(range.begin) : momentText(range.begin);
    return QCoreApplication::translate("TimeZone", "%1 to %2").arg(begin, momentText(range.end));
}

QString editableTimeText(TimeMs time)
{
    const auto text = timeText(time);
    const auto moments = parseDisplayedTimes(text);
    return moments && moments->size() > 1 ? text + offsetText(time) : text;
}

Result<std::vector<TimeMs>> parseDisplayedTimes(const QString& text)
{
    const auto typed = text.trimmed().toStdString();
    const auto zone = zoneName().toStdString();
    NODESENTRY_TRY(const auto earlier, parseTime(typed, zone, RepeatedHour::Earlier));
    NODESENTRY_TRY(const auto later, parseTime(typed, zone, RepeatedHour::Later));
    return earlier == later ? std::vector{earlier} : std::vector{earlier, later};
}

Result<TimeMs> parseDisplayedTime(const QString& text)
{
    NODESENTRY_TRY(const auto moments, parseDisplayedTimes(text));
    if (moments.size() == 1)
        return moments.front();
    return fail(ErrorCode::ParseError,
                QCoreApplication::translate("TimeZone", "%1 comes twice, since clocks were set back then")
                    .arg(text.trimmed())
                    .toStdString(),
                QCoreApplication::translate("TimeZone", "write %1 or %2")
                    .arg(editableTimeText(moments.front()), editableTimeText(moments.back()))
                    .toStdString());
}

} // namespace nodesentry::ui
