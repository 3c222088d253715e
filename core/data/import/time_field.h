#pragma once

#include "core/base/time.h"

#include <optional>
#include <string>
#include <string_view>

namespace nodesentry {

/// In which order the rows of one series stand, to tell which reading of an hour that comes twice is meant.
struct TimeOrder {
    std::optional<TimeMs> last; ///< of the row above
    bool descending = false; ///< newest row first
    bool guessed = false; ///< the first row is in such an hour, so that no row above tells
};

/// Reads the times of one file: as parseTimeReadings(), but fast for what nearly all files have, that is, whole
/// epoch numbers, ISO 8601 in UTC with the day of the row above, and the very text of the row above.
/// @thread not concurrently on one object
class TimeField {
public:
    /// @param zone  of times that carry none
    explicit TimeField(std::string zone);

    /// In an hour that comes twice, the reading that goes on from the row above is meant; of the first row the
    /// one that leaves room for the other.
    /// @param order  of the series that the row belongs to; moved on
    /// @return as parseTimeReadings()
    [[nodiscard]] Result<TimeMs> parse(std::string_view text, TimeOrder& order);
    /// The same for a file whose rows are of one series.
    [[nodiscard]] Result<TimeMs> parse(std::string_view text) { return parse(text, m_order); }

private:
    [[nodiscard]] bool parseIso(std::string_view text, TimeMs& time);

    const std::string m_zone;
    const bool m_isUtc;
    std::string m_lastText; ///< of the row above; empty: its reading depends on the order
    TimeMs m_last = 0;
    TimeOrder m_order;
    std::string m_day; ///< "2026-11-23", whose midnight is known
    TimeMs m_midnight = 0;
};

} // namespace nodesentry
