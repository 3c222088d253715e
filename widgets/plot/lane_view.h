#pragma once

#include "widgets/plot/interval_index.h"
#include "widgets/plot/lane_layout.h"
#include "widgets/plot/lane_trace.h"
#include "widgets/plot/time_strip.h"

#include <QImage>
#include <QTimer>

#include <map>
#include <memory>
#include <set>
#include <vector>

namespace nodesentry::ui {

class LaneLoader;

/// How lanes choose their values' scale.
enum class LaneScale {
    Whole, ///< smallest to largest value of the node's whole time: does not move while panning
    Visible, ///< smallest to largest value in view
    Robust, ///< the middle 98 % of the whole time; what lies beyond is clipped and marked
};

/// The metric lanes of one node, stacked and scrolled vertically, with cases and labels over them.
///
/// Curves are painted into one image that is kept until the view changes; marks, selection and values are
/// painted over it, so that moving the pointer repaints no curve. Until a view has been read, what is there
/// is painted stretched.
class LaneView final : public TimeStrip {
    Q_OBJECT

public:
    /// @param loader  outlives this view; set to the node by the owner
    LaneView(TimeAxis& axis, LaneLoader& loader, QWidget* parent = nullptr);

    void setLanes(std::vector<LaneSpec> lanes);
    void setMarks(std::shared_ptr<const IntervalIndex> marks); ///< null shows none
    /// Metrics that matter now: their lanes get another background, and the first is scrolled to.
    void setMarkedMetrics(const std::vector<int>& metrics);
    void setScaleMode(LaneScale mode);
    void setLaneHeight(int pixels); ///< limited to what can be read and what fits
    void setEmptyText(const QString& text); ///< shown while there are no lanes
    void setScroll(int top);
    /// Forgets the scales, because the loader serves another node now.
    void resetNode();

    [[nodiscard]] const LaneLayout& layout() const { return m_layout; }
    [[nodiscard]] int scroll() const { return m_scroll; }
    [[nodiscard]] LaneScale scaleMode() const { return m_scaleMode; }
    [[nodiscard]] int laneHeight() const { return m_layout.laneHeight(); }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void scrollRangeChanged(int contentHeight, int pageHeight);
    void scrollChanged(int top);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void colorsChanged() override;
    [[nodiscard]] std::vector<LaneBand> laneBands() const override;
    [[nodiscard]] QString toolTipAt(QPoint position) const override;

private:
    void contentChanged();
    void repaintCurves();
    void requestTraces();
    void renderCurves();
    [[nodiscard]] ValueRange rangeFor(int metric, const LaneTrace& trace); ///< may be a single value
    void paintGutter(QPainter& painter, const LaneLayout::Row& row, const QRect& area);
    void paintHeader(QPainter& painter, const LaneLayout::Row& row, const QRect& area) const;

    LaneLoader& m_loader;
    LaneLayout m_layout;
    std::shared_ptr<const IntervalIndex> m_marks;
    std::set<int> m_marked;
    std::map<int, ValueRange> m_ranges; ///< of the node's lanes, for the modes that look at the whole time
    LaneScale m_scaleMode = LaneScale::Whole;
    QString m_emptyText;
    int m_scroll = 0;
    QImage m_curves;
    bool m_curvesStale = true;
    QTimer m_requestTimer;
};

} // namespace nodesentry::ui
