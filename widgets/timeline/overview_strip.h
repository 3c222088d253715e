#pragma once

#include "widgets/traces/interval_index.h"
#include "widgets/traces/score_trace.h"
#include "widgets/timeline/time_axis.h"
#include "widgets/traces/time_scale.h"
#include "widgets/timeline/timeline_overlay.h"
#include "widgets/base/theme/plot_colors.h"

#include <QImage>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

namespace nodesentry::ui {

/// The whole time of a node in one strip: scores, cases, labels, and the visible stretch as a window that can
/// be dragged, stretched at its edges, or drawn anew outside of it.
class OverviewStrip final : public QWidget {
    Q_OBJECT

public:
    explicit OverviewStrip(TimeAxis& axis, QWidget* parent = nullptr);

    void setScores(std::shared_ptr<const ScoreTrace> scores);
    /// Paints these overlays; they get no gestures here. Null: none.
    void setOverlays(OverlayStack* overlays);
    /// Times that were looked at, ascending; nullopt: not known, nothing is hatched.
    void setSeen(std::optional<std::vector<TimeRange>> seen);
    void setMarks(std::shared_ptr<const IntervalIndex> marks);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    enum class Drag { None, Move, BeginEdge, EndEdge, New };

    [[nodiscard]] QRect plotArea() const;
    [[nodiscard]] TimeScale scale() const;
    [[nodiscard]] QRectF window() const;
    [[nodiscard]] Drag dragAt(QPointF position) const;
    void render();
    void paintUnseen(QPainter& painter, const QRect& area) const;
    void invalidate();

    TimeAxis& m_axis;
    PlotColors m_colors;
    OverlayStack* m_overlays = nullptr;
    std::shared_ptr<const ScoreTrace> m_scores;
    std::shared_ptr<const IntervalIndex> m_marks;
    std::optional<std::vector<TimeRange>> m_seen;
    QImage m_image;
    bool m_stale = true;
    Drag m_drag = Drag::None;
    TimeMs m_pressedTime = 0;
    TimeRange m_visibleAtPress;
};

} // namespace nodesentry::ui
