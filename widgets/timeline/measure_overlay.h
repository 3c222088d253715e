#pragma once

#include "widgets/timeline/time_axis.h"
#include "widgets/timeline/timeline_overlay.h"

namespace nodesentry::ui {

/// The two fixed cursors A and B of a TimeAxis: lines over all strips that can be dragged, with their letters
/// and the time between them on the ruler. The lanes write the values at them, and the difference.
class MeasureOverlay final : public TimelineOverlay {
    Q_OBJECT

public:
    /// @param axis  outlives the overlay
    explicit MeasureOverlay(TimeAxis& axis, QObject* parent = nullptr);

    /// Sets A, then B, at @p time; a third time takes both away.
    void step(TimeMs time);

    void paint(QPainter& painter, const OverlayCanvas& canvas) const override;
    [[nodiscard]] std::optional<OverlayHit> hitTest(const TimelinePoint& point) const override;
    bool press(const TimelinePoint& point) override;
    void move(const TimelinePoint& point) override;
    void cancel() override;

private:
    TimeAxis& m_axis;
    bool m_dragsB = false;
    std::optional<TimeMs> m_aAtPress;
    std::optional<TimeMs> m_bAtPress;
};

} // namespace nodesentry::ui
