#include "widgets/text/value_text.h"

#include "widgets/text/time_zone.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QTimeZone>

#include <algorithm>
#include <array>
#include <cmath>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

namespace {

struct Scaled {
    double value;
    QString prefix;
};

Scaled scaled(double value, double base, const std::array<QString, 5>& prefixes)
{
    std::size_t power = 0;
    while (power + 1 < prefixes.size() && std::abs(value) >= base * 0.99995) {
        value /= base;
        ++power;
    }
    return {value, prefixes[power]};
}

QString fourDigits(double value)
{
    if (value == 0.0)
        return u"0"_s;
    if (std::abs(value) < 1e-4 || std::abs(value) >= 1e6)
        return QString::number(value, 'g', 4);
    const int decimals = std::clamp(3 - int(std::floor(std::log10(std::abs(value)))), 0, 6);
    QString text = QString::number(value, 'f', decimals);
    if (text.contains(u'.')) {
        while (text.endsWith(u'0'))
            text.chop(1);
        if (text.endsWith(u'.'))
            text.chop(1);
    }
    return text;
}

bool isBytes(const QString& unit)
{
    return unit == u"bytes" || unit.startsWith(u"bytes/") || unit == u"B" || unit.startsWith(u"B/");
}

} // namespace

QString valueText(double value, const QString& unit)
{
    if (std::isnan(value))
        return u"—"_s;
    if (std::isinf(value))
        return value > 0 ? u"∞"_s : u"−∞"_s;
    if (isBytes(unit)) {
        const auto rest = unit.startsWith(u"bytes") ? unit.mid(5) : unit.mid(1);
        const auto [number, prefix] = scaled(value, 1024.0, {u"B"_s, u"KiB"_s, u"MiB"_s, u"GiB"_s, u"TiB"_s});
        return fourDigits(number) + u' ' + prefix + rest;
    }
    const auto [number, prefix] = scaled(value, 1000.0, {QString(), u"k"_s, u"M"_s, u"G"_s, u"T"_s});
    // The prefix stays with the number: "127.6k 1/s" reads, "127.6 k1/s" does not.
    return unit.isEmpty() ? fourDigits(number) + prefix : fourDigits(number) + prefix + u' ' + unit;
}

QString rangeText(double minimum, double maximum, const QString& unit)
{
    const auto tr = [](const char* text) { return QCoreApplication::translate("ValueText", text); };
    if (minimum == maximum)
        return tr(QT_TRANSLATE_NOOP("ValueText", "always %1")).arg(valueText(minimum, unit));
    // Bytes carry their own prefix in the unit, so the first value needs it as well.
    return tr(QT_TRANSLATE_NOOP("ValueText", "%1 to %2"))
        .arg(valueText(minimum, isBytes(unit) ? unit : QString()), valueText(maximum, unit));
}

QString timeText(TimeMs time)
{
    const auto moment = QDateTime::fromMSecsSinceEpoch(time + zoneOffset(time), QTimeZone::utc());
    return moment.toString(time % 1000 == 0 ? u"yyyy-MM-dd HH:mm:ss" : u"yyyy-MM-dd HH:mm:ss.zzz");
}

QString clockText(TimeMs time)
{
    return QDateTime::fromMSecsSinceEpoch(time + zoneOffset(time), QTimeZone::utc()).toString(u"HH:mm:ss");
}

QString durationText(double seconds)
{
    return QString::fromStdString(formatDuration(seconds));
}

} // namespace nodesentry::ui
