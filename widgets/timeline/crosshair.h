#pragma once

#include "widgets/timeline/time_axis.h"

#include <QWidget>

namespace nodesentry::ui {

/// A vertical line at the cursor's time over all strips of a timeline; lets every event through.
class Crosshair final : public QWidget {
    Q_OBJECT

public:
    /// @param timeline  covered by the crosshair; the strips' plot areas begin at TimeStrip::gutterWidth
    Crosshair(TimeAxis& axis, QWidget* timeline);

    /// Width at the right, beside the strips, that belongs to a scroll bar.
    void setRightMargin(int pixels) { m_rightMargin = pixels; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] int cursorX() const; ///< -1 when there is no cursor
    void follow();

    TimeAxis& m_axis;
    int m_rightMargin = 0;
    int m_paintedX = -1;
};

} // namespace nodesentry::ui
