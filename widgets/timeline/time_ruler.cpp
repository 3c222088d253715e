#include "widgets/timeline/time_ruler.h"

#include "widgets/timeline/time_ticks.h"
#include "widgets/base/text/time_zone.h"
#include "widgets/base/text/value_text.h"

#include <QPainter>
#include <QPaintEvent>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

int tickCountFor(const TimeStrip& strip)
{
    return std::max(2, strip.plotArea().width() / (strip.fontMetrics().averageCharWidth() * 16));
}

TimeRuler::TimeRuler(TimeAxis& axis, QWidget* parent) : TimeStrip(axis, parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Time axis"));
    connect(&axis, &TimeAxis::visibleChanged, this, [this] { update(); });
    connect(&axis, &TimeAxis::cursorChanged, this, [this] { update(); });
}

QSize TimeRuler::sizeHint() const
{
    return {400, fontMetrics().height() + 10};
}

void TimeRuler::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    painter.fillRect(rect(), colors().alternate);
    painter.setPen(QPen(colors().grid, 0));
    painter.drawLine(0, height() - 1, width(), height() - 1);
    if (axis().isEmpty())
        return;
    const auto area = plotArea();
    const auto date = timeText(axis().visible().begin).left(10);
    paintGutterText(painter, {0, 0, area.left(), height()},
                    date + u"  "_s + zoneText(axis().visible().begin));

    painter.setClipRect(area);
    const auto map = scale();
    for (const auto& tick : timeTicks(axis().visible(), tickCountFor(*this))) {
        const double x = map.xOf(tick.time);
        painter.setPen(QPen(colors().dimText, 0));
        painter.drawLine(QPointF(x, height() - 5), QPointF(x, height() - 1));
        painter.setPen(tick.day ? colors().text : colors().dimText);
        painter.drawText(QRectF(x + 3.0, 0.0, 200.0, height()), Qt::AlignVCenter | Qt::AlignLeft, tick.text);
    }
    paintOverlays(painter, event->rect());
    if (const auto cursor = axis().cursor()) {
        const auto text = axis().visible().length() < 60'000 ? timeText(*cursor).mid(11) : clockText(*cursor);
        const double width = fontMetrics().horizontalAdvance(text) + 10.0;
        const double x
            = std::clamp(map.xOf(*cursor) - width / 2, double(area.left()), area.right() + 1.0 - width);
        painter.fillRect(QRectF(x, 2, width, height() - 4), colors().text);
        painter.setPen(colors().background);
        painter.drawText(QRectF(x, 2, width, height() - 4), Qt::AlignCenter, text);
    }
}

} // namespace nodesentry::ui
