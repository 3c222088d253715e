#pragma once

#include "core/base/time.h"

#include <QString>
#include <QTimeZone>

#include <vector>

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

/// That offset alone: "+01:00".
[[nodiscard]] QString offsetText(TimeMs time);

/// Offset of the display zone from UTC at a moment, ms: local = UTC + offset.
[[nodiscard]] TimeMs zoneOffset(TimeMs time);

/// "2026-11-23 00:02:01 UTC+01:00": a moment with its zone.
[[nodiscard]] QString momentText(TimeMs time);
/// "2026-11-23 00:02:01 to 2026-11-23 00:04:01 UTC"
[[nodiscard]] QString spanText(TimeRange range);

/// A time as it stands in a field that people edit: timeText(), and the offset from UTC behind it where that local
/// time comes twice, so that it reads back as the same moment.
[[nodiscard]] QString editableTimeText(TimeMs time);

/// Reads a time as core's parseTime() does; text without a zone is in the display zone. The only way in which the
/// window reads times.
/// @return the moments that it may mean, ascending: two for a local time that comes twice, else one
/// @error as parseTime()
[[nodiscard]] Result<std::vector<TimeMs>> parseDisplayedTimes(const QString& text);
/// The same where one moment is wanted.
/// @error ParseError  it may mean two; the advice writes both
[[nodiscard]] Result<TimeMs> parseDisplayedTime(const QString& text);

} // namespace nodesentry::ui
