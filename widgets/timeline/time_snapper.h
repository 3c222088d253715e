#pragma once

#include "core/data/job.h"

#include <vector>

namespace nodesentry::ui {

/// Puts the edges of labels on samples and on job borders.
class TimeSnapper {
public:
    TimeSnapper() = default;
    /// @param grid  sample times of the node
    /// @param jobs  of the node
    TimeSnapper(const TimeGrid& grid, const std::vector<Job>& jobs);

    /// The nearest job border that is at most @p reach away, else the nearest sample time or end of the data.
    [[nodiscard]] TimeMs snap(TimeMs time, TimeMs reach) const;
    /// Snaps both edges; a stretch that would vanish becomes the one sample that is nearest to it.
    [[nodiscard]] TimeRange snap(TimeRange range, TimeMs reach) const;

private:
    TimeGrid m_grid;
    std::vector<TimeMs> m_borders; ///< ascending
};

} // namespace nodesentry::ui
