#include "widgets/timeline/time_snapper.h"

#include <algorithm>
#include <cstdlib>

namespace nodesentry::ui {

TimeSnapper::TimeSnapper(const TimeGrid& grid, const std::vector<Job>& jobs) : m_grid(grid)
{
    for (const auto& job : jobs) {
        m_borders.push_back(job.begin);
        if (job.end)
            m_borders.push_back(*job.end);
    }
    std::sort(m_borders.begin(), m_borders.end());
}

TimeMs TimeSnapper::snap(TimeMs time, TimeMs reach) const
{
    const auto next = std::lower_bound(m_borders.begin(), m_borders.end(), time);
    TimeMs best = time;
    TimeMs distance = reach + 1;
    const auto consider = [&](TimeMs border) {
        if (std::abs(border - time) < distance) {
            distance = std::abs(border - time);
            best = border;
        }
    };
    if (next != m_borders.end())
        consider(*next);
    if (next != m_borders.begin())
        consider(*std::prev(next));
    if (distance <= reach || m_grid.size == 0)
        return best;
    const auto steps = (time - m_grid.origin + m_grid.stepMs / 2) / m_grid.stepMs;
    return m_grid.timeOf(std::clamp<std::int64_t>(steps, 0, m_grid.size));
}

TimeRange TimeSnapper::snap(TimeRange range, TimeMs reach) const
{
    TimeRange snapped{snap(range.begin, reach), snap(range.end, reach)};
    if (snapped.length() > 0 || m_grid.size == 0)
        return snapped;
    const auto middle = range.begin + range.length() / 2;
    const auto sample
        = std::clamp<std::int64_t>((middle - m_grid.origin) / m_grid.stepMs, 0, m_grid.size - 1);
    return {m_grid.timeOf(sample), m_grid.timeOf(sample + 1)};
}

} // namespace nodesentry::ui
