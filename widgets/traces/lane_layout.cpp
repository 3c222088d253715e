#include "widgets/traces/lane_layout.h"

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

void LaneLayout::setFit(std::optional<int> pixels)
{
    m_fit = pixels;
    arrange();
}

const LaneSpec* LaneLayout::find(int metric) const
{
    const auto found = std::find_if(m_lanes.begin(), m_lanes.end(),
                                    [&](const LaneSpec& lane) { return lane.metric == metric; });
    return found == m_lanes.end() ? nullptr : &*found;
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
    if (m_fit) {
        const auto count = std::int64_t(m_lanes.size());
        const auto height = std::max<std::int64_t>(*m_fit, count);
        for (std::int64_t i = 0; i < count; ++i) {
            const int next = int((i + 1) * height / count);
            m_rows.push_back({false, int(i), m_lanes[std::size_t(i)].group, top, next - top});
            top = next;
        }
        return;
    }
    for (int i = 0; i < int(m_lanes.size()); ++i) {
        const auto& group = m_lanes[std::size_t(i)].group;
        if (i == 0 || group != m_lanes[std::size_t(i - 1)].group) {
            m_rows.push_back({true, -1, group, top, m_headerHeight});
            top += m_headerHeight;
        }
        if (m_collapsed.contains(group))
            continue;
        const int own = m_lanes[std::size_t(i)].height;
        const int height = own > 0 ? own : m_laneHeight;
        m_rows.push_back({false, i, group, top, height});
        top += height;
    }
}

int LaneLayout::totalHeight() const
{
    return m_rows.empty() ? 0 : m_rows.back().top + m_rows.back().height;
}

std::vector<LaneLayout::Row> LaneLayout::rowsWithin(int top, int bottom) const
{
    // Rows follow each other, so their lower ends ascend.
    auto row = std::partition_point(m_rows.begin(), m_rows.end(),
                                    [&](const Row& r) { return r.top + r.height <= top; });
    std::vector<Row> rows;
    for (; row != m_rows.end() && row->top < bottom; ++row)
        rows.push_back(*row);
    return rows;
}

std::optional<LaneLayout::Row> LaneLayout::rowAt(int y) const
{
    const auto rows = rowsWithin(y, y + 1);
    if (rows.empty())
        return std::nullopt;
    return rows.front();
}

std::optional<LaneLayout::Row> LaneLayout::rowOf(int metric) const
{
    for (const auto& row : m_rows) {
        if (!row.header && m_lanes[std::size_t(row.lane)].metric == metric)
            return row;
    }
    return std::nullopt;
}

std::optional<int> LaneLayout::topOf(int metric) const
{
    const auto row = rowOf(metric);
    return row ? std::optional(row->top) : std::nullopt;
}

} // namespace nodesentry::ui
