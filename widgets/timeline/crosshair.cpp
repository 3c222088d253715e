#include "widgets/timeline/crosshair.h"

#include "widgets/traces/time_scale.h"
#include "widgets/timeline/time_strip.h"
#include "widgets/base/theme/plot_colors.h"

#include <QPainter>

namespace nodesentry::ui {

Crosshair::Crosshair(TimeAxis& axis, QWidget* timeline) : QWidget(timeline), m_axis(axis)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
    connect(&axis, &TimeAxis::cursorChanged, this, &Crosshair::follow);
    connect(&axis, &TimeAxis::visibleChanged, this, &Crosshair::follow);
}

int Crosshair::cursorX() const
{
    const auto cursor = m_axis.cursor();
    if (!cursor || m_axis.isEmpty() || !m_axis.visible().contains(*cursor))
        return -1;
    const int gutter = TimeStrip::gutterWidth(fontMetrics(), width() - m_rightMargin);
    const auto map = TimeScale::of(m_axis.visible(), gutter, width() - m_rightMargin - gutter);
    return int(map.xOf(*cursor));
}

void Crosshair::follow()
{
    const int x = cursorX();
    if (x == m_paintedX)
        return;
    // Only the two columns: everything below is repainted where this widget is.
    if (m_paintedX >= 0)
        update(m_paintedX, 0, 1, height());
    if (x >= 0)
        update(x, 0, 1, height());
    m_paintedX = x;
}

void Crosshair::paintEvent(QPaintEvent*)
{
    const int x = cursorX();
    if (x < 0)
        return;
    QPainter painter(this);
    painter.fillRect(x, 0, 1, height(), plotColors(palette()).crosshair);
}

} // namespace nodesentry::ui
