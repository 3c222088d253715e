#include "widgets/timeline/overview_strip.h"

#include "widgets/timeline/mark_painter.h"
#include "widgets/timeline/time_strip.h"
#include "widgets/timeline/trace_painter.h"
#include "widgets/traces/trace_source.h"
#include "widgets/base/text/value_text.h"

#include <QEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace nodesentry::ui {

namespace {

constexpr double kGripReach = 5.0; ///< pixels on both sides of an edge that take hold of it
constexpr double kNarrowestWindow = 6.0; ///< painted wider than it is, so that it can be seen and caught

} // namespace

OverviewStrip::OverviewStrip(TimeAxis& axis, QWidget* parent)
    : QWidget(parent),
      m_axis(axis),
      m_colors(plotColors(palette()))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Overview of the node's whole time"));
    setToolTip(
        tr("The whole time of the node. Drag the window to move it, its edges to zoom, or draw a new one."));
    connect(&axis, &TimeAxis::visibleChanged, this, [this] { update(); });
    connect(&axis, &TimeAxis::fullRangeChanged, this, &OverviewStrip::invalidate);
}

QSize OverviewStrip::sizeHint() const
{
    return {400, fontMetrics().height() * 3};
}

void OverviewStrip::invalidate()
{
    m_stale = true;
    update();
}

void OverviewStrip::setScores(std::shared_ptr<const ScoreTrace> scores)
{
    m_scores = std::move(scores);
    invalidate();
}

void OverviewStrip::setOverlays(OverlayStack* overlays)
{
    if (m_overlays != nullptr)
        disconnect(m_overlays, nullptr, this, nullptr);
    m_overlays = overlays;
    if (m_overlays != nullptr)
        connect(m_overlays, &OverlayStack::changed, this, [this] { update(); });
    update();
}

void OverviewStrip::setSeen(std::optional<std::vector<TimeRange>> seen)
{
    m_seen = std::move(seen);
    update();
}

void OverviewStrip::setMarks(std::shared_ptr<const IntervalIndex> marks)
{
    m_marks = std::move(marks);
    invalidate();
}

void OverviewStrip::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_stale = true;
}

void OverviewStrip::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange) {
        m_colors = plotColors(palette());
        invalidate();
    }
    QWidget::changeEvent(event);
}

QRect OverviewStrip::plotArea() const
{
    const int gutter = TimeStrip::gutterWidth(fontMetrics(), width());
    return {gutter, 0, std::max(1, width() - gutter), height()};
}

TimeScale OverviewStrip::scale() const
{
    const auto area = plotArea();
    return TimeScale::of(m_axis.isEmpty() ? TimeRange{0, 1} : m_axis.fullRange(), area.left(), area.width());
}

QRectF OverviewStrip::window() const
{
    const auto map = scale();
    double left = map.xOf(m_axis.visible().begin);
    double right = map.xOf(m_axis.visible().end);
    if (right - left < kNarrowestWindow) {
        const double centre = std::clamp((left + right) / 2.0, plotArea().left() + kNarrowestWindow / 2.0,
                                         plotArea().right() + 1.0 - kNarrowestWindow / 2.0);
        left = centre - kNarrowestWindow / 2.0;
        right = centre + kNarrowestWindow / 2.0;
    }
    return {left, 0.0, right - left, double(height())};
}

void OverviewStrip::render()
{
    const auto area = plotArea();
    const double ratio = devicePixelRatioF();
    m_image = QImage(QSize(int(std::ceil(area.width() * ratio)), int(std::ceil(area.height() * ratio))),
                     QImage::Format_RGB32);
    m_image.fill(m_colors.background);
    m_stale = false;
    const auto device = TimeScale::of(m_axis.fullRange(), 0.0, m_image.width());
    if (m_scores) {
        const auto score
            = readTrace(m_scores->score, m_scores->grid, {m_axis.fullRange(), device.msPerPixel});
        if (score) {
            auto bars = logTrace(*score, m_scores->scale);
            if (auto* envelope = std::get_if<EnvelopeTrace>(&bars)) {
                // Columns stand on the floor: here the strip shows how much there is, not how it moves.
                for (auto& bucket : envelope->buckets) {
                    if (!std::isnan(bucket.minimum))
                        bucket.minimum = float(m_scores->scale.minimum);
                }
            }
            paintTrace(m_image, m_image.rect().adjusted(0, 2, 0, -2), bars, device, m_scores->scale,
                       {m_colors.idle.rgb(), m_colors.idle.rgb()});
        }
    }
    m_image.setDevicePixelRatio(ratio);
    if (m_marks) {
        QPainter painter(&m_image);
        const QRectF logical(0, 0, area.width(), area.height());
        paintMarks(painter, logical, *m_marks, TimeScale::of(m_axis.fullRange(), 0.0, area.width()), m_colors,
                   false);
    }
}

void OverviewStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const auto area = plotArea();
    painter.fillRect(rect(), m_colors.background);
    painter.setPen(m_colors.dimText);
    if (m_axis.isEmpty())
        return;
    const QRect gutter(8, 0, area.left() - 16, height());
    const auto full = m_axis.fullRange();
    painter.drawText(gutter, Qt::AlignVCenter | Qt::AlignLeft,
                     tr("Whole time\n%1").arg(durationText(double(full.length()) / 1000.0)));
    if (m_stale)
        render();
    painter.drawImage(area.topLeft(), m_image);
    if (m_overlays != nullptr)
        m_overlays->paint(painter, {TimelineSurface::Overview, area, area, full, scale(), m_colors, {}});

    paintUnseen(painter, area);

    const auto frame = window();
    auto veil = m_colors.background;
    veil.setAlpha(150);
    painter.fillRect(QRectF(QPointF(area.left(), 0), QPointF(frame.left(), height())), veil);
    painter.fillRect(QRectF(QPointF(frame.right(), 0), QPointF(area.right() + 1.0, height())), veil);
    painter.setPen(QPen(palette().color(QPalette::Highlight), 2.0));
    painter.drawRect(frame.adjusted(1, 1, -1, -1));
}

void OverviewStrip::paintUnseen(QPainter& painter, const QRect& area) const
{
    if (!m_seen)
        return;
    constexpr int kHeight = 5; // along the lower edge, clear of the scores
    const auto map = scale();
    const auto hatch = [&](TimeMs begin, TimeMs end) {
        const double left = map.xOf(begin);
        const double right = map.xOf(end);
        if (right > left)
            painter.fillRect(QRectF(left, area.bottom() - kHeight, right - left, kHeight + 1.0),
                             QBrush(m_colors.dimText, Qt::BDiagPattern));
    };
    auto from = m_axis.fullRange().begin;
    for (const auto& range : *m_seen) {
        hatch(from, std::min(range.begin, m_axis.fullRange().end));
        from = std::max(from, range.end);
    }
    hatch(from, m_axis.fullRange().end);
}

OverviewStrip::Drag OverviewStrip::dragAt(QPointF position) const
{
    const auto frame = window();
    const bool roomInside = frame.width() > 4.0 * kGripReach;
    const double reachInside = roomInside ? kGripReach : 0.0;
    if (position.x() >= frame.left() - kGripReach && position.x() < frame.left() + reachInside)
        return Drag::BeginEdge;
    if (position.x() > frame.right() - reachInside && position.x() <= frame.right() + kGripReach)
        return Drag::EndEdge;
    return frame.contains(position) && m_axis.visible() != m_axis.fullRange() ? Drag::Move : Drag::New;
}

void OverviewStrip::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || m_axis.isEmpty() || event->position().x() < plotArea().left())
        return;
    m_drag = dragAt(event->position());
    m_pressedTime = scale().timeAt(event->position().x());
    m_visibleAtPress = m_axis.visible();
}

void OverviewStrip::mouseMoveEvent(QMouseEvent* event)
{
    const auto time
        = std::clamp(scale().timeAt(event->position().x()), m_axis.fullRange().begin, m_axis.fullRange().end);
    switch (m_drag) {
    case Drag::None: {
        const auto drag = m_axis.isEmpty() ? Drag::None : dragAt(event->position());
        setCursor(drag == Drag::BeginEdge || drag == Drag::EndEdge ? Qt::SizeHorCursor
                      : drag == Drag::Move                         ? Qt::OpenHandCursor
                                                                   : Qt::ArrowCursor);
        break;
    }
    case Drag::Move:
        m_axis.panBy(m_visibleAtPress.begin + time - m_pressedTime - m_axis.visible().begin);
        break;
    case Drag::BeginEdge:
        if (time < m_visibleAtPress.end)
            m_axis.show({time, m_visibleAtPress.end});
        break;
    case Drag::EndEdge:
        if (time > m_visibleAtPress.begin)
            m_axis.show({m_visibleAtPress.begin, time});
        break;
    case Drag::New:
        break; // shown on release: until then the strip would jump under the pointer
    }
}

void OverviewStrip::mouseReleaseEvent(QMouseEvent* event)
{
    const auto drag = std::exchange(m_drag, Drag::None);
    if (drag != Drag::New)
        return;
    const auto time = scale().timeAt(event->position().x());
    const double distance = std::abs(scale().xOf(time) - scale().xOf(m_pressedTime));
    if (distance < 4.0)
        m_axis.centreOn(time);
    else
        m_axis.show({std::min(time, m_pressedTime), std::max(time, m_pressedTime)});
}

void OverviewStrip::wheelEvent(QWheelEvent* event)
{
    const double notches = double(event->angleDelta().y()) / 120.0;
    if (event->modifiers().testFlag(Qt::ControlModifier))
        m_axis.zoomAround(scale().timeAt(event->position().x()), std::pow(1.25, notches));
    else
        m_axis.panBy(TimeMs(std::llround(-notches * 0.1 * double(m_axis.visible().length()))));
    event->accept();
}

} // namespace nodesentry::ui
