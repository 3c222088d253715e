#pragma once

#include "core/base/time.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace nodesentry::ui {

/// A stretch of one node's time with something to say about it.
struct IntervalMark {
    TimeRange range;
    std::int64_t id = 0;
    QString text; ///< shown in the tooltip and, where there is room, on the mark
};

/// Marks of one node, found by time without looking at all of them.
class IntervalIndex {
public:
    IntervalIndex() = default;
    explicit IntervalIndex(std::vector<IntervalMark> marks);

    [[nodiscard]] const std::vector<IntervalMark>& marks() const { return m_marks; } ///< ascending by begin
    /// Positions [first, last) in marks() outside which nothing overlaps @p range.
    /// @cost logarithmic
    [[nodiscard]] std::pair<std::size_t, std::size_t> candidates(TimeRange range) const;
    /// The shortest mark at a time: what lies under a click.
    [[nodiscard]] std::optional<IntervalMark> at(TimeMs time) const;

private:
    std::vector<IntervalMark> m_marks;
    std::vector<TimeMs> m_latestEnd; ///< largest end of marks 0 .. i, so it ascends too
};

} // namespace nodesentry::ui
