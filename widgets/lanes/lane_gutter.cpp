#include "widgets/lanes/lane_gutter.h"

#include <QPainter>

#include <algorithm>
#include <utility>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

namespace {

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

void paintPin(QPainter& painter, const QRect& rect, bool set, const PlotColors& colors)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QPointF centre = QRectF(rect).center();
    const double size = rect.height() / 2.0;
    const QRectF head(centre.x() - size * 0.38, centre.y() - size * 0.8, size * 0.76, size * 0.76);
    painter.setPen(QPen(set ? colors.text : colors.dimText, 1.2));
    painter.drawLine(QPointF(centre.x(), head.bottom()), QPointF(centre.x(), centre.y() + size * 0.8));
    painter.setBrush(set ? QBrush(colors.text) : QBrush(Qt::NoBrush));
    painter.drawEllipse(head);
    painter.restore();
}

} // namespace

QRect pinRect(const QRect& gutter, const QFontMetrics& font)
{
    const int side = font.height();
    if (gutter.height() < side + 2)
        return {};
    return {gutter.right() - side - 2, gutter.top() + 2, side, side};
}

void paintGutter(QPainter& painter, const QRect& area, const GutterText& text, const PlotColors& colors,
                 const QFontMetrics& font)
{
    if (text.current)
        painter.fillRect(QRect(area.left(), area.top(), 3, area.height() - 1), colors.selectionLine);
    const int line = font.height();
    if (area.height() < line)
        return;
    const int margin = area.height() < line + 7 ? 0 : 3;
    const QRect inner = area.adjusted(8, margin, -8, -margin - 1);
    const auto pin = text.pinned || text.hovered ? pinRect(area, font) : QRect();
    if (!pin.isEmpty())
        paintPin(painter, pin, text.pinned, colors);
    const int nameWidth = pin.isEmpty() ? inner.width() : pin.left() - inner.left() - 2;
    painter.setPen(colors.text);
    const auto [first, second]
        = nameLines(text.name, font, nameWidth, text.above.isEmpty() && inner.height() >= 3 * line);
    painter.drawText(inner, Qt::AlignTop | Qt::AlignLeft, first);
    if (!second.isEmpty())
        painter.drawText(inner.adjusted(0, line, 0, 0), Qt::AlignTop | Qt::AlignLeft, second);
    if (inner.height() < 2 * line)
        return;
    if (!text.above.isEmpty() && area.height() >= 3 * line) { // the margins are room enough between them
        painter.setPen(text.strongAbove ? colors.text : colors.dimText);
        painter.drawText(inner.adjusted(0, 0, 0, -line), Qt::AlignBottom | Qt::AlignLeft,
                         font.elidedText(text.above, Qt::ElideRight, inner.width()));
    }
    int valueWidth = inner.width();
    if (!text.scale.isEmpty()) {
        const int width = font.horizontalAdvance(text.scale);
        painter.setPen(colors.dimText);
        painter.drawText(inner, Qt::AlignBottom | Qt::AlignRight, text.scale);
        valueWidth -= width + font.averageCharWidth();
    }
    painter.setPen(text.strongValue ? colors.text : colors.dimText);
    painter.drawText(inner, Qt::AlignBottom | Qt::AlignLeft,
                     font.elidedText(text.value, Qt::ElideRight, valueWidth));
}

void paintGroupHeader(QPainter& painter, const QRect& area, const QString& text, bool collapsed,
                      const PlotColors& colors, const QFontMetrics& font)
{
    painter.save();
    painter.fillRect(area.adjusted(0, 0, 0, -1), colors.alternate);
    const int size = font.height() / 2;
    const QPointF centre(12.0 + size / 2.0, area.center().y() + 0.5);
    const double half = size / 2.0;
    QPolygonF triangle;
    if (collapsed)
        triangle << centre + QPointF(-half / 2, -half) << centre + QPointF(half / 2, 0)
                 << centre + QPointF(-half / 2, half);
    else
        triangle << centre + QPointF(-half, -half / 2) << centre + QPointF(half, -half / 2)
                 << centre + QPointF(0, half / 2);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.dimText);
    painter.drawPolygon(triangle);
    auto strong = painter.font();
    strong.setBold(true);
    painter.setFont(strong);
    painter.setPen(colors.text);
    painter.drawText(area.adjusted(size + 22, 0, -6, 0), Qt::AlignVCenter | Qt::AlignLeft,
                     QFontMetrics(strong).elidedText(text, Qt::ElideRight, area.width() - size - 28));
    painter.restore();
}

} // namespace nodesentry::ui
