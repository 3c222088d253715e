#pragma once

#include "core/base/time.h"

#include <QString>

namespace nodesentry::ui {

/// A value with its unit in about four significant digits: "1.234 GiB/s", "127.6k 1/s", "12.5 %".
/// Bytes count in powers of 1024 (KiB, MiB …), everything else in powers of 1000; "—" for NaN.
[[nodiscard]] QString valueText(double value, const QString& unit);

/// "27k to 303.9k objects", "always 0 1/s" where both are equal.
[[nodiscard]] QString rangeText(double minimum, double maximum, const QString& unit);

/// "2026-11-23 00:02:01", with ".250" where there are milliseconds; in the display zone (time_zone.h), which
/// has to be printed beside it.
[[nodiscard]] QString timeText(TimeMs time);

/// "00:02:01"; in the display zone.
[[nodiscard]] QString clockText(TimeMs time);

/// "2 min 5 s": the two largest units.
[[nodiscard]] QString durationText(double seconds);

} // namespace nodesentry::ui
