// The hands of LaneView: mouse and keys of the gutter, and what they do to single lanes.

#include "widgets/lanes/lane_gutter.h"
#include "widgets/lanes/lane_view.h"

#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QStyleHints>

#include <algorithm>
#include <cmath>

namespace nodesentry::ui {

namespace {

constexpr int kEdgeReach = 4; ///< pixels above and below a lane's lower edge that take hold of it

}

std::optional<LaneLayout::Row> LaneView::laneRowAt(QPointF position) const
{
    auto row = m_layout.rowAt(int(position.y()) + m_scroll);
    return row && !row->header ? row : std::nullopt;
}

QRect LaneView::gutterOf(const LaneLayout::Row& row) const
{
    return {0, row.top - m_scroll, plotArea().left(), row.height};
}

std::optional<LaneLayout::Row> LaneView::resizableAt(QPointF position) const
{
    if (m_layout.fits() || !inGutter(position))
        return std::nullopt;
    const int y = int(position.y()) + m_scroll;
    const auto row = laneRowAt(position + QPointF(0.0, -kEdgeReach));
    const bool near = row && std::abs(row->top + row->height - y) <= kEdgeReach;
    return near ? row : std::nullopt;
}

std::optional<int> LaneView::currentLane() const
{
    return m_hovered ? m_hovered : m_current;
}

void LaneView::setCurrentLane(std::optional<int> metric)
{
    m_current = metric;
    if (const auto* lane = metric ? m_layout.find(*metric) : nullptr;
        lane != nullptr && !m_layout.rowOf(*metric)) {
        m_layout.toggleGroup(lane->group);
        contentChanged();
    }
    if (const auto row = metric ? m_layout.rowOf(*metric) : std::nullopt) {
        if (row->top < m_scroll)
            setScroll(row->top);
        else if (row->top + row->height > m_scroll + height())
            setScroll(row->top + row->height - height());
    }
    update(0, 0, plotArea().left(), height());
}

void LaneView::hover(QPointF position)
{
    const auto row = laneRowAt(position);
    const auto hovered = row ? std::optional(m_layout.lanes()[std::size_t(row->lane)].metric) : std::nullopt;
    if (hovered != m_hovered) {
        m_hovered = hovered;
        update(0, 0, plotArea().left(), height());
    }
}

void LaneView::wheelEvent(QWheelEvent* event)
{
    const auto modifiers = event->modifiers();
    const auto row = laneRowAt(event->position());
    if (row && gestureFor(mouseScheme(), MouseInput::Wheel, Qt::NoButton, modifiers) == Gesture::ZoomValues) {
        const auto delta = event->angleDelta();
        const double notches = double(delta.y() != 0 ? delta.y() : delta.x()) / 120.0;
        zoomValues(m_layout.lanes()[std::size_t(row->lane)].metric, event->position().y(),
                   std::pow(1.25, notches));
        event->accept();
        return;
    }
    TimeStrip::wheelEvent(event);
    hover(event->position());
}

void LaneView::mousePressEvent(QMouseEvent* event)
{
    const auto header = m_layout.rowAt(int(event->position().y()) + m_scroll);
    if (event->button() == Qt::LeftButton && header && header->header) {
        m_layout.toggleGroup(header->group);
        contentChanged();
        return;
    }
    const auto row = laneRowAt(event->position());
    if (row)
        setCurrentLane(m_layout.lanes()[std::size_t(row->lane)].metric);
    if (!inGutter(event->position())) {
        TimeStrip::mousePressEvent(event);
        return;
    }
    if (event->button() == Qt::RightButton && row) {
        Q_EMIT laneMenuRequested(*m_current, event->globalPosition().toPoint());
        return;
    }
    if (event->button() != Qt::LeftButton)
        return;
    m_gutterDrag = {};
    if (const auto edge = resizableAt(event->position())) {
        m_gutterDrag = {GutterDrag::Kind::Resize, m_layout.lanes()[std::size_t(edge->lane)].metric,
                        int(event->position().y()), edge->height, std::nullopt};
    } else if (row && pinRect(gutterOf(*row), fontMetrics()).contains(event->position().toPoint())) {
        setPinned(*m_current, !m_layout.lanes()[std::size_t(row->lane)].pinned);
    } else if (row) {
        m_gutterDrag = {GutterDrag::Kind::Move, *m_current, int(event->position().y()), 0, std::nullopt};
    }
}

void LaneView::mouseMoveEvent(QMouseEvent* event)
{
    hover(event->position());
    const int y = int(event->position().y());
    switch (m_gutterDrag.kind) {
    case GutterDrag::Kind::Resize:
        setOwnHeight(m_gutterDrag.metric,
                     std::max(1, m_gutterDrag.heightAtPress + y - m_gutterDrag.pressedY));
        return;
    case GutterDrag::Kind::Move: {
        const auto own = m_layout.rowOf(m_gutterDrag.metric);
        if (!own || std::abs(y - m_gutterDrag.pressedY) < QGuiApplication::styleHints()->startDragDistance())
            return;
        // Lanes stay in their group: the mark stands between two lanes of it.
        int best = own->top;
        for (const auto& row : m_layout.rows()) {
            if (row.header || row.group != own->group)
                continue;
            for (const int edge : {row.top, row.top + row.height}) {
                if (std::abs(edge - m_scroll - y) < std::abs(best - m_scroll - y))
                    best = edge;
            }
        }
        m_gutterDrag.dropY = best;
        setCursor(Qt::ClosedHandCursor);
        update();
        return;
    }
    case GutterDrag::Kind::None:
        break;
    }
    TimeStrip::mouseMoveEvent(event);
    if (inGutter(event->position()) && event->buttons() == Qt::NoButton) {
        if (resizableAt(event->position()))
            setCursor(Qt::SizeVerCursor);
        else
            unsetCursor();
    }
}

void LaneView::dropLane()
{
    const auto drag = std::exchange(m_gutterDrag, {});
    unsetCursor();
    update();
    const auto* lane = m_layout.find(drag.metric);
    if (!drag.dropY || lane == nullptr)
        return;
    QString before;
    for (const auto& row : m_layout.rows()) {
        if (!row.header && row.group == lane->group && row.top >= *drag.dropY) {
            before = m_layout.lanes()[std::size_t(row.lane)].name;
            break;
        }
    }
    auto arrangement = m_arrangement;
    arrangement.move(lane->name, before, m_layout.lanes());
    setArrangement(arrangement);
}

void LaneView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && m_gutterDrag.kind != GutterDrag::Kind::None)
        dropLane();
    else
        TimeStrip::mouseReleaseEvent(event);
}

void LaneView::mouseDoubleClickEvent(QMouseEvent* event)
{
    const auto row = laneRowAt(event->position());
    if (!inGutter(event->position())) {
        TimeStrip::mouseDoubleClickEvent(event);
    } else if (event->button() == Qt::LeftButton && row) {
        const int metric = m_layout.lanes()[std::size_t(row->lane)].metric;
        if (resizableAt(event->position()))
            setOwnHeight(metric, 0);
        else
            setLaneScaling(metric, std::nullopt);
    }
}

void LaneView::boxZoomed(const QRectF& box)
{
    // Values are zoomed with the time when the box is meant to have a height and lies in one lane.
    constexpr double kLeastHeight = 12.0;
    const auto row = laneRowAt(box.topLeft());
    const auto other = laneRowAt(box.bottomLeft());
    if (!row || !other || row->lane != other->lane || box.height() < kLeastHeight)
        return;
    const int metric = m_layout.lanes()[std::size_t(row->lane)].metric;
    const double factor = double(row->height) / box.height();
    // The point that stays in its place when the box is stretched to the lane's height.
    const double share = (box.top() - (row->top - m_scroll)) / std::max(1.0, row->height - box.height());
    zoomValues(metric, row->top - m_scroll + share * row->height, factor);
}

void LaneView::keyPressEvent(QKeyEvent* event)
{
    std::vector<int> metrics;
    for (const auto& row : m_layout.rows()) {
        if (!row.header)
            metrics.push_back(m_layout.lanes()[std::size_t(row.lane)].metric);
    }
    const auto step = [&](int by) {
        if (metrics.empty())
            return;
        const auto at = std::find(metrics.begin(), metrics.end(), m_current.value_or(-1));
        const auto place = at == metrics.end() ? std::ptrdiff_t(by > 0 ? 0 : metrics.size() - 1)
                                               : at - metrics.begin() + by;
        m_hovered.reset();
        setCurrentLane(metrics[std::size_t(std::clamp<std::ptrdiff_t>(place, 0, std::ssize(metrics) - 1))]);
    };
    const auto length = axis().visible().length();
    switch (event->key()) {
    case Qt::Key_Escape:
        if (m_gutterDrag.kind != GutterDrag::Kind::None) {
            m_gutterDrag.dropY.reset();
            dropLane();
            return;
        }
        break;
    case Qt::Key_Up:
        return step(-1);
    case Qt::Key_Down:
        return step(1);
    case Qt::Key_Left:
        return axis().panBy(-length / 10);
    case Qt::Key_Right:
        return axis().panBy(length / 10);
    case Qt::Key_PageUp:
        return setScroll(m_scroll - height() * 9 / 10);
    case Qt::Key_PageDown:
        return setScroll(m_scroll + height() * 9 / 10);
    case Qt::Key_Home:
        return axis().show({axis().fullRange().begin, axis().fullRange().begin + length});
    case Qt::Key_End:
        return axis().show({axis().fullRange().end - length, axis().fullRange().end});
    default:
        break;
    }
    TimeStrip::keyPressEvent(event);
}

void LaneView::leaveEvent(QEvent* event)
{
    if (m_hovered) {
        m_hovered.reset();
        update(0, 0, plotArea().left(), height());
    }
    TimeStrip::leaveEvent(event);
}

void LaneView::requestMenu(int metric)
{
    setCurrentLane(metric);
    if (const auto row = m_layout.rowOf(metric))
        Q_EMIT laneMenuRequested(metric, mapToGlobal(gutterOf(*row).center()));
}

void LaneView::zoomValues(int metric, double factor)
{
    if (const auto row = m_layout.rowOf(metric))
        zoomValues(metric, row->top - m_scroll + row->height / 2.0, factor);
}

void LaneView::moveBy(int metric, int steps)
{
    const auto own = m_layout.rowOf(metric);
    if (!own || steps == 0)
        return;
    QStringList others; // of the group, without the lane
    int place = 0;
    for (const auto& row : m_layout.rows()) {
        if (row.header || row.group != own->group)
            continue;
        if (row.lane == own->lane)
            place = int(others.size());
        else
            others << m_layout.lanes()[std::size_t(row.lane)].name;
    }
    place = std::clamp(place + steps, 0, int(others.size()));
    const auto before = place < others.size() ? others[place] : QString();
    auto arrangement = m_arrangement;
    arrangement.move(m_layout.find(metric)->name, before, m_layout.lanes());
    setArrangement(arrangement);
    setCurrentLane(metric);
}

void LaneView::contextMenuEvent(QContextMenuEvent* event)
{
    const auto lane = currentLane();
    const auto row = lane ? m_layout.rowOf(*lane) : std::nullopt;
    if (event->reason() == QContextMenuEvent::Keyboard && row)
        Q_EMIT laneMenuRequested(*lane, mapToGlobal(gutterOf(*row).center()));
}

} // namespace nodesentry::ui
