#include "widgets/timeline/time_strip.h"

#include <QEvent>
#include <QFontMetrics>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyleHints>
#include <QToolTip>
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
    // A multiple of four, so that at 1.25, 1.5 and 1.75 times as many device pixels, too, the plot begins
    // with a whole one and its picture is not resampled.
    return std::clamp(stripWidth * 3 / 10, unit * 20, unit * 34) / 4 * 4;
}

void TimeStrip::setOverlays(OverlayStack* overlays, TimelineSurface surface)
{
    if (m_overlays != nullptr)
        disconnect(m_overlays, nullptr, this, nullptr);
    m_overlays = overlays;
    m_surface = surface;
    if (m_overlays != nullptr)
        connect(m_overlays, &OverlayStack::changed, this, &TimeStrip::updateRange);
    update();
}

void TimeStrip::updateRange(TimeRange range)
{
    const auto area = plotArea();
    if (range.length() <= 0) {
        update(area);
        return;
    }
    if (!range.overlaps(m_axis.visible()))
        return;
    // What is painted at an edge, e.g. a handle, may reach beyond it.
    constexpr double kReach = 12.0;
    const auto map = scale();
    const double left = std::max(map.xOf(range.begin) - kReach, double(area.left()));
    const double right = std::min(map.xOf(range.end) + kReach, double(area.right()) + 1.0);
    update(QRectF(left, 0.0, right - left, height()).toAlignedRect());
}

TimelinePoint TimeStrip::pointAt(QPointF position, Qt::MouseButton button,
                                 Qt::KeyboardModifiers modifiers) const
{
    TimelinePoint point{
        m_surface, scale().timeAt(position.x()), position, plotArea(), scale(), std::nullopt, button,
        modifiers};
    for (const auto& lane : laneBands()) {
        if (position.y() >= lane.top && position.y() < lane.top + lane.height)
            point.metric = lane.metric;
    }
    return point;
}

void TimeStrip::paintOverlays(QPainter& painter, const QRect& dirty) const
{
    const QRectF area = plotArea();
    const QRectF part = area.intersected(QRectF(dirty));
    if (m_overlays == nullptr || part.isEmpty() || m_axis.isEmpty())
        return;
    const auto map = scale();
    const auto lanes = laneBands();
    m_overlays->paint(painter,
                      {m_surface,
                       area,
                       part,
                       {map.timeAt(part.left() - 1.0), map.timeAt(part.right() + 1.0)},
                       map,
                       m_colors,
                       lanes});
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

void TimeStrip::refresh()
{
    m_colors = plotColors(palette());
    colorsChanged();
    update();
}

void TimeStrip::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) {
        refresh();
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
    auto gesture = gestureFor(m_scheme, MouseInput::Wheel, Qt::NoButton, modifiers);
    if (vertical == 0.0 && sideways != 0.0 && gesture != Gesture::ZoomTime)
        gesture = Gesture::Pan; // a tilted wheel, or a touchpad
    const double notches = vertical != 0.0 ? vertical : sideways;
    if (gesture == Gesture::ZoomTime) {
        m_axis.zoomAround(scale().timeAt(event->position().x()), std::pow(1.25, notches));
        return;
    }
    if (gesture == Gesture::Pan) {
        m_axis.panBy(TimeMs(std::llround(-notches * 0.1 * double(m_axis.visible().length()))));
        return;
    }
    if (gesture != Gesture::ScrollLanes)
        return; // of the lanes only
    const auto pixels = event->pixelDelta();
    Q_EMIT scrollRequested(pixels.isNull() ? int(std::lround(-vertical * 60.0)) : -pixels.y());
}

TimeStrip::Drag TimeStrip::dragFor(const QMouseEvent& event) const
{
    const auto input
        = m_spaceHeld && event.button() == Qt::LeftButton ? MouseInput::SpaceDrag : MouseInput::Drag;
    switch (gestureFor(m_scheme, input, event.button(), event.modifiers())) {
    case Gesture::Pan:
        return Drag::Pan;
    case Gesture::BoxZoom:
        return Drag::BoxZoom;
    case Gesture::Select:
        return Drag::Select;
    default:
        return Drag::Click;
    }
}

void TimeStrip::mousePressEvent(QMouseEvent* event)
{
    if (m_drag != Drag::None) {
        if (event->button() != m_pressedButton && event->buttons().testFlag(m_pressedButton))
            return; // a second button during a drag
        cancelDrag(); // its release never came, e.g. because a dialog opened
    }
    m_swallowRelease = false;
    if (m_axis.isEmpty() || !plotArea().contains(event->position().toPoint())) {
        QWidget::mousePressEvent(event);
        return;
    }
    m_pressedButton = event->button();
    m_pressedAt = event->position();
    m_pressedTime = scale().timeAt(m_pressedAt.x());
    m_visibleAtPress = m_axis.visible();
    m_selectionAtPress = m_axis.selection();
    if (!m_spaceHeld && m_overlays != nullptr
        && m_overlays->press(pointAt(event->position(), event->button(), event->modifiers()))) {
        m_drag = Drag::Overlay;
        return;
    }
    m_drag = dragFor(*event);
    if (m_drag == Drag::Pan)
        setCursor(Qt::ClosedHandCursor);
}

void TimeStrip::cancelDrag()
{
    const auto drag = std::exchange(m_drag, Drag::None);
    if (drag == Drag::None)
        return;
    m_swallowRelease = true;
    unsetCursor();
    if (drag == Drag::Overlay && m_overlays != nullptr)
        m_overlays->cancel();
    else if (drag == Drag::Select || drag == Drag::BoxZoom)
        m_axis.setSelection(m_selectionAtPress);
    else if (drag == Drag::Pan)
        m_axis.panBy(m_visibleAtPress.begin - m_axis.visible().begin);
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
    case Drag::None: {
        if (event->position().x() < area.left()) {
            unsetCursor();
            m_axis.setCursor(std::nullopt);
            return;
        }
        const auto hit = m_overlays != nullptr
            ? m_overlays->hitTest(pointAt(event->position(), Qt::NoButton, event->modifiers()))
            : std::nullopt;
        if (!m_spaceHeld)
            setCursor(hit ? hit->cursor : Qt::ArrowCursor);
        break;
    }
    case Drag::Overlay:
        m_overlays->move(pointAt(event->position(), m_pressedButton, event->modifiers()));
        break;
    case Drag::Click:
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
    if (m_drag != Drag::None && event->button() != m_pressedButton)
        return;
    const auto drag = std::exchange(m_drag, Drag::None);
    unsetCursor();
    if (m_swallowRelease || drag == Drag::None) {
        m_swallowRelease = false;
        QWidget::mouseReleaseEvent(event);
        return;
    }
    const auto point = pointAt(event->position(), event->button(), event->modifiers());
    if (drag == Drag::Overlay) {
        m_overlays->release(point);
        return;
    }
    if (isClick(event->position())) {
        const auto gesture = gestureFor(m_scheme, MouseInput::Click, event->button(), event->modifiers());
        if (gesture == Gesture::LabelEdge || gesture == Gesture::CancelEdge) {
            Q_EMIT edgeClicked(gesture, m_pressedTime);
            return;
        }
        if (m_overlays != nullptr && m_overlays->click(point))
            return;
        if (gesture == Gesture::Menu)
            Q_EMIT contextMenuRequested(m_pressedTime, event->globalPosition().toPoint());
        if (gesture != Gesture::Choose)
            return;
        m_axis.setSelection(std::nullopt);
        Q_EMIT clicked(m_pressedTime, event->position());
        return;
    }
    if (drag == Drag::BoxZoom) {
        const auto selection = m_axis.selection();
        m_axis.setSelection(std::nullopt);
        // Before the view changes, while the rectangle still lies over what was meant.
        if (selection) {
            boxZoomed(QRectF(m_pressedAt, event->position()).normalized());
            m_axis.show(*selection);
        }
    }
}

void TimeStrip::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (!plotArea().contains(event->position().toPoint()))
        return;
    m_swallowRelease = true;
    if (m_overlays != nullptr
        && m_overlays->doubleClick(pointAt(event->position(), event->button(), event->modifiers())))
        return;
    if (gestureFor(m_scheme, MouseInput::DoubleClick, event->button(), event->modifiers())
        == Gesture::PreviousView)
        m_axis.back();
}

bool TimeStrip::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && m_drag != Drag::None
        && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept(); // else the window's Escape would get it
        return true;
    }
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto hit = m_overlays != nullptr && plotArea().contains(help->pos())
            ? m_overlays->hitTest(pointAt(help->pos(), Qt::NoButton, Qt::NoModifier))
            : std::nullopt;
        const auto text = hit && !hit->toolTip.isEmpty() ? hit->toolTip : toolTipAt(help->pos());
        if (text.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), text, this);
        return true;
    }
    return QWidget::event(event);
}

void TimeStrip::hideEvent(QHideEvent* event)
{
    cancelDrag();
    m_spaceHeld = false;
    QWidget::hideEvent(event);
}

void TimeStrip::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && m_drag != Drag::None) {
        cancelDrag();
        return;
    }
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
