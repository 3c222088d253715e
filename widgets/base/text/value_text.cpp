#include "widgets/base/text/value_text.h"

#include "widgets/base/text/time_zone.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QTimeZone>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

namespace {

/// How the values of a unit are written.
struct UnitStyle {
    QString symbol; ///< what a prefix is put before: "B" of "kB/s"; empty: a word or nothing
    double factor = 1.0; ///< to the symbol without a prefix
    QString rest; ///< "/s" behind the symbol, or the word and all behind it
    bool scales = true; ///< false: never a prefix, as for "%" and "degC"
};

struct KnownUnit {
    const char16_t* unit;
    const char16_t* symbol;
    double factor;
};

// The kernel's kB, which node metrics have, are of 1024 bytes.
constexpr KnownUnit kKnown[]
    = {{u"bytes", u"B", 1.0},        {u"B", u"B", 1.0},         {u"kB", u"B", 1024.0},  {u"KB", u"B", 1024.0},
       {u"KiB", u"B", 1024.0},       {u"MiB", u"B", 1048576.0}, {u"MB", u"B", 1e6},     {u"GB", u"B", 1e9},
       {u"GiB", u"B", 1073741824.0}, {u"bit", u"bit", 1.0},     {u"bits", u"bit", 1.0}, {u"Hz", u"Hz", 1.0},
       {u"kHz", u"Hz", 1e3},         {u"MHz", u"Hz", 1e6},      {u"GHz", u"Hz", 1e9},   {u"W", u"W", 1.0},
       {u"mW", u"W", 1e-3},          {u"kW", u"W", 1e3},        {u"J", u"J", 1.0},      {u"mJ", u"J", 1e-3},
       {u"kJ", u"J", 1e3},           {u"flops", u"flop", 1.0},  {u"V", u"V", 1.0},      {u"A", u"A", 1.0}};
constexpr const char16_t* kUnscaled[]
    = {u"%", u"s", u"seconds", u"ms", u"degC", u"celsius", u"°C", u"rpm", u"ratio"};

UnitStyle styleOf(const QString& unit)
{
    const auto slash = unit.indexOf(u'/');
    const auto base = slash < 0 ? unit : unit.left(slash);
    const auto per = slash < 0 ? QString() : unit.mid(slash);
    for (const auto& known : kKnown) {
        if (base == QStringView(known.unit))
            return {QString::fromUtf16(known.symbol), known.factor, per, true};
    }
    for (const auto* plain : kUnscaled) {
        if (base == QStringView(plain))
            return {{}, 1.0, unit, false};
    }
    return {{}, 1.0, base == u"1" ? per : unit, true};
}

QString significant(double value, int digits)
{
    if (value == 0.0)
        return u"0"_s;
    if (std::abs(value) < 1e-4 || std::abs(value) >= 1e6)
        return QString::number(value, 'g', digits);
    const int decimals = std::clamp(digits - 1 - int(std::floor(std::log10(std::abs(value)))), 0, digits + 2);
    QString text = QString::number(value, 'f', decimals);
    if (text.contains(u'.')) {
        while (text.endsWith(u'0'))
            text.chop(1);
        if (text.endsWith(u'.'))
            text.chop(1);
    }
    return text;
}

struct Written {
    QString number;
    QString prefix; ///< "k", "M" …
};

/// Four digits, or three before a prefix.
Written written(double value, const UnitStyle& style)
{
    static constexpr const char16_t* kPrefixes[] = {u"", u"k", u"M", u"G", u"T", u"P"};
    value *= style.factor;
    std::size_t power = 0;
    // 999.95 would be written as 1000.
    while (style.scales && power + 1 < std::size(kPrefixes)
           && std::abs(value) >= (power == 0 ? 999.95 : 999.5)) {
        value /= 1000.0;
        ++power;
    }
    return {significant(value, power == 0 ? 4 : 3), QString::fromUtf16(kPrefixes[power])};
}

/// What stands behind a number: " GB/s", " k objects", "/s".
QString unitPart(const QString& prefix, const UnitStyle& style)
{
    if (!style.symbol.isEmpty() || style.rest.startsWith(u'/') || style.rest.isEmpty()) {
        const auto joined = prefix + style.symbol + style.rest;
        return joined.isEmpty() ? QString() : u' ' + joined;
    }
    return prefix.isEmpty() ? u' ' + style.rest : u' ' + prefix + u' ' + style.rest;
}

} // namespace

QString valueText(double value, const QString& unit)
{
    if (std::isnan(value))
        return u"—"_s;
    if (std::isinf(value))
        return value > 0 ? u"∞"_s : u"−∞"_s;
    const auto style = styleOf(unit);
    const auto [number, prefix] = written(value, style);
    return number + unitPart(prefix, style);
}

QString scoreText(double value)
{
    return std::abs(value) < 999.995 ? QString::number(value, 'f', 2) : valueText(value, {});
}

QString rangeText(double minimum, double maximum, const QString& unit)
{
    const auto translated = [](const char* text) { return QCoreApplication::translate("ValueText", text); };
    if (minimum == maximum)
        return translated(QT_TRANSLATE_NOOP("ValueText", "always %1")).arg(valueText(minimum, unit));
    const auto style = styleOf(unit);
    const auto first = written(minimum, style);
    // The unit once, where the first value needs no other prefix. "27 to 304 k" would be misread.
    const bool once = minimum == 0.0
        || (first.prefix == written(maximum, style).prefix
            && (first.prefix.isEmpty() || !style.symbol.isEmpty()));
    auto alone = style;
    if (alone.symbol.isEmpty())
        alone.rest.clear();
    return translated(QT_TRANSLATE_NOOP("ValueText", "%1 to %2"))
        .arg(once ? first.number : first.number + unitPart(first.prefix, alone), valueText(maximum, unit));
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
