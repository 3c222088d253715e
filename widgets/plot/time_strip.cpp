#include "widgets/plot/time_strip.h"

#include <QEvent>
#include <QFontMetrics>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyleHints>
#include <QGuiApplication>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace nodesentry::ui {

TimeStrip::TimeStrip(TimeAxis& axis, QWidget* parent)
    : QWidget(parent),
      m_axis(axis),
      m_colors(plotColors(palette()))
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAutoFillBackground(false);
    setAttribute(Qt::WA_OpaquePaintEvent);
}

int TimeStrip::gutterWidth(const QFontMetrics& font, int stripWidth)
{
    const int unit = font.averageCharWidth();
    return std::clamp(stripWidth * 3 / 10, unit * 20, unit * 34);
}

QRect TimeStrip::plotArea() const
{
    const int gutter = gutterWidth(fontMetrics(), width());
    return {gutter, 0, std::max(1, width() - gutter), height()};
}

TimeScale TimeStrip::scale() const
{
    const auto area = plotArea();
    auto visible = m_axis.visible();
    if (visible.length() <= 0)
        visible = {0, 1};
    return TimeScale::of(visible, area.left(), area.width());
}

void TimeStrip::paintGutterText(QPainter& painter, const QRect& area, const QString& text, bool strong) const
{
    auto textFont = font();
    textFont.setBold(strong);
    painter.setFont(textFont);
    painter.setPen(strong ? m_colors.text : m_colors.dimText);
    painter.drawText(area.adjusted(8, 0, -6, 0), Qt::AlignVCenter | Qt::AlignLeft,
                     QFontMetrics(textFont).elidedText(text, Qt::ElideRight, area.width() - 14));
    painter.setFont(font());
}

void TimeStrip::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) {
        m_colors = plotColors(palette());
        colorsChanged();
        update();
    }
    QWidget::changeEvent(event);
}

void TimeStrip::wheelEvent(QWheelEvent* event)
{
    const auto modifiers = event->modifiers();
    const QPoint delta = event->angleDelta();
    event->accept();
    // One notch of a common wheel is 120 eighths of a degree. Some systems turn it sideways while Alt is
    // held.
    const double vertical = double(delta.y()) / 120.0;
    const double sideways = double(delta.x()) / 120.0;
    if (modifiers.testFlag(Qt::ControlModifier) && modifiers.testFlag(Qt::ShiftModifier)) {
        const double notches = vertical != 0.0 ? vertical : sideways;
        if (notches != 0.0)
            Q_EMIT heightScaleRequested(notches > 0.0 ? 1 : -1);
        return;
    }
    if (modifiers.testFlag(Qt::ControlModifier)) {
        m_axis.zoomAround(scale().timeAt(event->position().x()), std::pow(1.25, vertical));
        return;
    }
    const double pan = modifiers.testFlag(Qt::ShiftModifier) && sideways == 0.0 ? vertical : sideways;
    if (pan != 0.0) {
        m_axis.panBy(TimeMs(std::llround(-pan * 0.1 * double(m_axis.visible().length()))));
        return;
    }
    const auto pixels = event->pixelDelta();
    Q_EMIT scrollRequested(pixels.isNull() ? int(std::lround(-vertical * 60.0)) : -pixels.y());
}

void TimeStrip::mousePressEvent(QMouseEvent* event)
{
    m_swallowRelease = false;
    if (m_axis.isEmpty() || !plotArea().contains(event->position().toPoint())) {
        QWidget::mousePressEvent(event);
        return;
    }
    m_pressedAt = event->position();
    m_pressedTime = scale().timeAt(m_pressedAt.x());
    m_visibleAtPress = m_axis.visible();
    if (event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && m_spaceHeld))
        m_drag = Drag::Pan;
    else if (event->button() == Qt::LeftButton)
        m_drag = event->modifiers().testFlag(Qt::AltModifier) ? Drag::BoxZoom : Drag::Select;
    if (m_drag == Drag::Pan)
        setCursor(Qt::ClosedHandCursor);
}

bool TimeStrip::isClick(QPointF position) const
{
    return std::abs(position.x() - m_pressedAt.x())
        < QGuiApplication::styleHints()->startDragDistance() * 0.4;
}

void TimeStrip::mouseMoveEvent(QMouseEvent* event)
{
    const auto area = plotArea();
    const double x = std::clamp(event->position().x(), double(area.left()), double(area.right()) + 1.0);
    if (m_axis.isEmpty())
        return;
    switch (m_drag) {
    case Drag::None:
        if (event->position().x() < area.left()) {
            m_axis.setCursor(std::nullopt);
            return;
        }
        break;
    case Drag::Pan: {
        const double perPixel = double(m_visibleAtPress.length()) / area.width();
        const auto moved = TimeMs(std::llround((m_pressedAt.x() - event->position().x()) * perPixel));
        m_axis.panBy(m_visibleAtPress.begin + moved - m_axis.visible().begin);
        break;
    }
    case Drag::Select:
    case Drag::BoxZoom:
        if (!isClick(event->position()))
            m_axis.setSelection(TimeRange{m_pressedTime, scale().timeAt(x)});
        break;
    }
    m_axis.setCursor(scale().timeAt(x));
}

void TimeStrip::mouseReleaseEvent(QMouseEvent* event)
{
    const auto drag = std::exchange(m_drag, Drag::None);
    unsetCursor();
    if (m_swallowRelease || drag == Drag::None) {
        m_swallowRelease = false;
        QWidget::mouseReleaseEvent(event);
        return;
    }
    if (drag == Drag::Pan)
        return;
    if (isClick(event->position())) {
        m_axis.setSelection(std::nullopt);
        Q_EMIT clicked(m_pressedTime, event->position());
        return;
    }
    if (drag == Drag::BoxZoom) {
        const auto selection = m_axis.selection();
        m_axis.setSelection(std::nullopt);
        if (selection)
            m_axis.show(*selection);
    }
}

void TimeStrip::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && plotArea().contains(event->position().toPoint())) {
        m_swallowRelease = true;
        m_axis.back();
    }
}

void TimeStrip::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space) {
        if (!event->isAutoRepeat()) {
            m_spaceHeld = true;
            setCursor(Qt::OpenHandCursor);
        }
        return;
    }
    QWidget::keyPressEvent(event);
}

void TimeStrip::keyReleaseEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space) {
        if (!event->isAutoRepeat()) {
            m_spaceHeld = false;
            if (m_drag == Drag::None)
                unsetCursor();
        }
        return;
    }
    QWidget::keyReleaseEvent(event);
}

void TimeStrip::leaveEvent(QEvent* event)
{
    m_axis.setCursor(std::nullopt);
    QWidget::leaveEvent(event);
}

} // namespace nodesentry::ui
