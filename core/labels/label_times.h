#pragma once

#include "core/base/time.h"

#include <optional>
#include <string>
#include <string_view>

namespace nodesentry {

/// When a label begins and ends, as a table says it.
struct LabelTimes {
    TimeMs begin = 0;
    std::optional<TimeMs> end; ///< exclusive; nullopt: still going on; equal to begin: a point in time
};

/// Whether what stands for an end says that there is none yet: empty, "Unknown", "None", "NULL" or "-", in any case.
[[nodiscard]] bool isOpenEnd(std::string_view text);

/// Reads begin and end of a label; the one way in which tables of labels read times.
///
/// In the hour that comes twice when clocks are set back, a time without an offset may mean two moments. Begin and end
/// together say which where only one choice ends after it begins; nothing is guessed where several do. Equal texts are
/// a point in time.
/// @param zone  of times that carry none
/// @error ParseError        not a time; column is 1 for the begin, 2 for the end; or it may mean two moments
/// @error InconsistentData  it ends before it begins, column 2
/// @error InvalidArgument   unknown zone
[[nodiscard]] Result<LabelTimes> readLabelTimes(const std::string& begin, const std::string& end,
                                                const std::string& zone = "UTC");

/// A label at one point in time, which imports may bring, as one sample: the step that holds the point.
/// @return nothing where the grid has no such sample
[[nodiscard]] std::optional<TimeRange> sampleAt(TimeMs point, const TimeGrid& grid);

} // namespace nodesentry
