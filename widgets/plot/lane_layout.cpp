#include "widgets/plot/lane_layout.h"

#include "core/base/expects.h"

#include <algorithm>

namespace nodesentry::ui {

void LaneLayout::setLanes(std::vector<LaneSpec> lanes)
{
    m_lanes = std::move(lanes);
    arrange();
}

void LaneLayout::setHeights(int lane, int header)
{
    NODESENTRY_EXPECTS(lane > 0 && header > 0, "rows have a height");
    m_laneHeight = lane;
    m_headerHeight = header;
    arrange();
}

void LaneLayout::toggleGroup(const QString& group)
{
    if (!m_collapsed.remove(group))
        m_collapsed.insert(group);
    arrange();
}

int LaneLayout::laneCount(const QString& group) const
{
    return int(
        std::count_if(m_lanes.begin(), m_lanes.end(), [&](const auto& lane) { return lane.group == group; }));
}

void LaneLayout::arrange()
{
    m_rows.clear();
    int top = 0;
    for (int i = 0; i < int(m_lanes.size()); ++i) {
        const auto& group = m_lanes[std::size_t(i)].group;
        if (i == 0 || group != m_lanes[std::size_t(i - 1)].group) {
            m_rows.push_back({true, -1, group, top, m_headerHeight});
            top += m_headerHeight;
        }
        if (m_collapsed.contains(group))
            continue;
        m_rows.push_back({false, i, group, top, m_laneHeight});
        top += m_laneHeight;
    }
}

int LaneLayout::totalHeight() const
{
    return m_rows.empty() ? 0 : m_rows.back().top + m_rows.back().height;
}

std::vector<LaneLayout::Row> LaneLayout::rowsWithin(int top, int bottom) const
{
    std::vector<Row> rows;
    for (const auto& row : m_rows) {
        if (row.top < bottom && row.top + row.height > top)
            rows.push_back(row);
    }
    return rows;
}

std::optional<LaneLayout::Row> LaneLayout::rowAt(int y) const
{
    const auto rows = rowsWithin(y, y + 1);
    if (rows.empty())
        return std::nullopt;
    return rows.front();
}

std::optional<int> LaneLayout::topOf(int metric) const
{
    for (const auto& row : m_rows) {
        if (!row.header && m_lanes[std::size_t(row.lane)].metric == metric)
            return row.top;
    }
    return std::nullopt;
}

} // namespace nodesentry::ui
