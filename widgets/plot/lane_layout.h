#pragma once

#include <QSet>
#include <QString>

#include <optional>
#include <vector>

namespace nodesentry::ui {

/// One metric as a lane.
struct LaneSpec {
    int metric = 0; ///< catalogue index
    QString name;
    QString unit;
    QString group; ///< lanes of one group follow each other
};

/// Where lanes and group headers stand, from the top of the scrolled content. Pure arithmetic.
class LaneLayout {
public:
    struct Row {
        bool header = false;
        int lane = -1; ///< index into lanes(), -1 for headers
        QString group;
        int top = 0;
        int height = 0;
    };

    void setLanes(std::vector<LaneSpec> lanes);
    void setHeights(int lane, int header); ///< pixels, > 0
    void toggleGroup(const QString& group);

    [[nodiscard]] const std::vector<LaneSpec>& lanes() const { return m_lanes; }
    [[nodiscard]] bool isCollapsed(const QString& group) const { return m_collapsed.contains(group); }
    [[nodiscard]] int laneCount(const QString& group) const;
    [[nodiscard]] int laneHeight() const { return m_laneHeight; }
    [[nodiscard]] int totalHeight() const;
    /// Rows that overlap [top, bottom), top to bottom.
    [[nodiscard]] std::vector<Row> rowsWithin(int top, int bottom) const;
    [[nodiscard]] std::optional<Row> rowAt(int y) const;
    /// Top of a metric's lane; nullopt when it is not shown or its group is collapsed.
    [[nodiscard]] std::optional<int> topOf(int metric) const;

private:
    void arrange();

    std::vector<LaneSpec> m_lanes;
    std::vector<Row> m_rows;
    QSet<QString> m_collapsed;
    int m_laneHeight = 56;
    int m_headerHeight = 24;
};

} // namespace nodesentry::ui
