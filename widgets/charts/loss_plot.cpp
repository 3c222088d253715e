#include "widgets/charts/loss_plot.h"

#include <QAccessible>
#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace nodesentry::ui {

namespace {

constexpr std::array kKinds{LossKind::Training, LossKind::HeldBack};
constexpr double kLineWidth = 2.0;

/// Between epochs that are written below the plot, so that they do not touch: 1, 2 or 5 times a power of ten.
int epochStep(int epochs, double width, int textWidth)
{
    const double least = double(epochs) * double(textWidth) * 2.0 / std::max(1.0, width);
    for (int power = 1;; power *= 10)
        for (const int factor : {1, 2, 5})
            if (factor * power >= least)
                return factor * power;
}

} // namespace

LossPlot::LossPlot(QWidget* parent) : QWidget(parent), m_colors(plotColors(palette()))
{
    setAccessibleName(tr("Loss curve"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void LossPlot::setCurve(const LossCurve* curve)
{
    const bool same = curve != nullptr && m_curve && m_curve->cluster == curve->cluster;
    m_curve = curve != nullptr ? std::optional(*curve) : std::nullopt;
    setReadEpoch(same ? m_read : std::nullopt);
    updateDescription();
    update();
}

void LossPlot::setReadEpoch(std::optional<int> epoch)
{
    if (epoch && m_curve)
        epoch = std::clamp(*epoch, m_curve->epochs.front().epoch, m_curve->epochs.back().epoch);
    else
        epoch.reset();
    if (epoch == m_read)
        return;
    m_read = epoch;
    updateDescription();
    update();
}

QSize LossPlot::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 90, fontMetrics().height() * 20};
}

QSize LossPlot::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 36, fontMetrics().height() * 10};
}

QRectF LossPlot::plotArea() const
{
    const int line = fontMetrics().height();
    const int left = fontMetrics().horizontalAdvance(QStringLiteral("0.00001")) + 14;
    return QRectF(rect()).adjusted(left, 3.2 * line, -2.0 * line, -2.8 * line);
}

LossMap LossPlot::map() const
{
    return LossMap::of(*m_curve, plotArea());
}

QString LossPlot::endText() const
{
    if (m_curve->state == LossCurve::State::Interrupted)
        return tr("interrupted");
    return m_curve->stoppedEarly() ? tr("stopped early") : QString();
}

QString LossPlot::readText() const
{
    const auto& epoch = m_curve->epochs[std::size_t(*m_read - m_curve->epochs.front().epoch)];
    if (!std::isfinite(epoch.heldBackLoss))
        return tr("Epoch %1: training loss %2").arg(epoch.epoch).arg(lossText(epoch.trainLoss));
    return tr("Epoch %1: training loss %2, held-back loss %3")
        .arg(epoch.epoch)
        .arg(lossText(epoch.trainLoss), lossText(epoch.heldBackLoss));
}

void LossPlot::updateDescription()
{
    QStringList parts;
    if (m_curve) {
        const auto& last = m_curve->epochs.back();
        parts << tr("Cluster %1").arg(m_curve->cluster)
              << (m_curve->plannedEpochs > 0
                      ? tr("epoch %1 of %2").arg(last.epoch).arg(m_curve->plannedEpochs)
                      : tr("epoch %1").arg(last.epoch))
              << tr("training loss %1").arg(lossText(last.trainLoss));
        if (const auto best = m_curve->best())
            parts << tr("held-back loss %1").arg(lossText(last.heldBackLoss))
                  << tr("least held-back loss %1 in epoch %2")
                         .arg(lossText(m_curve->epochs[*best].heldBackLoss))
                         .arg(m_curve->epochs[*best].epoch);
        if (const auto end = endText(); !end.isEmpty())
            parts << end;
        if (m_read)
            parts.prepend(readText());
    }
    const auto description = parts.join(QStringLiteral("; "));
    if (description == accessibleDescription())
        return;
    setAccessibleDescription(description);
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

// --- painting ---

void LossPlot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_colors.background);
    if (!m_curve)
        return;
    const auto lines = map();
    paintGrid(painter, lines);
    paintEnd(painter, lines);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const auto kind : kKinds)
        paintLossLine(painter, *m_curve, kind, lines, lossPen(kind, m_colors, kLineWidth));
    paintBest(painter, lines);
    paintReading(painter, lines);
    paintHeader(painter);
    if (hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(QPen(palette().color(QPalette::Highlight), 1.0));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void LossPlot::paintGrid(QPainter& painter, const LossMap& map) const
{
    const auto& area = map.area;
    const int line = fontMetrics().height();
    for (const auto& tick : map.scale.ticks(std::max(2, int(area.height() / (3.0 * line))))) {
        const double y = std::round(map.yOf(tick.loss)) + 0.5;
        painter.setPen(QPen(m_colors.grid, 1.0));
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter.setPen(m_colors.dimText);
        painter.drawText(QRectF(0, y - line, area.left() - 8, 2 * line), Qt::AlignRight | Qt::AlignVCenter,
                         tick.text);
    }
    const int step = epochStep(map.lastEpoch - map.firstEpoch + 1, area.width(),
                               fontMetrics().horizontalAdvance(QString::number(map.lastEpoch)));
    const auto paintEpoch = [&](int epoch) {
        const double x = std::round(map.xOf(epoch)) + 0.5;
        painter.setPen(QPen(m_colors.grid, 1.0));
        painter.drawLine(QPointF(x, area.bottom()), QPointF(x, area.bottom() + 4));
        painter.setPen(m_colors.dimText);
        painter.drawText(QRectF(x - 60, area.bottom() + 5, 120, line), Qt::AlignHCenter | Qt::AlignTop,
                         QString::number(epoch));
    };
    paintEpoch(map.firstEpoch);
    for (int epoch = (map.firstEpoch / step + 1) * step; epoch <= map.lastEpoch; epoch += step)
        if (epoch - map.firstEpoch > step / 2.0)
            paintEpoch(epoch);
    painter.setPen(QPen(m_colors.dimText, 1.0));
    painter.drawLine(area.bottomLeft(), area.bottomRight());
    painter.drawText(QRectF(area.left(), area.bottom() + 5 + line, area.width(), line + 2),
                     Qt::AlignHCenter | Qt::AlignTop, tr("Epoch"));
}

void LossPlot::paintEnd(QPainter& painter, const LossMap& map) const
{
    const auto text = endText();
    if (text.isEmpty())
        return;
    const double x = std::round(map.xOf(m_curve->epochs.back().epoch)) + 0.5;
    const QRectF never(x, map.area.top(), map.area.right() - x, map.area.height());
    painter.fillRect(never, QBrush(m_colors.idle, Qt::BDiagPattern)); // as time without a job
    painter.setPen(QPen(m_colors.dimText, 1.0, Qt::DotLine));
    painter.drawLine(never.topLeft(), never.bottomLeft());
    const double width = fontMetrics().horizontalAdvance(text) + 12.0;
    const double left = std::min(x + 6.0, map.area.right() - width);
    const QRectF plate(left, map.area.top() + 6.0, width, fontMetrics().height() + 6.0);
    painter.fillRect(plate, m_colors.background); // text on a hatch is hard to read
    painter.setPen(m_colors.text);
    painter.drawText(plate, Qt::AlignCenter, text);
}

void LossPlot::paintBest(QPainter& painter, const LossMap& map) const
{
    const auto best = m_curve->best();
    if (!best)
        return;
    const auto& epoch = m_curve->epochs[*best];
    const QPointF place(map.xOf(epoch.epoch), map.yOf(epoch.heldBackLoss));
    painter.setPen(QPen(m_colors.background, 1.5));
    painter.setBrush(m_colors.caseLine);
    painter.drawEllipse(place, 5.0, 5.0);
    painter.setBrush(Qt::NoBrush);
    const auto text = tr("best: epoch %1").arg(epoch.epoch);
    const double width = fontMetrics().horizontalAdvance(text) + 8.0;
    const double height = fontMetrics().height();
    const double left = std::clamp(place.x() - width / 2.0, map.area.left(), map.area.right() - width);
    // Above the curves: below them lie the training losses of later epochs as often as not.
    double top = place.y() - height - 10.0;
    for (const auto& other : m_curve->epochs) {
        const double x = map.xOf(other.epoch);
        if (x < left || x > left + width)
            continue;
        for (const auto kind : kKinds)
            if (std::isfinite(lossOf(other, kind)))
                top = std::min(top, map.yOf(lossOf(other, kind)) - height - 10.0);
    }
    const QRectF plate(left, std::max(top, map.area.top()), width, height);
    painter.setPen(QPen(m_colors.dimText, 1.0));
    painter.drawLine(QPointF(place.x(), plate.bottom()), place - QPointF(0.0, 6.0));
    painter.fillRect(plate, m_colors.background);
    painter.setPen(m_colors.text);
    painter.drawText(plate, Qt::AlignCenter, text);
}

void LossPlot::paintReading(QPainter& painter, const LossMap& map) const
{
    if (!m_read)
        return;
    const auto& epoch = m_curve->epochs[std::size_t(*m_read - m_curve->epochs.front().epoch)];
    const double x = map.xOf(epoch.epoch);
    painter.setPen(QPen(m_colors.crosshair, 1.0));
    painter.drawLine(QPointF(x, map.area.top()), QPointF(x, map.area.bottom()));
    for (const auto kind : kKinds) {
        if (!std::isfinite(lossOf(epoch, kind)))
            continue;
        painter.setBrush(m_colors.background);
        painter.setPen(QPen(lossPen(kind, m_colors, kLineWidth).color(), kLineWidth));
        painter.drawEllipse(QPointF(x, map.yOf(lossOf(epoch, kind))), 4.0, 4.0);
    }
    painter.setBrush(Qt::NoBrush);
}

QString LossPlot::legendText(LossKind kind, bool withName) const
{
    const auto name = kind == LossKind::Training ? tr("Training") : tr("Held back");
    if (!m_read)
        return name;
    const auto& epoch = m_curve->epochs[std::size_t(*m_read - m_curve->epochs.front().epoch)];
    const auto value = lossText(lossOf(epoch, kind));
    return withName ? tr("%1: %2").arg(name, value) : value;
}

void LossPlot::paintHeader(QPainter& painter) const
{
    constexpr double kMargin = 8.0;
    constexpr double kSample = 26.0;
    const double gap = fontMetrics().averageCharWidth() * 2.0;
    const auto widthOf = [&](LossKind kind, bool withName) {
        return kSample + 6.0 + fontMetrics().horizontalAdvance(legendText(kind, withName)) + gap;
    };
    double all = 0.0;
    for (const auto kind : kKinds)
        all += widthOf(kind, true);
    const bool withNames = all - gap <= width() - 2.0 * kMargin; // else the samples alone name the values
    const int line = fontMetrics().height();
    const double middle = 0.9 * line;
    double x = kMargin;
    for (const auto kind : kKinds) {
        if (kind == LossKind::HeldBack && !m_curve->best())
            continue;
        painter.setPen(lossPen(kind, m_colors, kLineWidth));
        painter.drawLine(QPointF(x, middle), QPointF(x + kSample, middle));
        const double width = widthOf(kind, withNames);
        painter.setPen(m_colors.text);
        painter.drawText(QRectF(x + kSample + 6.0, middle - line, width, 2 * line),
                         Qt::AlignLeft | Qt::AlignVCenter, legendText(kind, withNames));
        x += width;
    }
    const QRectF below(kMargin, 1.7 * line, width() - 2.0 * kMargin, 1.3 * line);
    painter.setPen(m_colors.dimText);
    painter.drawText(below, Qt::AlignLeft | Qt::AlignVCenter,
                     LossScale::of(*m_curve).logarithmic ? tr("Loss (logarithmic)") : tr("Loss"));
    if (m_read) {
        painter.setPen(m_colors.text);
        painter.drawText(below, Qt::AlignRight | Qt::AlignVCenter, tr("Epoch %1").arg(*m_read));
    }
}

// --- reading off ---

void LossPlot::mouseMoveEvent(QMouseEvent* event)
{
    if (m_curve)
        setReadEpoch(map().epochAt(event->position().x()));
}

void LossPlot::leaveEvent(QEvent* event)
{
    setReadEpoch(std::nullopt);
    QWidget::leaveEvent(event);
}

void LossPlot::keyPressEvent(QKeyEvent* event)
{
    if (!m_curve) {
        QWidget::keyPressEvent(event);
        return;
    }
    const int first = m_curve->epochs.front().epoch;
    const int last = m_curve->epochs.back().epoch;
    switch (event->key()) {
    case Qt::Key_Left:
        setReadEpoch(m_read.value_or(last + 1) - 1);
        break;
    case Qt::Key_Right:
        setReadEpoch(m_read.value_or(first - 1) + 1);
        break;
    case Qt::Key_Home:
        setReadEpoch(first);
        break;
    case Qt::Key_End:
        setReadEpoch(last);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void LossPlot::focusInEvent(QFocusEvent* event)
{
    update();
    QWidget::focusInEvent(event);
}

void LossPlot::focusOutEvent(QFocusEvent* event)
{
    update();
    QWidget::focusOutEvent(event);
}

void LossPlot::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) {
        m_colors = plotColors(palette());
        update();
    }
    QWidget::changeEvent(event);
}

} // namespace nodesentry::ui
