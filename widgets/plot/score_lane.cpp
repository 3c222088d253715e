#include "widgets/plot/score_lane.h"

#include "widgets/plot/mark_painter.h"
#include "widgets/plot/time_ruler.h"
#include "widgets/plot/time_ticks.h"
#include "widgets/plot/trace_painter.h"
#include "widgets/plot/trace_source.h"
#include "widgets/text/value_text.h"

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
    return {400, fontMetrics().height() * 5 + 10};
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
    paintTrace(m_image, lane, logTrace(*threshold, range), device, range,
               {colors().threshold.rgb(), colors().threshold.rgb(), 1e9});
    m_image.setDevicePixelRatio(ratio);
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
    paintGutterText(painter, {0, 4, area.left(), line}, tr("Score"), true);
    auto caption = [&](int row, const QColor& colour, const QString& text) {
        painter.setPen(colour);
        painter.drawText(inner.adjusted(0, row * line, 0, 0), Qt::AlignTop | Qt::AlignLeft,
                         fontMetrics().elidedText(text, Qt::ElideRight, inner.width()));
    };
    caption(1, colors().dimText, tr("method %1").arg(QString::fromStdString(m_scores->method)));
    const auto cursor = axis().cursor();
    if (cursor && m_scores->grid.range().contains(*cursor)) {
        const auto sample = std::size_t((*cursor - m_scores->grid.origin) / m_scores->grid.stepMs);
        caption(2, colors().text, valueText(m_scores->score.samples()[sample], {}));
        caption(3, colors().threshold,
                tr("threshold %1").arg(valueText(m_scores->threshold.samples()[sample], {})));
    } else {
        caption(2, colors().dimText,
                tr("%1 to %2 (log)")
                    .arg(valueText(std::pow(10.0, m_scores->scale.minimum), {}),
                         valueText(std::pow(10.0, m_scores->scale.maximum), {})));
        caption(3, colors().threshold, tr("threshold"));
    }
    painter.setPen(QPen(colors().grid, 0));
    painter.drawLine(0, 0, width(), 0);
    painter.drawLine(area.left() - 1, 0, area.left() - 1, height());
}

} // namespace nodesentry::ui
