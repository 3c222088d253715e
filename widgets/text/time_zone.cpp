#include "widgets/text/time_zone.h"

#include "widgets/text/value_text.h"

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
    if (isUtc(currentZone()))
        return u"UTC"_s;
    const auto minutes = zoneOffset(time) / 60'000;
    const auto size = minutes < 0 ? -minutes : minutes;
    return u"UTC%1%2:%3"_s.arg(minutes < 0 ? u"-"_s : u"+"_s)
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

Result<TimeMs> parseDisplayedTime(const QString& text)
{
    return parseTime(text.trimmed().toStdString(), zoneName().toStdString());
}

} // namespace nodesentry::ui
