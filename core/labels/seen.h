#pragma once

#include "core/base/time.h"

#include <string>
#include <vector>

namespace nodesentry {

/// A stretch of a node's time that somebody has looked at, found nothing (more) in, and said so.
struct SeenStretch {
    std::string node;
    std::string author;
    TimeRange range;

    bool operator==(const SeenStretch&) const = default;
};

/// The union of @p ranges: ascending, none touching the next. Empty ranges are left out.
[[nodiscard]] std::vector<TimeRange> joined(std::vector<TimeRange> ranges);

/// What of @p ranges is not in @p taken. @return as joined()
[[nodiscard]] std::vector<TimeRange> without(const std::vector<TimeRange>& ranges, TimeRange taken);

/// The time that two unions share.
/// @pre both are as joined() returns them  @return as joined()
[[nodiscard]] std::vector<TimeRange> common(const std::vector<TimeRange>& a, const std::vector<TimeRange>& b);

/// Share of @p whole that lies in @p ranges, 0..1; 0 for an empty one.
/// @pre ranges is as joined() returns it
[[nodiscard]] double coverage(const std::vector<TimeRange>& ranges, TimeRange whole);

} // namespace nodesentry
