#include "widgets/timeline/score_lane.h"

#include "widgets/timeline/mark_painter.h"
#include "widgets/timeline/time_ruler.h"
#include "widgets/timeline/time_ticks.h"
#include "widgets/timeline/trace_painter.h"
#include "widgets/traces/trace_source.h"
#include "widgets/base/text/value_text.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPaintEvent>

#include <algorithm>
#include <cmath>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

ScoreLane::ScoreLane(TimeAxis& axis, QWidget* parent) : TimeStrip(axis, parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Anomaly score and threshold"));
    connect(&axis, &TimeAxis::visibleChanged, this, &ScoreLane::invalidate);
    connect(&axis, &TimeAxis::selectionChanged, this, [this] { update(); });
    connect(&axis, &TimeAxis::cursorChanged, this, [this] { update(0, 0, plotArea().left(), height()); });
}

QSize ScoreLane::sizeHint() const
{
    const int least = fontMetrics().height() * 3 + 10;
    return {400, m_ownHeight > 0 ? std::max(m_ownHeight, least) : fontMetrics().height() * 5 + 10};
}

void ScoreLane::setOwnHeight(int pixels)
{
    if (pixels == m_ownHeight)
        return;
    m_ownHeight = pixels;
    updateGeometry();
}

void ScoreLane::invalidate()
{
    m_stale = true;
    update();
}

void ScoreLane::setScores(std::shared_ptr<const ScoreTrace> scores)
{
    m_scores = std::move(scores);
    invalidate();
}

void ScoreLane::setMarks(std::shared_ptr<const IntervalIndex> marks)
{
    m_marks = std::move(marks);
    update();
}

void ScoreLane::setEmptyText(const QString& text)
{
    m_emptyText = text;
    update();
}

void ScoreLane::setThresholdFactor(double factor)
{
    if (factor == m_factor)
        return;
    m_factor = factor;
    invalidate();
}

void ScoreLane::setThresholdMovable(bool movable)
{
    m_movable = movable;
    if (!movable)
        takeDragBack();
}

void ScoreLane::setFigures(const QStringList& texts)
{
    if (texts == m_figures)
        return;
    m_figures = texts;
    update();
}

void ScoreLane::resizeEvent(QResizeEvent* event)
{
    TimeStrip::resizeEvent(event);
    m_stale = true;
}

void ScoreLane::render()
{
    const auto area = plotArea();
    const double ratio = devicePixelRatioF();
    m_image = QImage(QSize(int(std::ceil(area.width() * ratio)), int(std::ceil(area.height() * ratio))),
                     QImage::Format_RGB32);
    m_image.fill(colors().background);
    m_stale = false;
    const auto device = TimeScale::of(axis().visible(), 0.0, area.width() * ratio);
    {
        QPainter painter(&m_image);
        painter.setPen(QPen(colors().grid, 0));
        for (const auto& tick : timeTicks(axis().visible(), tickCountFor(*this))) {
            const int x = int(std::floor(device.xOf(tick.time)));
            painter.drawLine(x, 0, x, m_image.height());
        }
    }
    const TraceRequest request{axis().visible(), device.msPerPixel};
    const auto score = readTrace(m_scores->score, m_scores->grid, request);
    const auto threshold = readTrace(m_scores->threshold, m_scores->grid, request);
    if (!score || !threshold) // the request is a view of the axis, which is never empty here
        return;
    const QRect lane = m_image.rect().adjusted(0, 3, 0, -3);
    const auto range = m_scores->scale;
    paintDecades(lane);
    paintTrace(m_image, lane, logTrace(*score, range), device, range,
               {colors().score.rgb(), colors().score.rgb(), 6.0 * ratio});
    // A higher threshold is the same line higher up: the scale is logarithmic.
    const double moved = std::log10(m_factor);
    const ValueRange below{range.minimum - moved, range.maximum - moved};
    paintTrace(m_image, lane, logTrace(*threshold, below), device, below,
               {colors().threshold.rgb(), colors().threshold.rgb(), 1e9});
    paintFlags(request, device);
    m_image.setDevicePixelRatio(ratio);
}

void ScoreLane::paintFlags(const TraceRequest& request, const TimeScale& device)
{
    const auto ratio = readTrace(m_scores->ratio, m_scores->grid, request);
    if (!ratio)
        return;
    QPainter painter(&m_image);
    const double ratioOfPixels = devicePixelRatioF();
    const int height = int(std::lround(4.0 * ratioOfPixels));
    const auto bar = [&](TimeMs begin, TimeMs end) {
        const int left = int(std::floor(device.xOf(begin)));
        const int right = std::max(left + 1, int(std::lround(device.xOf(end))));
        painter.fillRect(QRect(left, m_image.height() - height, right - left, height), colors().caseLine);
    };
    if (const auto* envelope = std::get_if<EnvelopeTrace>(&*ratio)) {
        for (std::size_t i = 0; i < envelope->buckets.size(); ++i)
            if (double(envelope->buckets[i].maximum) > m_factor) // false for NaN
                bar(envelope->begin + TimeMs(double(i) * envelope->bucketMs),
                    envelope->begin + TimeMs(double(i + 1) * envelope->bucketMs));
    } else {
        const auto& samples = std::get<SampleTrace>(*ratio);
        for (std::size_t i = 0; i < samples.values.size(); ++i)
            if (double(samples.values[i]) > m_factor)
                bar(samples.grid.timeOf(std::int64_t(i)), samples.grid.timeOf(std::int64_t(i) + 1));
    }
}

double ScoreLane::pixelsPerDecade() const
{
    const auto range = m_scores->scale;
    return double(std::max(1, plotArea().height() - 7)) / (range.maximum - range.minimum);
}

std::optional<double> ScoreLane::thresholdY(TimeMs time) const
{
    if (!m_scores || !m_scores->grid.range().contains(time))
        return std::nullopt;
    const auto sample = std::size_t((time - m_scores->grid.origin) / m_scores->grid.stepMs);
    const double threshold = double(m_scores->threshold.samples()[sample]) * m_factor;
    if (!(threshold > 0.0))
        return std::nullopt;
    const auto range = m_scores->scale;
    const double value = std::clamp(std::log10(threshold), range.minimum, range.maximum);
    return double(plotArea().bottom()) - 3.0 - (value - range.minimum) * pixelsPerDecade();
}

bool ScoreLane::isOnThreshold(QPointF position) const
{
    if (!m_movable || !m_scores || !plotArea().contains(position.toPoint()))
        return false;
    // A pixel column may hold many samples: its highest and lowest threshold, and what is between, count.
    const auto map = scale();
    const auto step = std::max<TimeMs>(m_scores->grid.stepMs, TimeMs(map.msPerPixel / 8.0));
    double top = 1e9;
    double bottom = -1e9;
    for (auto time = map.timeAt(position.x() - 2.0); time <= map.timeAt(position.x() + 2.0); time += step) {
        if (const auto y = thresholdY(time)) {
            top = std::min(top, *y);
            bottom = std::max(bottom, *y);
        }
    }
    if (const auto y = thresholdY(map.timeAt(position.x()))) {
        top = std::min(top, *y);
        bottom = std::max(bottom, *y);
    }
    return position.y() >= top - kReach && position.y() <= bottom + kReach;
}

void ScoreLane::mousePressEvent(QMouseEvent* event)
{
    const bool plain = event->button() == Qt::LeftButton && event->modifiers() == Qt::NoModifier;
    if (plain && !m_drag && isOnEdge(event->position())) {
        m_heightDrag = HeightDrag{event->globalPosition().y(), height()};
        return;
    }
    if (plain && !m_drag && isOnThreshold(event->position())) {
        m_drag = Drag{event->position().y(), m_factor};
        setCursor(Qt::SizeVerCursor);
        return;
    }
    TimeStrip::mousePressEvent(event);
}

void ScoreLane::mouseMoveEvent(QMouseEvent* event)
{
    if (m_heightDrag) {
        // The metric lanes keep the larger part.
        const int most = window()->height() / 2;
        const auto wanted = m_heightDrag->heightAtPress
            + int(std::lround(m_heightDrag->pressedY - event->globalPosition().y()));
        setOwnHeight(std::clamp(wanted, 1, most));
        return;
    }
    if (!m_drag) {
        TimeStrip::mouseMoveEvent(event);
        const bool free = event->buttons() == Qt::NoButton;
        if (free && (isOnEdge(event->position()) || isOnThreshold(event->position())))
            setCursor(Qt::SizeVerCursor);
        return;
    }
    constexpr double kSnap = 4.0; // pixels around the line as it was detected
    const double decades = (m_drag->pressedY - event->position().y()) / pixelsPerDecade();
    double factor = std::clamp(m_drag->factorAtPress * std::pow(10.0, decades), kLowest, kHighest);
    if (!event->modifiers().testFlag(Qt::ShiftModifier)
        && std::abs(std::log10(factor)) * pixelsPerDecade() < kSnap)
        factor = 1.0;
    setThresholdFactor(factor);
    Q_EMIT thresholdDragged(factor);
}

void ScoreLane::mouseReleaseEvent(QMouseEvent* event)
{
    if (m_heightDrag) {
        m_heightDrag.reset();
        Q_EMIT heightDragged(m_ownHeight);
        return;
    }
    if (!m_drag) {
        TimeStrip::mouseReleaseEvent(event);
        return;
    }
    m_drag.reset();
    unsetCursor();
    Q_EMIT thresholdDropped(m_factor);
}

void ScoreLane::takeDragBack()
{
    if (!m_drag)
        return;
    setThresholdFactor(m_drag->factorAtPress);
    m_drag.reset();
    unsetCursor();
    Q_EMIT thresholdDropped(m_factor);
}

bool ScoreLane::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && m_drag
        && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept(); // else the window's Escape would get it
        return true;
    }
    return TimeStrip::event(event);
}

void ScoreLane::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && m_drag)
        takeDragBack();
    else
        TimeStrip::keyPressEvent(event);
}

void ScoreLane::hideEvent(QHideEvent* event)
{
    takeDragBack();
    TimeStrip::hideEvent(event);
}

QString ScoreLane::toolTipAt(QPoint position) const
{
    if (isOnEdge(position))
        return tr("Drag to make the score lane taller or lower");
    if (position.x() < plotArea().left() && !m_figures.isEmpty())
        return m_figures.front();
    return isOnThreshold(position)
        ? tr("Drag the threshold up or down: what it flags, and what that is worth, follows")
        : QString();
}

void ScoreLane::paintDecades(const QRect& lane)
{
    QPainter painter(&m_image);
    painter.setPen(QPen(colors().grid, 0, Qt::DotLine));
    const auto range = m_scores->scale;
    for (double decade = std::ceil(range.minimum); decade <= range.maximum; decade += 1.0) {
        const double share = (decade - range.minimum) / (range.maximum - range.minimum);
        const int y = lane.bottom() - int(std::lround(share * (lane.height() - 1)));
        painter.drawLine(0, y, m_image.width(), y);
    }
}

void ScoreLane::paintFigures(QPainter& painter, const QRect& room) const
{
    for (const auto& text : m_figures) {
        const auto size = fontMetrics().size(0, text);
        if (size.width() > room.width() || size.height() > room.height() + 4)
            continue;
        painter.setPen(colors().text);
        painter.drawText(room.adjusted(0, 0, 0, 4), Qt::AlignTop | Qt::AlignLeft, text);
        return;
    }
}

void ScoreLane::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    const auto area = plotArea();
    painter.fillRect(rect(), colors().background);
    if (!m_scores || axis().isEmpty()) {
        paintGutterText(painter, {0, 0, area.left(), height()}, tr("Score"), true);
        painter.setPen(colors().dimText);
        painter.drawText(area.adjusted(12, 0, -12, 0), Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
        painter.setPen(QPen(colors().grid, 0));
        painter.drawLine(0, 0, width(), 0);
        return;
    }
    if (m_stale)
        render();
    painter.drawImage(area.topLeft(), m_image);
    if (m_marks)
        paintMarks(painter, area, *m_marks, scale(), colors(), true);
    if (const auto selection = axis().selection())
        paintSelection(painter, area, *selection, scale(), colors());
    paintOverlays(painter, event->rect());

    const int line = fontMetrics().height();
    const QRect inner(8, 4, area.left() - 16, height() - 8);
    const auto title = tr("Score");
    paintGutterText(painter, {0, 4, area.left(), line}, title, true);
    auto bold = font();
    bold.setBold(true);
    const int titleWidth = QFontMetrics(bold).horizontalAdvance(title + u"  "_s);
    auto caption = [&](int row, const QColor& colour, const QString& text) {
        painter.setPen(colour);
        painter.drawText(inner.adjusted(0, row * line, 0, 0), Qt::AlignTop | Qt::AlignLeft,
                         fontMetrics().elidedText(text, Qt::ElideRight, inner.width()));
    };
    painter.setPen(colors().dimText);
    painter.drawText(inner.adjusted(titleWidth, 0, 0, 0), Qt::AlignTop | Qt::AlignLeft,
                     fontMetrics().elidedText(QString::fromStdString(m_scores->method), Qt::ElideRight,
                                              inner.width() - titleWidth));
    const auto cursor = axis().cursor();
    if (cursor && m_scores->grid.range().contains(*cursor)) {
        const auto sample = std::size_t((*cursor - m_scores->grid.origin) / m_scores->grid.stepMs);
        caption(1, colors().text, valueText(m_scores->score.samples()[sample], {}));
        caption(
            2, colors().threshold,
            tr("threshold %1").arg(valueText(double(m_scores->threshold.samples()[sample]) * m_factor, {})));
    } else {
        caption(1, colors().dimText,
                tr("%1 to %2 (log)")
                    .arg(valueText(std::pow(10.0, m_scores->scale.minimum), {}),
                         valueText(std::pow(10.0, m_scores->scale.maximum), {})));
        caption(2, colors().threshold,
                m_factor == 1.0 ? tr("threshold")
                                : tr("threshold × %1").arg(QString::number(m_factor, 'f', 2)));
    }
    paintFigures(painter, inner.adjusted(0, 3 * line, 0, 0));
    painter.setPen(QPen(colors().grid, 0));
    painter.drawLine(0, 0, width(), 0);
    painter.drawLine(area.left() - 1, 0, area.left() - 1, height());
}

} // namespace nodesentry::ui
