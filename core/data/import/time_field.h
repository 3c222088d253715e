#pragma once

#include "core/base/time.h"

#include <string>
#include <string_view>

namespace nodesentry {

/// Reads the times of one file: as parseTime(), but fast for what nearly all files have, that is, whole epoch
/// seconds or milliseconds and ISO 8601 in UTC with the day of the row above.
/// @thread not concurrently on one object
class TimeField {
public:
    /// @param zone  of times that carry none
    explicit TimeField(std::string zone);

    /// @return as parseTime()
    [[nodiscard]] Result<TimeMs> parse(std::string_view text);

private:
    [[nodiscard]] bool parseIso(std::string_view text, TimeMs& time);

    const std::string m_zone;
    const bool m_isUtc;
    std::string m_day; ///< "2026-11-23", whose midnight is known
    TimeMs m_midnight = 0;
};

} // namespace nodesentry
