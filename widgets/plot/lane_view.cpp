#include "widgets/plot/lane_view.h"

#include "widgets/plot/lane_loader.h"
#include "widgets/plot/mark_painter.h"
#include "widgets/plot/time_ruler.h"
#include "widgets/plot/time_ticks.h"
#include "widgets/plot/trace_painter.h"
#include "widgets/text/value_text.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLowestLane = 28;
constexpr int kHighestLane = 400;

QString valueOf(const LaneTrace& trace, TimeMs time, const QString& unit)
{
    const auto value = valueAt(trace, time);
    if (!value)
        return u"—"_s;
    if (value->minimum == value->maximum)
        return valueText(value->maximum, unit);
    return valueText(value->minimum, unit) + u" … "_s + valueText(value->maximum, unit);
}

/// A metric's name on one line, or on two where it is too long and there is room: names that begin and end
/// alike must stay apart.
std::pair<QString, QString> nameLines(const QString& name, const QFontMetrics& font, int width, bool twoLines)
{
    if (!twoLines || font.horizontalAdvance(name) <= width)
        return {font.elidedText(name, Qt::ElideMiddle, width), {}};
    auto fits = name.size();
    while (fits > 1 && font.horizontalAdvance(name, int(fits)) > width)
        --fits;
    // Rather between words than within one.
    for (auto at = fits; at > fits / 2; --at) {
        if (name[at] == u'{' || name[at - 1] == u'_' || name[at - 1] == u'.') {
            fits = at;
            break;
        }
    }
    return {name.left(fits), font.elidedText(name.mid(fits), Qt::ElideMiddle, width)};
}

} // namespace

LaneView::LaneView(TimeAxis& axis, LaneLoader& loader, QWidget* parent)
    : TimeStrip(axis, parent),
      m_loader(loader)
{
    setAccessibleName(tr("Metric lanes"));
    m_layout.setHeights(std::max(56, fontMetrics().height() * 3 + 6), fontMetrics().height() + 8);
    // All changes of one pass through the event loop lead to one request.
    m_requestTimer.setSingleShot(true);
    m_requestTimer.setInterval(0);
    connect(&m_requestTimer, &QTimer::timeout, this, &LaneView::requestTraces);
    connect(&axis, &TimeAxis::visibleChanged, this, [this] {
        repaintCurves();
        m_requestTimer.start();
    });
    connect(&axis, &TimeAxis::selectionChanged, this, [this] { update(plotArea()); });
    connect(&axis, &TimeAxis::cursorChanged, this, [this] { update(0, 0, plotArea().left(), height()); });
    connect(&loader, &LaneLoader::tracesChanged, this, &LaneView::repaintCurves);
    connect(this, &TimeStrip::scrollRequested, this, [this](int pixels) { setScroll(m_scroll + pixels); });
    connect(this, &TimeStrip::heightScaleRequested, this,
            [this](int steps) { setLaneHeight(m_layout.laneHeight() + steps * 12); });
}

QSize LaneView::sizeHint() const
{
    return {800, 500};
}
QSize LaneView::minimumSizeHint() const
{
    return {320, 80};
}

void LaneView::setLanes(std::vector<LaneSpec> lanes)
{
    m_layout.setLanes(std::move(lanes));
    contentChanged();
}

void LaneView::setMarks(std::shared_ptr<const IntervalIndex> marks)
{
    m_marks = std::move(marks);
    update();
}

void LaneView::setMarkedMetrics(const std::vector<int>& metrics)
{
    m_marked = {metrics.begin(), metrics.end()};
    for (const int metric : metrics) {
        const auto top = m_layout.topOf(metric);
        if (!top)
            continue;
        if (*top < m_scroll || *top + m_layout.laneHeight() > m_scroll + height())
            setScroll(*top - height() / 4);
        break;
    }
    repaintCurves();
}

void LaneView::setScaleMode(LaneScale mode)
{
    m_scaleMode = mode;
    m_ranges.clear();
    repaintCurves();
}

void LaneView::setLaneHeight(int pixels)
{
    m_layout.setHeights(std::clamp(pixels, kLowestLane, kHighestLane), fontMetrics().height() + 8);
    contentChanged();
}

void LaneView::setEmptyText(const QString& text)
{
    m_emptyText = text;
    update();
}

void LaneView::setScroll(int top)
{
    top = std::clamp(top, 0, std::max(0, m_layout.totalHeight() - height()));
    if (top == m_scroll)
        return;
    m_scroll = top;
    repaintCurves();
    m_requestTimer.start();
    Q_EMIT scrollChanged(m_scroll);
}

void LaneView::resetNode()
{
    m_ranges.clear();
    repaintCurves();
    m_requestTimer.start();
}

void LaneView::contentChanged()
{
    Q_EMIT scrollRangeChanged(m_layout.totalHeight(), height());
    setScroll(m_scroll);
    repaintCurves();
    m_requestTimer.start();
}

void LaneView::repaintCurves()
{
    m_curvesStale = true;
    update();
}

void LaneView::colorsChanged()
{
    m_curvesStale = true;
}

void LaneView::resizeEvent(QResizeEvent* event)
{
    TimeStrip::resizeEvent(event);
    contentChanged();
}

void LaneView::requestTraces()
{
    if (axis().isEmpty() || !isVisible())
        return;
    // A screen more on both sides, so that scrolling finds its lanes ready; those in view come first.
    std::vector<int> inView;
    std::vector<int> nearby;
    for (const auto& row : m_layout.rowsWithin(m_scroll - height(), m_scroll + 2 * height())) {
        if (row.header)
            continue;
        const bool visible = row.top < m_scroll + height() && row.top + row.height > m_scroll;
        (visible ? inView : nearby).push_back(m_layout.lanes()[std::size_t(row.lane)].metric);
    }
    inView.insert(inView.end(), nearby.begin(), nearby.end());
    m_loader.request(axis().visible(), scale().msPerPixel / devicePixelRatioF(), inView);
}

ValueRange LaneView::rangeFor(int metric, const LaneTrace& trace)
{
    if (m_scaleMode == LaneScale::Visible)
        return extent(trace, axis().visible()).value_or(ValueRange{0.0, 0.0});
    if (const auto found = m_ranges.find(metric); found != m_ranges.end())
        return found->second;
    const auto* whole = m_loader.overview(metric);
    if (whole == nullptr)
        return extent(trace, axis().visible()).value_or(ValueRange{0.0, 0.0});
    const auto range
        = m_scaleMode == LaneScale::Robust ? robustExtent(*whole) : extent(*whole, coveredRange(*whole));
    return m_ranges.emplace(metric, range.value_or(ValueRange{0.0, 0.0})).first->second;
}

std::vector<LaneBand> LaneView::laneBands() const
{
    std::vector<LaneBand> bands;
    for (const auto& row : m_layout.rowsWithin(m_scroll, m_scroll + height())) {
        if (!row.header)
            bands.push_back({m_layout.lanes()[std::size_t(row.lane)].metric, double(row.top - m_scroll),
                             double(row.height)});
    }
    return bands;
}

void LaneView::renderCurves()
{
    const auto area = plotArea();
    const double ratio = devicePixelRatioF();
    const QSize size(int(std::ceil(area.width() * ratio)), int(std::ceil(area.height() * ratio)));
    if (m_curves.size() != size)
        m_curves = QImage(size, QImage::Format_RGB32);
    m_curves.setDevicePixelRatio(1.0);
    m_curves.fill(colors().background);
    const auto device = TimeScale::of(axis().visible(), 0.0, area.width() * ratio);
    const TraceStyle style{colors().curve.rgb(), colors().clipped.rgb(), 6.0 * ratio};
    const auto rows = m_layout.rowsWithin(m_scroll, m_scroll + height());
    const auto laneRect = [&](const LaneLayout::Row& row) {
        const int top = int(std::lround((row.top - m_scroll) * ratio));
        const int bottom = int(std::lround((row.top + row.height - m_scroll) * ratio));
        return QRect(0, top, size.width(), bottom - top);
    };
    {
        QPainter painter(&m_curves);
        for (const auto& row : rows) {
            if (!row.header && m_marked.contains(m_layout.lanes()[std::size_t(row.lane)].metric))
                painter.fillRect(laneRect(row), colors().marked);
        }
        painter.setPen(QPen(colors().grid, 0));
        for (const auto& tick : timeTicks(axis().visible(), tickCountFor(*this))) {
            const int x = int(std::floor(device.xOf(tick.time)));
            painter.drawLine(x, 0, x, size.height());
        }
    }
    for (const auto& row : rows) {
        if (row.header)
            continue;
        const int metric = m_layout.lanes()[std::size_t(row.lane)].metric;
        if (const auto* trace = m_loader.trace(metric))
            paintTrace(m_curves, laneRect(row).adjusted(0, 2, 0, -3), *trace, device,
                       padded(rangeFor(metric, *trace)), style);
    }
    m_curves.setDevicePixelRatio(ratio);
    m_curvesStale = false;
}

void LaneView::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    const auto area = plotArea();
    if (axis().isEmpty() || m_layout.lanes().empty()) {
        painter.fillRect(rect(), colors().background);
        painter.setPen(colors().dimText);
        painter.drawText(rect().adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
        return;
    }
    if (m_curvesStale)
        renderCurves();
    painter.fillRect(QRect(0, 0, area.left(), height()), colors().background);
    painter.drawImage(area.topLeft(), m_curves);

    const auto rows = m_layout.rowsWithin(m_scroll, m_scroll + height());
    painter.setPen(QPen(colors().grid, 0));
    for (const auto& row : rows)
        painter.drawLine(0, row.top + row.height - m_scroll - 1, width(),
                         row.top + row.height - m_scroll - 1);
    if (event->rect().right() >= area.left()) {
        if (m_marks)
            paintMarks(painter, area, *m_marks, scale(), colors(), false);
        if (const auto selection = axis().selection())
            paintSelection(painter, area, *selection, scale(), colors());
        paintOverlays(painter, event->rect());
    }
    for (const auto& row : rows) {
        const QRect place(0, row.top - m_scroll, row.header ? width() : area.left(), row.height);
        if (row.header)
            paintHeader(painter, row, place);
        else
            paintGutter(painter, row, place);
    }
    painter.setPen(QPen(colors().grid, 0));
    painter.drawLine(area.left() - 1, 0, area.left() - 1, height());
}

void LaneView::paintHeader(QPainter& painter, const LaneLayout::Row& row, const QRect& area) const
{
    painter.fillRect(area.adjusted(0, 0, 0, -1), colors().alternate);
    const int size = fontMetrics().height() / 2;
    const QPointF centre(12.0 + size / 2.0, area.center().y() + 0.5);
    const double half = size / 2.0;
    QPolygonF triangle;
    if (m_layout.isCollapsed(row.group))
        triangle << centre + QPointF(-half / 2, -half) << centre + QPointF(half / 2, 0)
                 << centre + QPointF(-half / 2, half);
    else
        triangle << centre + QPointF(-half, -half / 2) << centre + QPointF(half, -half / 2)
                 << centre + QPointF(0, half / 2);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors().dimText);
    painter.drawPolygon(triangle);
    painter.restore();
    const auto text = tr("%1 (%2)").arg(row.group).arg(m_layout.laneCount(row.group));
    paintGutterText(painter, area.adjusted(size + 14, 0, 0, 0), text, true);
}

void LaneView::paintGutter(QPainter& painter, const LaneLayout::Row& row, const QRect& area)
{
    const auto& lane = m_layout.lanes()[std::size_t(row.lane)];
    if (m_marked.contains(lane.metric))
        painter.fillRect(area.adjusted(0, 0, 0, -1), colors().marked);
    const int line = fontMetrics().height();
    const QRect inner = area.adjusted(8, 3, -8, -4);
    painter.setPen(colors().text);
    const auto [firstLine, secondLine]
        = nameLines(lane.name, fontMetrics(), inner.width(), inner.height() >= 3 * line);
    painter.drawText(inner, Qt::AlignTop | Qt::AlignLeft, firstLine);
    if (!secondLine.isEmpty())
        painter.drawText(inner.adjusted(0, line, 0, 0), Qt::AlignTop | Qt::AlignLeft, secondLine);
    const auto* trace = m_loader.trace(lane.metric);
    if (trace == nullptr) {
        painter.setPen(colors().dimText);
        painter.drawText(inner, Qt::AlignBottom | Qt::AlignLeft, tr("loading…"));
        return;
    }
    painter.setPen(colors().dimText);
    if (const auto cursor = axis().cursor(); cursor && inner.height() >= 2 * line) {
        painter.setPen(colors().text);
        const auto text = valueOf(*trace, *cursor, lane.unit);
        painter.drawText(inner, Qt::AlignBottom | Qt::AlignLeft,
                         fontMetrics().elidedText(text, Qt::ElideRight, inner.width()));
    } else if (inner.height() >= 2 * line) {
        const auto range = rangeFor(lane.metric, *trace);
        const auto text = rangeText(range.minimum, range.maximum, lane.unit);
        painter.drawText(inner, Qt::AlignBottom | Qt::AlignLeft,
                         fontMetrics().elidedText(text, Qt::ElideRight, inner.width()));
    }
}

void LaneView::mousePressEvent(QMouseEvent* event)
{
    const auto row = m_layout.rowAt(int(event->position().y()) + m_scroll);
    if (event->button() == Qt::LeftButton && row && row->header) {
        m_layout.toggleGroup(row->group);
        contentChanged();
        return;
    }
    TimeStrip::mousePressEvent(event);
}

QString LaneView::toolTipAt(QPoint position) const
{
    if (plotArea().contains(position)) {
        const auto mark = m_marks ? m_marks->at(scale().timeAt(position.x())) : std::nullopt;
        return mark ? mark->text : QString();
    }
    const auto row = m_layout.rowAt(position.y() + m_scroll);
    if (!row || row->header)
        return {};
    const auto& lane = m_layout.lanes()[std::size_t(row->lane)];
    return lane.unit.isEmpty() ? lane.name : tr("%1\nUnit: %2").arg(lane.name, lane.unit);
}

} // namespace nodesentry::ui
