#include "widgets/plot/mark_painter.h"

#include <QFontMetricsF>

#include <algorithm>
#include <array>
#include <cmath>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

namespace {

QRectF bandOf(const QRectF& area, TimeRange range, const TimeScale& scale)
{
    const double left = std::max(scale.xOf(range.begin), area.left() - 2.0);
    const double right = std::min(scale.xOf(range.end), area.right() + 2.0);
    return {left, area.top(), std::max(right - left, 1.0), area.height()};
}

void paintLetter(QPainter& painter, const QRectF& band, const QRectF& area, MarkKind kind,
                 const PlotColors& colors)
{
    const QFontMetricsF metrics(painter.font());
    const double side = metrics.height() + 1.0;
    const double left = std::max(band.left(), area.left());
    if (std::min(band.right(), area.right()) - left < side)
        return;
    // Cases keep to the first row and labels to the second: where both mark one time, both letters are seen.
    const QRectF badge(left, area.top() + (kind == MarkKind::Case ? 0.0 : side), side, side);
    painter.fillRect(badge, kind == MarkKind::Case ? colors.caseLine : colors.labelLine);
    painter.setPen(colors.background);
    painter.drawText(badge, Qt::AlignCenter, kind == MarkKind::Case ? u"C"_s : u"L"_s);
}

} // namespace

void paintMarks(QPainter& painter, const QRectF& area, const IntervalIndex& index, const TimeScale& scale,
                const PlotColors& colors, bool withLetters)
{
    painter.save();
    painter.setClipRect(area, Qt::IntersectClip);
    const TimeRange visible{scale.timeAt(area.left()), scale.timeAt(area.right()) + 1};
    const auto [first, last] = index.candidates(visible);
    std::array<double, 2> paintedUntil{-1e9, -1e9};
    for (auto i = first; i < last; ++i) {
        const auto& mark = index.marks()[i];
        if (!mark.range.overlaps(visible))
            continue;
        const auto band = bandOf(area, mark.range, scale);
        auto& until = paintedUntil[mark.kind == MarkKind::Case ? 0 : 1];
        if (band.width() <= 1.5 && band.right() <= until + 0.5)
            continue;
        until = std::max(until, band.right());

        const bool isCase = mark.kind == MarkKind::Case;
        const auto& line = isCase ? colors.caseLine : colors.labelLine;
        painter.fillRect(band, isCase ? colors.caseFill : colors.labelFill);
        if (band.width() >= 6.0) {
            auto hatch = line;
            hatch.setAlpha(44);
            painter.fillRect(band, QBrush(hatch, isCase ? Qt::BDiagPattern : Qt::FDiagPattern));
        }
        auto edge = line;
        edge.setAlpha(withLetters ? 190 : 110); // over the metric lanes the curves come first
        painter.setPen(QPen(edge, 0));
        painter.drawLine(QPointF(band.left(), band.top()), QPointF(band.left(), band.bottom()));
        if (band.width() >= 3.0)
            painter.drawLine(QPointF(band.right(), band.top()), QPointF(band.right(), band.bottom()));
    }
    // After all bands, so that none covers a letter.
    for (auto i = first; withLetters && i < last; ++i) {
        const auto& mark = index.marks()[i];
        if (mark.range.overlaps(visible))
            paintLetter(painter, bandOf(area, mark.range, scale), area, mark.kind, colors);
    }
    painter.restore();
}

void paintSelection(QPainter& painter, const QRectF& area, TimeRange selection, const TimeScale& scale,
                    const PlotColors& colors)
{
    const auto band = bandOf(area, selection, scale).intersected(area);
    if (band.isEmpty())
        return;
    painter.fillRect(band, colors.selectionFill);
    painter.setPen(QPen(colors.selectionLine, 0));
    painter.drawLine(band.topLeft(), band.bottomLeft());
    painter.drawLine(band.topRight(), band.bottomRight());
}

} // namespace nodesentry::ui
