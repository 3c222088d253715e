#include "widgets/lanes/lane_view.h"

#include "widgets/lanes/curve_strips.h"
#include "widgets/lanes/lane_accessible.h"
#include "widgets/lanes/lane_gutter.h"
#include "widgets/lanes/lane_loader.h"
#include "widgets/timeline/mark_painter.h"
#include "widgets/timeline/time_ruler.h"
#include "widgets/timeline/time_ticks.h"
#include "widgets/base/text/value_text.h"

#include <QAccessible>
#include <QMouseEvent>
#include <QPaintEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLowestLane = 6;
constexpr int kHighestLane = 600;

QString valueOf(const LaneTrace& trace, TimeMs time, const QString& unit)
{
    const auto value = valueAt(trace, time);
    if (!value)
        return u"—"_s;
    if (value->minimum == value->maximum)
        return valueText(value->maximum, unit);
    return rangeText(value->minimum, value->maximum, unit);
}

double middleAt(const LaneTrace& trace, TimeMs time)
{
    const auto value = valueAt(trace, time);
    return value ? 0.5 * (double(value->minimum) + double(value->maximum)) : NAN;
}

std::optional<ValueRange> united(const std::optional<ValueRange>& a, const std::optional<ValueRange>& b)
{
    if (!a || !b)
        return a ? a : b;
    return ValueRange{std::min(a->minimum, b->minimum), std::max(a->maximum, b->maximum)};
}

ValueRange withHeight(const std::optional<ValueRange>& range)
{
    return padded(range.value_or(ValueRange{0.0, 0.0}));
}

} // namespace

LaneView::LaneView(TimeAxis& axis, LaneLoader& loader, JobRunner& runner, QWidget* parent)
    : TimeStrip(axis, parent),
      m_loader(loader),
      m_strips(new CurveStrips(runner, this))
{
    setAccessibleName(tr("Metric lanes"));
    installLaneAccessibility();
    m_layout.setHeights(std::max(56, fontMetrics().height() * 3 + 6), fontMetrics().height() + 8);
    // All changes of one pass through the event loop lead to one request.
    m_requestTimer.setSingleShot(true);
    m_requestTimer.setInterval(0);
    connect(&m_requestTimer, &QTimer::timeout, this, &LaneView::requestTraces);
    connect(&axis, &TimeAxis::visibleChanged, this, [this] {
        repaintCurves();
        m_requestTimer.start();
    });
    const auto updateGutter = [this] { update(0, 0, plotArea().left(), height()); };
    connect(&axis, &TimeAxis::selectionChanged, this, [this] { update(plotArea()); });
    connect(&axis, &TimeAxis::cursorChanged, this, updateGutter);
    connect(&axis, &TimeAxis::cursorChanged, this, [this] {
        if (!QAccessible::isActive())
            return;
        QAccessibleEvent event(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&event);
    });
    connect(&axis, &TimeAxis::measureChanged, this, updateGutter);
    connect(&loader, &LaneLoader::tracesChanged, this, [this] {
        forgetScales();
        m_requestTimer.start();
    });
    connect(&loader, &LaneLoader::overviewsChanged, this, [this] {
        forgetScales();
        applyUnusual();
    });
    connect(m_strips, &CurveStrips::stripsChanged, this, &LaneView::repaintCurves);
    connect(this, &TimeStrip::scrollRequested, this, [this](int pixels) { setScroll(m_scroll + pixels); });
}

LaneView::~LaneView() = default;

QSize LaneView::sizeHint() const
{
    return {800, 500};
}
QSize LaneView::minimumSizeHint() const
{
    return {320, 80};
}

// --- what is shown ---

void LaneView::setLanes(std::vector<LaneSpec> lanes)
{
    m_base = std::move(lanes);
    arrange();
    if (m_unusualWanted)
        orderByUnusual(true);
}

void LaneView::arrange()
{
    m_layout.setLanes(m_arrangement.applied(m_base));
    forgetScales();
    contentChanged();
}

void LaneView::setArrangement(const LaneArrangement& arrangement)
{
    if (arrangement == m_arrangement)
        return;
    m_arrangement = arrangement;
    arrange();
    Q_EMIT arrangementChanged();
}

void LaneView::setPinned(int metric, bool pinned)
{
    const auto* lane = m_layout.find(metric);
    if (lane == nullptr)
        return;
    auto arrangement = m_arrangement;
    arrangement.setPinned(lane->name, pinned);
    setArrangement(arrangement);
}

void LaneView::setLaneScaling(int metric, std::optional<LaneScaling> scaling)
{
    const auto* lane = m_layout.find(metric);
    if (lane == nullptr)
        return;
    auto arrangement = m_arrangement;
    arrangement.setScaling(lane->name, scaling);
    setArrangement(arrangement);
}

void LaneView::setOwnHeight(int metric, int pixels)
{
    const auto* lane = m_layout.find(metric);
    if (lane == nullptr)
        return;
    auto arrangement = m_arrangement;
    arrangement.setHeight(lane->name, pixels > 0 ? std::clamp(pixels, kLowestLane, kHighestLane) : 0);
    setArrangement(arrangement);
}

void LaneView::zoomValues(int metric, double y, double factor)
{
    const auto row = m_layout.rowOf(metric);
    const auto* lane = m_layout.find(metric);
    const auto trace = m_loader.trace(metric);
    if (!row || lane == nullptr || !trace || !(factor > 0.0))
        return;
    auto scaling = scalingOf(*lane);
    auto range = rangeOf(*lane, scaling, *trace);
    const double share = std::clamp(1.0 - (y + m_scroll - row->top) / double(row->height), 0.0, 1.0);
    const auto zoom = [&](ValueRange values) {
        const double anchor = values.minimum + share * (values.maximum - values.minimum);
        return ValueRange{anchor - (anchor - values.minimum) / factor,
                          anchor + (values.maximum - anchor) / factor};
    };
    if (scaling.logarithmic) {
        range = zoom({std::log10(range.minimum), std::log10(range.maximum)});
        range = {std::pow(10.0, range.minimum), std::pow(10.0, range.maximum)};
    } else {
        range = zoom(range);
    }
    // Beyond what float samples can tell apart there is nothing to see.
    if (!(range.maximum - range.minimum > 1e-7 * std::max(std::abs(range.minimum), std::abs(range.maximum))))
        return;
    scaling.scale = LaneScale::Fixed;
    scaling.fixed = range;
    setLaneScaling(metric, scaling);
}

void LaneView::setMarks(std::shared_ptr<const IntervalIndex> marks)
{
    m_marks = std::move(marks);
    update();
}

void LaneView::setExpectations(Expectations expectations)
{
    m_expectations = std::move(expectations);
    forgetScales();
    m_requestTimer.start();
}

void LaneView::setMarkedMetrics(const std::vector<int>& metrics)
{
    m_marked = {metrics.begin(), metrics.end()};
    for (const int metric : metrics) {
        const auto row = m_layout.rowOf(metric);
        if (!row)
            continue;
        if (row->top < m_scroll || row->top + row->height > m_scroll + height())
            setScroll(row->top - height() / 4);
        break;
    }
    repaintCurves();
}

void LaneView::setScaleMode(LaneScale mode)
{
    m_scaling.scale = mode;
    forgetScales();
    m_requestTimer.start();
}

void LaneView::setLogarithmic(bool logarithmic)
{
    m_scaling.logarithmic = logarithmic;
    forgetScales();
    m_requestTimer.start();
}

void LaneView::setLaneHeight(int pixels)
{
    m_layout.setHeights(std::clamp(pixels, kLowestLane, kHighestLane), fontMetrics().height() + 8);
    contentChanged();
}

void LaneView::setHeatStrips(bool on)
{
    m_layout.setFit(on ? std::optional(height()) : std::nullopt);
    contentChanged();
}

void LaneView::orderByUnusual(bool on)
{
    m_unusualWanted = on;
    if (on) {
        std::vector<int> metrics;
        for (const auto& lane : m_base)
            metrics.push_back(lane.metric);
        m_loader.requestOverviews(metrics);
        return;
    }
    auto arrangement = m_arrangement;
    arrangement.setUnusual({});
    setArrangement(arrangement);
}

void LaneView::applyUnusual()
{
    if (!m_unusualWanted)
        return;
    QHash<QString, double> figures;
    for (const auto& lane : m_base) {
        const auto trace = m_loader.trace(lane.metric);
        const auto* summary = m_loader.summary(lane.metric);
        if (trace && summary != nullptr)
            figures.insert(lane.name, unusualness(*trace, *summary, axis().visible()));
    }
    auto arrangement = m_arrangement;
    arrangement.setUnusual(std::move(figures));
    setArrangement(arrangement);
    setScroll(0);
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
    m_strips->clear();
    forgetScales();
    m_requestTimer.start();
    if (m_unusualWanted)
        orderByUnusual(true);
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
    const bool complete = isComplete();
    if (complete && !std::exchange(m_wasComplete, complete))
        Q_EMIT completed();
    m_wasComplete = complete;
}

void LaneView::forgetScales()
{
    m_sharedRanges.clear();
    repaintCurves();
}

void LaneView::colorsChanged()
{
    m_curvesStale = true;
    m_requestTimer.start();
}

void LaneView::resizeEvent(QResizeEvent* event)
{
    TimeStrip::resizeEvent(event);
    if (m_layout.fits())
        m_layout.setFit(height());
    contentChanged();
}

bool LaneView::isComplete() const
{
    return !m_requestTimer.isActive() && m_loader.isComplete() && m_strips->isComplete();
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
    requestStrips();
}

void LaneView::requestStrips()
{
    std::vector<CurveStrips::Wish> wishes;
    std::vector<CurveStrips::Wish> nearby;
    for (const auto& row : m_layout.rowsWithin(m_scroll - height(), m_scroll + 2 * height())) {
        if (row.header)
            continue;
        const auto& lane = m_layout.lanes()[std::size_t(row.lane)];
        // A scale that follows the view changes with every step: no strip would be used twice.
        if (scalingOf(lane).scale == LaneScale::Visible)
            continue;
        auto picture = pictureOf(row);
        if (!picture || !m_loader.isDetail(lane.metric, picture->trace.get()))
            continue;
        const bool visible = row.top < m_scroll + height() && row.top + row.height > m_scroll;
        (visible ? wishes : nearby).emplace_back(lane.metric, std::move(*picture));
    }
    std::move(nearby.begin(), nearby.end(), std::back_inserter(wishes));
    m_strips->request(std::move(wishes), scale().msPerPixel / devicePixelRatioF());
    repaintCurves();
}

// --- scales ---

const LaneScaling& LaneView::scalingOf(const LaneSpec& lane) const
{
    return lane.scaling ? *lane.scaling : m_scaling;
}

LaneScaling LaneView::scalingOf(int metric) const
{
    const auto* lane = m_layout.find(metric);
    return lane != nullptr ? scalingOf(*lane) : m_scaling;
}

std::optional<ValueRange> LaneView::withExpected(const LaneSpec& lane,
                                                 std::optional<ValueRange> observed) const
{
    if (!m_expectations.node || m_layout.fits() || !observed)
        return observed;
    if (scalingOf(lane).scale != LaneScale::Visible)
        return united(observed, m_expectations.node->expectedRange(lane.metric));
    const auto expected = m_loader.expectedTrace(lane.metric);
    return expected ? united(observed, extent(*expected, axis().visible())) : observed;
}

ValueRange LaneView::sharedRange(const LaneSpec& lane) const
{
    const auto keyOf = [](const LaneSpec& spec) { return spec.unit + u'/' + spec.group; };
    const auto key = keyOf(lane);
    if (const auto found = m_sharedRanges.find(key); found != m_sharedRanges.end())
        return found->second;
    std::optional<ValueRange> range;
    for (const auto& other : m_layout.lanes()) {
        const auto* summary = m_loader.summary(other.metric);
        if (keyOf(other) != key || scalingOf(other).scale != LaneScale::Shared || summary == nullptr)
            continue;
        range = united(range, withExpected(other, summary->whole));
    }
    return m_sharedRanges.emplace(key, range.value_or(ValueRange{0.0, 0.0})).first->second;
}

ValueRange LaneView::rangeOf(const LaneSpec& lane, const LaneScaling& scaling, const LaneTrace& trace) const
{
    if (scaling.scale == LaneScale::Fixed) {
        if (!scaling.logarithmic || scaling.fixed.minimum > 0.0)
            return scaling.fixed;
        return logarithmicRange(scaling.fixed, trace);
    }
    const auto* summary = m_loader.summary(lane.metric);
    std::optional<ValueRange> range;
    if (scaling.scale == LaneScale::Visible || summary == nullptr)
        range = withExpected(lane, extent(trace, axis().visible()));
    else if (scaling.scale == LaneScale::Robust)
        range = summary->robust;
    else if (scaling.scale == LaneScale::Shared)
        range = sharedRange(lane);
    else
        range = withExpected(lane, summary->whole);
    if (!scaling.logarithmic && m_layout.fits()
        && range) // colours need no margin; constants are the lowest one
        return {range->minimum, range->maximum > range->minimum ? range->maximum : range->minimum + 1.0};
    if (!scaling.logarithmic)
        return withHeight(range);
    const auto* whole = m_loader.overview(lane.metric);
    return logarithmicRange(range.value_or(ValueRange{0.0, 0.0}), whole != nullptr ? *whole : trace);
}

// --- painting ---

QRect LaneView::deviceRect(const LaneLayout::Row& row) const
{
    const double ratio = devicePixelRatioF();
    const int top = int(std::lround((row.top - m_scroll) * ratio));
    const int bottom = int(std::lround((row.top + row.height - m_scroll) * ratio));
    const QRect rect(0, top, int(std::ceil(plotArea().width() * ratio)), bottom - top);
    if (m_layout.fits())
        return row.height > 3 ? rect.adjusted(0, 0, 0, -1) : rect;
    return row.height < 16 ? rect.adjusted(0, 0, 0, -1) : rect.adjusted(0, 2, 0, -3);
}

std::optional<LanePicture> LaneView::pictureOf(const LaneLayout::Row& row) const
{
    const auto& lane = m_layout.lanes()[std::size_t(row.lane)];
    auto trace = m_loader.trace(lane.metric);
    if (!trace)
        return std::nullopt;
    const auto& scaling = scalingOf(lane);
    const double ratio = devicePixelRatioF();
    LanePicture picture;
    picture.range = rangeOf(lane, scaling, *trace);
    picture.trace = std::move(trace);
    picture.logarithmic = scaling.logarithmic;
    picture.height = std::max(1, deviceRect(row).height());
    picture.markerSpacing = 6.0 * ratio;
    picture.curve = colors().curve.rgb();
    picture.clipped = colors().clipped.rgb();
    if (m_layout.fits()) {
        picture.heat = true;
        const auto* summary = m_loader.summary(lane.metric);
        picture.typical = summary != nullptr ? float(summary->typical) : 0.0F;
        for (std::size_t i = 0; i < picture.heatColours.size(); ++i)
            picture.heatColours[i] = colors().heat[i].rgb();
    } else {
        picture.peers = m_loader.peerTraces(lane.metric);
        picture.peer = colors().peerLine.rgb();
        picture.band = colors().peerBand.rgb();
        picture.expected = m_loader.expectedTrace(lane.metric);
        picture.expectedLine = colors().expected.rgb();
        picture.residual = colors().residual.rgba();
        picture.dash = int(std::lround(5.0 * ratio));
    }
    return picture;
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
    std::vector<std::pair<QRect, LanePicture>> unpainted;
    {
        QPainter painter(&m_curves);
        const auto rows = m_layout.rowsWithin(m_scroll, m_scroll + height());
        for (const auto& row : rows) {
            if (!row.header && m_marked.contains(m_layout.lanes()[std::size_t(row.lane)].metric))
                painter.fillRect(deviceRect(row), colors().marked);
        }
        painter.setPen(QPen(colors().grid, 0));
        for (const auto& tick : timeTicks(axis().visible(), tickCountFor(*this))) {
            const int x = int(std::floor(device.xOf(tick.time)));
            painter.drawLine(x, 0, x, size.height());
        }
        for (const auto& row : rows) {
            auto picture = row.header ? std::nullopt : pictureOf(row);
            if (!picture)
                continue;
            const auto rect = deviceRect(row);
            const int metric = m_layout.lanes()[std::size_t(row.lane)].metric;
            if (const auto* strip = m_strips->find(metric, *picture, device.msPerPixel))
                strip->paintOn(painter, rect, axis().visible());
            else
                unpainted.emplace_back(rect, std::move(*picture));
        }
    }
    for (const auto& [rect, picture] : unpainted)
        paintLane(m_curves, rect, picture, device);
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
    const auto rows = m_layout.rowsWithin(m_scroll, m_scroll + height());
    // Piece by piece: while the pointer moves there are the gutter and two columns, far apart.
    bool gutter = false;
    for (const auto& piece : event->region()) {
        gutter = gutter || piece.left() < area.left();
        const auto part = piece & area;
        if (part.isEmpty())
            continue;
        const double ratio = devicePixelRatioF();
        const QRectF source(QPointF(part.topLeft() - area.topLeft()) * ratio, QSizeF(part.size()) * ratio);
        painter.drawImage(QRectF(part), m_curves, source);
        painter.setPen(QPen(colors().grid, 0));
        for (const auto& row : rows) {
            const int bottom = row.top + row.height - m_scroll - 1;
            if (row.height >= 16)
                painter.drawLine(part.left(), bottom, part.right(), bottom);
        }
        if (m_marks)
            paintMarks(painter, part, *m_marks, scale(), colors(), false);
        if (const auto selection = axis().selection())
            paintSelection(painter, part, *selection, scale(), colors());
        paintOverlays(painter, part);
    }
    if (gutter)
        painter.fillRect(QRect(0, 0, area.left(), height()), colors().background);
    for (const auto& row : rows) {
        if (row.header || gutter)
            paintRow(painter, row);
    }
    if (!gutter)
        return;
    if (m_layout.fits())
        paintHeatNames(painter, rows);
    painter.setPen(QPen(colors().grid, 0));
    painter.drawLine(area.left() - 1, 0, area.left() - 1, height());
    if (m_gutterDrag.dropY) {
        painter.setPen(QPen(colors().text, 2));
        const int y = *m_gutterDrag.dropY - m_scroll;
        painter.drawLine(0, y, width(), y);
    }
}

QString LaneView::valueLine(const LaneSpec& lane, const LaneTrace& trace, bool& strong) const
{
    strong = true;
    if (const auto cursor = axis().cursor())
        return valueOf(trace, *cursor, lane.unit);
    strong = false;
    const auto& scaling = scalingOf(lane);
    const auto* summary = m_loader.summary(lane.metric);
    if (scaling.scale == LaneScale::Whole && summary != nullptr && summary->whole)
        return rangeText(summary->whole->minimum, summary->whole->maximum, lane.unit);
    if (scaling.scale == LaneScale::Robust && summary != nullptr && summary->robust)
        return rangeText(summary->robust->minimum, summary->robust->maximum, lane.unit);
    if (scaling.scale == LaneScale::Visible) {
        const auto range = extent(trace, axis().visible()).value_or(ValueRange{0.0, 0.0});
        return rangeText(range.minimum, range.maximum, lane.unit);
    }
    const auto range = rangeOf(lane, scaling, trace);
    return rangeText(range.minimum, range.maximum, lane.unit);
}

QString LaneView::expectedLine(const LaneSpec& lane) const
{
    if (!m_expectations.shown || m_layout.fits())
        return {};
    const auto cursor = axis().cursor();
    const auto expected = m_loader.expectedTrace(lane.metric);
    if (expected && cursor)
        return tr("expected %1").arg(valueOf(*expected, *cursor, lane.unit));
    return shortText(m_expectations, lane.metric);
}

LaneView::LaneText LaneView::laneText(int row) const
{
    const auto& lane = m_layout.lanes()[std::size_t(row)];
    LaneText text{lane.name, {}, lane.group, {}, currentLane() == lane.metric};
    bool strong = false;
    if (const auto trace = m_loader.trace(lane.metric))
        text.value = valueLine(lane, *trace, strong);
    if (const auto expected = expectedLine(lane); !expected.isEmpty())
        text.value += u", "_s + expected;
    if (const auto place = m_layout.rowOf(lane.metric))
        text.rect = {0, place->top - m_scroll, width(), place->height};
    return text;
}

std::vector<OverlayText> LaneView::marksInView() const
{
    constexpr std::size_t kMost = 100; // more than anybody listens to
    std::vector<OverlayText> texts;
    if (axis().isEmpty())
        return texts;
    if (m_marks) {
        const auto [first, last] = m_marks->candidates(axis().visible());
        for (auto i = first; i < last && texts.size() < kMost; ++i) {
            const auto& mark = m_marks->marks()[i];
            if (mark.range.overlaps(axis().visible()))
                texts.push_back({mark.range, mark.text});
        }
    }
    if (overlays() != nullptr) {
        auto more = overlays()->describe(axis().visible(), kMost - texts.size());
        std::move(more.begin(), more.end(), std::back_inserter(texts));
    }
    return texts;
}

QRect LaneView::rectOf(TimeRange range) const
{
    const auto area = plotArea();
    const auto map = scale();
    return QRectF(map.xOf(range.begin), area.top(), map.xOf(range.end) - map.xOf(range.begin), area.height())
        .toAlignedRect()
        .intersected(area);
}

void LaneView::paintRow(QPainter& painter, const LaneLayout::Row& row)
{
    if (row.header) {
        paintGroupHeader(painter, {0, row.top - m_scroll, width(), row.height},
                         tr("%1 (%2)").arg(row.group).arg(m_layout.laneCount(row.group)),
                         m_layout.isCollapsed(row.group), colors(), fontMetrics());
        return;
    }
    const auto& lane = m_layout.lanes()[std::size_t(row.lane)];
    const auto area = gutterOf(row);
    if (m_marked.contains(lane.metric))
        painter.fillRect(area.adjusted(0, 0, 0, -1), colors().marked);
    GutterText text;
    text.name = lane.name;
    text.pinned = lane.pinned;
    text.hovered = m_hovered == lane.metric;
    text.current = m_current == lane.metric && hasFocus();
    if (area.height() >= 2 * fontMetrics().height()) {
        const auto trace = m_loader.trace(lane.metric);
        const auto a = axis().cursorA();
        if (trace && a) {
            const auto b = axis().cursorB();
            const double first = middleAt(*trace, *a);
            text.value = u"A "_s + valueText(first, lane.unit);
            text.strongValue = true;
            if (b) {
                const double second = middleAt(*trace, *b);
                text.above = text.value + u"  B "_s + valueText(second, lane.unit);
                text.value
                    = u"Δ "_s + (second > first ? u"+"_s : QString()) + valueText(second - first, lane.unit);
            }
        } else {
            text.value = trace ? valueLine(lane, *trace, text.strongValue) : tr("loading…");
            text.above = expectedLine(lane);
            text.strongAbove = axis().cursor() && m_loader.expectedTrace(lane.metric);
        }
        if (lane.scaling && lane.scaling->scale == LaneScale::Fixed)
            text.scale = lane.scaling->logarithmic ? tr("zoomed, log") : tr("zoomed");
        else if (lane.scaling && lane.scaling->logarithmic)
            text.scale = tr("log");
    }
    paintGutter(painter, area, text, colors(), fontMetrics());
    if (row.height >= 16) {
        painter.setPen(QPen(colors().grid, 0));
        painter.drawLine(0, area.bottom(), area.right(), area.bottom());
    }
}

void LaneView::paintHeatNames(QPainter& painter, const std::vector<LaneLayout::Row>& rows)
{
    const int line = fontMetrics().height();
    if (rows.empty() || rows.front().height >= line)
        return; // every lane has its name
    // Too low for names: the groups' names where they begin, and the name under the pointer over them.
    int free = 0;
    QString group;
    for (const auto& row : rows) {
        const auto area = gutterOf(row);
        if (row.group == group)
            continue;
        group = row.group;
        painter.setPen(QPen(colors().dimText, 0));
        painter.drawLine(0, area.top(), area.right(), area.top());
        if (area.top() < free)
            continue;
        painter.setPen(colors().text);
        painter.drawText(QRect(8, area.top() + 1, area.width() - 12, line), Qt::AlignLeft | Qt::AlignTop,
                         fontMetrics().elidedText(group, Qt::ElideRight, area.width() - 12));
        free = area.top() + line;
    }
    const auto row = m_hovered ? m_layout.rowOf(*m_hovered) : std::nullopt;
    if (!row)
        return;
    const auto& lane = m_layout.lanes()[std::size_t(row->lane)];
    const auto trace = m_loader.trace(lane.metric);
    const auto cursor = axis().cursor();
    const auto value = trace && cursor ? valueOf(*trace, *cursor, lane.unit) : QString();
    const auto area = gutterOf(*row);
    const int top = std::clamp(area.center().y() - line - 2, 0, std::max(0, height() - 2 * line - 4));
    const QRect flag(0, top, area.width() - 1, 2 * line + 4);
    painter.fillRect(flag, colors().text);
    painter.setPen(colors().background);
    const auto inner = flag.adjusted(8, 2, -6, -2);
    painter.drawText(inner, Qt::AlignTop | Qt::AlignLeft,
                     fontMetrics().elidedText(lane.name, Qt::ElideMiddle, inner.width()));
    painter.drawText(inner, Qt::AlignBottom | Qt::AlignLeft,
                     fontMetrics().elidedText(value, Qt::ElideRight, inner.width()));
    painter.fillRect(QRect(area.right() - 3, area.top(), 4, area.height()), colors().text);
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

QString LaneView::toolTipAt(QPoint position) const
{
    if (plotArea().contains(position)) {
        const auto mark = m_marks ? m_marks->at(scale().timeAt(position.x())) : std::nullopt;
        return mark ? mark->text : QString();
    }
    const auto row = laneRowAt(position);
    if (!row)
        return {};
    const auto& lane = m_layout.lanes()[std::size_t(row->lane)];
    const auto name = lane.unit.isEmpty() ? lane.name : tr("%1\nUnit: %2").arg(lane.name, lane.unit);
    QStringList lines{name};
    if (m_expectations.shown)
        lines << longText(m_expectations, lane.metric);
    lines << tr("Drag: move. Lower edge: height. Right button: scale, pin, hide.");
    return lines.join(u'\n');
}

} // namespace nodesentry::ui
