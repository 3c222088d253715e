#pragma once

#include "core/base/time.h"

#include <QString>
#include <QTimeZone>

namespace nodesentry::ui {

/// The zone in which people read and type times. Like QLocale's default there is one for the whole program,
/// set when it starts and from its menu; times themselves are always UTC.
/// @thread GUI only
void setDisplayZone(const QTimeZone& zone);
[[nodiscard]] QTimeZone displayZone();

/// What the zone is called where no single moment is meant: "UTC", "Europe/Berlin".
[[nodiscard]] QString zoneName();
/// What it is at a moment, clock changes considered: "UTC", "UTC+01:00".
[[nodiscard]] QString zoneText(TimeMs time);

/// Offset of the display zone from UTC at a moment, ms: local = UTC + offset.
[[nodiscard]] TimeMs zoneOffset(TimeMs time);

/// "2026-11-23 00:02:01 UTC+01:00": a moment with its zone.
[[nodiscard]] QString momentText(TimeMs time);
/// "2026-11-23 00:02:01 to 2026-11-23 00:04:01 UTC"
[[nodiscard]] QString spanText(TimeRange range);

/// Reads a time as core's parseTime() does; text without a zone is in the display zone.
[[nodiscard]] Result<TimeMs> parseDisplayedTime(const QString& text);

} // namespace nodesentry::ui
