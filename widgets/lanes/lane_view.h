#pragma once

#include "widgets/lanes/expectations.h"
#include "widgets/traces/interval_index.h"
#include "widgets/traces/lane_arrangement.h"
#include "widgets/traces/lane_layout.h"
#include "widgets/lanes/lane_picture.h"
#include "widgets/timeline/time_strip.h"

#include <QImage>
#include <QTimer>

#include <map>
#include <memory>
#include <set>
#include <vector>

namespace nodesentry::ui {

class CurveStrips;
class JobRunner;
class LaneLoader;

/// The metric lanes of one node, stacked and scrolled vertically, with cases and labels over them.
///
/// Curves are painted on other threads as strips of three screens' width, from which a view is put together
/// into one image; marks, overlays and values are painted over it, so that moving the pointer paints no curve
/// and panning copies pixels. Where no strip is there yet, e.g. in the first frame after zooming, the lane is
/// painted from the trace at hand: coarser for a moment, but with every spike.
///
/// In the gutter, lanes are dragged to another place or, at their lower edge, to another height, and the pin
/// keeps them on top. Ctrl+Shift+wheel zooms a lane's values, a double-click on its name shows them as
/// before.
class LaneView final : public TimeStrip {
    Q_OBJECT

public:
    /// @param loader  outlives this view; set to the node by the owner
    /// @param runner  paints the strips; outlives this view
    LaneView(TimeAxis& axis, LaneLoader& loader, JobRunner& runner, QWidget* parent = nullptr);
    ~LaneView() override;

    /// @param lanes  in the order of their groups, without what the user made of them
    void setLanes(std::vector<LaneSpec> lanes);
    void setMarks(std::shared_ptr<const IntervalIndex> marks); ///< null shows none
    /// What was expected of the metrics; the loader has the values.
    void setExpectations(Expectations expectations);
    /// Metrics that matter now: their lanes get another background, and the first is scrolled to.
    void setMarkedMetrics(const std::vector<int>& metrics);

    // How lanes look that were not given a look of their own.
    void setScaleMode(LaneScale mode);
    void setLogarithmic(bool logarithmic);
    void setLaneHeight(int pixels); ///< limited to what fits
    /// All metrics in one pane, values as colours.
    void setHeatStrips(bool on);

    // What the user made of single lanes; announced by arrangementChanged().
    void setArrangement(const LaneArrangement& arrangement);
    [[nodiscard]] const LaneArrangement& arrangement() const { return m_arrangement; }
    void setPinned(int metric, bool pinned);
    void setLaneScaling(int metric, std::optional<LaneScaling> scaling);
    [[nodiscard]] LaneScaling scalingOf(int metric) const;
    /// Stretches the values of a lane by @p factor (> 1 zooms in) around the value at @p y of this view.
    void zoomValues(int metric, double y, double factor);
    void zoomValues(int metric, double factor); ///< the same around the lane's middle
    void setOwnHeight(int metric, int pixels); ///< 0: as all
    void moveBy(int metric, int steps); ///< down if positive; lanes stay in their group
    /// Orders the lanes by how unusual they are in the present view, once everything is read; false goes back
    /// to the groups.
    void orderByUnusual(bool on);

    /// The lane that keys act on: the one under the pointer, else the last one clicked or gone to.
    [[nodiscard]] std::optional<int> currentLane() const;
    void setCurrentLane(std::optional<int> metric); ///< scrolled to; its group is opened
    void requestMenu(int metric); ///< laneMenuRequested() beside the lane's name

    /// What stands in the gutter of a lane, for those who hear it.
    struct LaneText {
        QString name;
        QString value; ///< at the crosshair, else the lane's range
        QString group;
        QRect rect; ///< of the whole lane, in this view
        bool current = false;
    };
    [[nodiscard]] LaneText laneText(int row) const; ///< @pre 0 <= row < layout().lanes().size()
    [[nodiscard]] std::vector<OverlayText> marksInView() const; ///< at most 100, of all overlays
    [[nodiscard]] QRect rectOf(TimeRange range) const; ///< the part in view

    void setEmptyText(const QString& text); ///< shown while there are no lanes
    void setScroll(int top);
    /// Forgets what belongs to a node, because the loader serves another one now.
    void resetNode();

    [[nodiscard]] const LaneLayout& layout() const { return m_layout; }
    [[nodiscard]] int scroll() const { return m_scroll; }
    [[nodiscard]] LaneScale scaleMode() const { return m_scaling.scale; }
    [[nodiscard]] bool isLogarithmic() const { return m_scaling.logarithmic; }
    [[nodiscard]] bool isHeatStrips() const { return m_layout.fits(); }
    [[nodiscard]] int laneHeight() const { return m_layout.laneHeight(); }
    /// Whether the view is painted from strips alone: all that was asked for is read and painted.
    [[nodiscard]] bool isComplete() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void scrollRangeChanged(int contentHeight, int pageHeight);
    void scrollChanged(int top);
    void arrangementChanged();
    void laneMenuRequested(int metric, QPoint globalPosition); ///< right button in the gutter, or Menu key
    void completed(); ///< isComplete() became true

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override; ///< the Menu key
    void boxZoomed(const QRectF& box) override;
    void colorsChanged() override;
    [[nodiscard]] std::vector<LaneBand> laneBands() const override;
    [[nodiscard]] QString toolTipAt(QPoint position) const override;

private:
    /// A drag in the gutter.
    struct GutterDrag {
        enum class Kind { None, Resize, Move } kind = Kind::None;
        int metric = 0;
        int pressedY = 0;
        int heightAtPress = 0;
        std::optional<int> dropY; ///< where the lane would go; nullopt until it is dragged away
    };

    // lane_view.cpp: what is shown, and painting it
    void contentChanged();
    void arrange();
    void repaintCurves();
    void forgetScales();
    void requestTraces();
    void requestStrips();
    void renderCurves();
    void applyUnusual();
    [[nodiscard]] const LaneScaling& scalingOf(const LaneSpec& lane) const;
    [[nodiscard]] ValueRange rangeOf(const LaneSpec& lane, const LaneScaling& scaling,
                                     const LaneTrace& trace) const;
    [[nodiscard]] ValueRange sharedRange(const LaneSpec& lane) const;
    [[nodiscard]] std::optional<LanePicture> pictureOf(const LaneLayout::Row& row) const;
    [[nodiscard]] QRect deviceRect(const LaneLayout::Row& row) const;
    /// What the gutter says of what was expected; empty while that is not shown.
    [[nodiscard]] QString expectedLine(const LaneSpec& lane) const;
    [[nodiscard]] std::optional<ValueRange> withExpected(const LaneSpec& lane,
                                                         std::optional<ValueRange> observed) const;
    [[nodiscard]] QString valueLine(const LaneSpec& lane, const LaneTrace& trace, bool& strong) const;
    void paintRow(QPainter& painter, const LaneLayout::Row& row);
    void paintHeatNames(QPainter& painter, const std::vector<LaneLayout::Row>& rows);

    // lane_view_input.cpp: mouse and keys
    [[nodiscard]] bool inGutter(QPointF position) const { return position.x() < plotArea().left(); }
    [[nodiscard]] std::optional<LaneLayout::Row> laneRowAt(QPointF position) const;
    [[nodiscard]] QRect gutterOf(const LaneLayout::Row& row) const;
    [[nodiscard]] std::optional<LaneLayout::Row> resizableAt(QPointF position) const;
    void hover(QPointF position);
    void dropLane();

    LaneLoader& m_loader;
    CurveStrips* m_strips;
    LaneLayout m_layout;
    std::vector<LaneSpec> m_base;
    LaneArrangement m_arrangement;
    LaneScaling m_scaling; ///< of lanes without their own
    std::shared_ptr<const IntervalIndex> m_marks;
    std::set<int> m_marked;
    Expectations m_expectations;
    mutable std::map<QString, ValueRange> m_sharedRanges; ///< by unit and group, found when first wanted
    std::optional<int> m_hovered;
    std::optional<int> m_current;
    bool m_unusualWanted = false;
    GutterDrag m_gutterDrag;
    QString m_emptyText;
    int m_scroll = 0;
    QImage m_curves;
    bool m_curvesStale = true;
    bool m_wasComplete = false;
    QTimer m_requestTimer;
};

} // namespace nodesentry::ui
