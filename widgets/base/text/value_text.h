#pragma once

#include "core/base/time.h"

#include <QString>

namespace nodesentry::ui {

/// A value with its unit in four significant digits, or three and a prefix: "57.7 GB", "40.5 G/s",
/// "128 k objects", "12.5 %". All prefixes are powers of 1000, also of bytes, and merged with one that the
/// unit has (kB, MHz, mJ). "—" for NaN.
[[nodiscard]] QString valueText(double value, const QString& unit);

/// A score for a column of scores: "9.50", so that the points stand below each other; from 1000 on as
/// valueText() has it.
[[nodiscard]] QString scoreText(double value);

/// "27 k to 304 k objects", "0 to 57.7 GB", "always 0 /s" where both are equal.
[[nodiscard]] QString rangeText(double minimum, double maximum, const QString& unit);

/// "2026-11-23 00:02:01", with ".250" where there are milliseconds; in the display zone (time_zone.h), which
/// has to be printed beside it.
[[nodiscard]] QString timeText(TimeMs time);

/// "00:02:01"; in the display zone.
[[nodiscard]] QString clockText(TimeMs time);

/// "2 min 5 s": the two largest units.
[[nodiscard]] QString durationText(double seconds);

} // namespace nodesentry::ui
