#pragma once

#include "core/base/time.h"

#include <QString>

namespace nodesentry::ui {

/// A value with its unit in about four significant digits: "1.234 GB/s", "12.5 %", "0.0034".
/// Bytes count in powers of 1024 (KiB, MiB …), everything else in powers of 1000; "—" for NaN.
[[nodiscard]] QString valueText(double value, const QString& unit);

/// "2026-11-23 00:02:01", with ".250" where there are milliseconds; always UTC.
[[nodiscard]] QString timeText(TimeMs time);

/// "00:02:01"; always UTC.
[[nodiscard]] QString clockText(TimeMs time);

/// "2 min 5 s": the two largest units.
[[nodiscard]] QString durationText(double seconds);

} // namespace nodesentry::ui
