#pragma once

#include "widgets/traces/lane_scaling.h"

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
    int height = 0; ///< pixels; 0: as all
    std::optional<LaneScaling> scaling = std::nullopt; ///< nullopt: as all
    bool pinned = false;
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
    /// Makes all lanes share @p pixels without headers, each at least a pixel high, and own heights and
    /// closed groups count for nothing; nullopt goes back.
    void setFit(std::optional<int> pixels);
    void toggleGroup(const QString& group);

    [[nodiscard]] const std::vector<LaneSpec>& lanes() const { return m_lanes; }
    [[nodiscard]] const LaneSpec* find(int metric) const; ///< nullptr when it is not there
    [[nodiscard]] bool isCollapsed(const QString& group) const { return m_collapsed.contains(group); }
    [[nodiscard]] bool fits() const { return m_fit.has_value(); }
    [[nodiscard]] int laneCount(const QString& group) const;
    [[nodiscard]] int laneHeight() const { return m_laneHeight; }
    [[nodiscard]] int totalHeight() const;
    [[nodiscard]] const std::vector<Row>& rows() const { return m_rows; }
    /// Rows that overlap [top, bottom), top to bottom.
    [[nodiscard]] std::vector<Row> rowsWithin(int top, int bottom) const;
    [[nodiscard]] std::optional<Row> rowAt(int y) const;
    [[nodiscard]] std::optional<Row>
    rowOf(int metric) const; ///< nullopt when not shown, or its group is closed
    /// Top of a metric's lane; nullopt when it is not shown or its group is collapsed.
    [[nodiscard]] std::optional<int> topOf(int metric) const;

private:
    void arrange();

    std::vector<LaneSpec> m_lanes;
    std::vector<Row> m_rows;
    QSet<QString> m_collapsed;
    std::optional<int> m_fit;
    int m_laneHeight = 56;
    int m_headerHeight = 24;
};

} // namespace nodesentry::ui
