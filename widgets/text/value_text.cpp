#include "widgets/text/value_text.h"

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

} // namespace

QString valueText(double value, const QString& unit)
{
    if (std::isnan(value))
        return u"—"_s;
    if (std::isinf(value))
        return value > 0 ? u"∞"_s : u"−∞"_s;
    if (unit == u"bytes" || unit.startsWith(u"bytes/") || unit == u"B" || unit.startsWith(u"B/")) {
        const auto rest = unit.startsWith(u"bytes") ? unit.mid(5) : unit.mid(1);
        const auto [number, prefix] = scaled(value, 1024.0, {u"B"_s, u"KiB"_s, u"MiB"_s, u"GiB"_s, u"TiB"_s});
        return fourDigits(number) + u' ' + prefix + rest;
    }
    const auto [number, prefix] = scaled(value, 1000.0, {QString(), u"k"_s, u"M"_s, u"G"_s, u"T"_s});
    QString text = fourDigits(number);
    if (!prefix.isEmpty() || !unit.isEmpty())
        text += u' ' + prefix + unit;
    return text;
}

QString timeText(TimeMs time)
{
    const auto moment = QDateTime::fromMSecsSinceEpoch(time, QTimeZone::utc());
    return moment.toString(time % 1000 == 0 ? u"yyyy-MM-dd HH:mm:ss" : u"yyyy-MM-dd HH:mm:ss.zzz");
}

QString clockText(TimeMs time)
{
    return QDateTime::fromMSecsSinceEpoch(time, QTimeZone::utc()).toString(u"HH:mm:ss");
}

QString durationText(double seconds)
{
    return QString::fromStdString(formatDuration(seconds));
}

} // namespace nodesentry::ui
