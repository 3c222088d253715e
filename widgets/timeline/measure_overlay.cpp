#include "widgets/timeline/measure_overlay.h"

#include "widgets/base/text/value_text.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr double kReach = 4.0; ///< pixels beside a line that take hold of it

void paintFlag(QPainter& painter, const OverlayCanvas& canvas, double x, const QString& text)
{
    const QFontMetricsF font(painter.font());
    const double width = font.horizontalAdvance(text) + 8.0;
    const double left = std::clamp(x - width / 2.0, canvas.area.left(),
                                   std::max(canvas.area.left(), canvas.area.right() - width));
    const QRectF flag(left, 2.0, width, canvas.area.height() - 4.0);
    painter.fillRect(flag, canvas.colors.measure);
    painter.setPen(canvas.colors.background);
    painter.drawText(flag, Qt::AlignCenter, text);
}

} // namespace

MeasureOverlay::MeasureOverlay(TimeAxis& axis, QObject* parent) : TimelineOverlay(parent), m_axis(axis)
{
    connect(&axis, &TimeAxis::measureChanged, this, [this] { Q_EMIT changed({}); });
}

void MeasureOverlay::step(TimeMs time)
{
    if (!m_axis.cursorA())
        m_axis.setMeasure(time, std::nullopt);
    else if (!m_axis.cursorB())
        m_axis.setMeasure(m_axis.cursorA(), time);
    else
        m_axis.setMeasure(std::nullopt, std::nullopt);
}

void MeasureOverlay::paint(QPainter& painter, const OverlayCanvas& canvas) const
{
    const auto a = m_axis.cursorA();
    const auto b = m_axis.cursorB();
    for (const auto& time : {a, b}) {
        if (!time || !canvas.dirtyTime.contains(*time))
            continue;
        const double x = std::floor(canvas.scale.xOf(*time));
        painter.fillRect(QRectF(x, 0.0, 1.0, canvas.area.height()), canvas.colors.measure);
    }
    if (canvas.surface != TimelineSurface::Ruler || !a)
        return;
    paintFlag(painter, canvas, canvas.scale.xOf(*a), u"A"_s);
    if (!b)
        return;
    paintFlag(painter, canvas, canvas.scale.xOf(*b), u"B"_s);
    const double left = canvas.scale.xOf(std::min(*a, *b));
    const double right = canvas.scale.xOf(std::max(*a, *b));
    const auto text = u"Δ "_s + durationText(std::abs(double(*b - *a)) / 1000.0);
    // Between the letters, or where there is no room, beside the right one.
    const double width = QFontMetricsF(painter.font()).horizontalAdvance(text) + 8.0;
    paintFlag(painter, canvas,
              right - left > width + 30.0 ? (left + right) / 2.0 : right + 16.0 + width / 2.0, text);
}

std::optional<OverlayHit> MeasureOverlay::hitTest(const TimelinePoint& point) const
{
    if (point.surface == TimelineSurface::Overview)
        return std::nullopt;
    for (const auto& time : {m_axis.cursorA(), m_axis.cursorB()}) {
        if (time && std::abs(*time - point.time) <= point.within(kReach))
            return OverlayHit{1, Qt::SizeHorCursor, {}}; // edges of labels, which say 0, come first
    }
    return std::nullopt;
}

bool MeasureOverlay::press(const TimelinePoint& point)
{
    if (point.button != Qt::LeftButton)
        return false;
    m_aAtPress = m_axis.cursorA();
    m_bAtPress = m_axis.cursorB();
    m_dragsB = m_bAtPress && std::abs(*m_bAtPress - point.time) <= std::abs(*m_aAtPress - point.time);
    return true;
}

void MeasureOverlay::move(const TimelinePoint& point)
{
    if (m_dragsB)
        m_axis.setMeasure(m_axis.cursorA(), point.time);
    else
        m_axis.setMeasure(point.time, m_axis.cursorB());
}

void MeasureOverlay::cancel()
{
    m_axis.setMeasure(m_aAtPress, m_bAtPress);
}

} // namespace nodesentry::ui
