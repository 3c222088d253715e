#pragma once

#include "core/base/time.h"

#include <QString>

#include <vector>

namespace nodesentry::ui {

struct TimeTick {
    TimeMs time = 0;
    QString text; ///< "12:30", "12:30:05", "2026-11-23"; in the display zone
    bool day = false; ///< midnight: its text is the date
};

/// Ticks at round times (1, 2, 5, 10 … s, 1 … 30 min, 1 … 12 h, whole days) of a visible range.
/// @param maximumCount  about how many labels there is room for, >= 1
[[nodiscard]] std::vector<TimeTick> timeTicks(TimeRange range, int maximumCount);

} // namespace nodesentry::ui
