#include "widgets/timeline/mark_painter.h"

#include "widgets/timeline/column_fills.h"

#include <QFontMetricsF>

#include <algorithm>
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

void paintLetter(QPainter& painter, const QRectF& band, const QRectF& area, double side,
                 const PlotColors& colors)
{
    const double left = std::max(band.left(), area.left());
    if (std::min(band.right(), area.right()) - left < side)
        return;
    // The first row: that of labels is below it.
    const QRectF badge(left, area.top(), side, side);
    painter.fillRect(badge, colors.caseLine);
    painter.setPen(colors.background);
    painter.drawText(badge, Qt::AlignCenter, u"C"_s);
}

/// Paints bands, ascending by their left edges. Narrow bands that touch on the screen become
/// one, so that the cost depends on the pixels and not on the number of marks.
class BandPainter {
public:
    BandPainter(const QPainter& painter, const QRectF& area, const QColor& line, const QColor& fill,
                bool strong)
        : m_fills(painter, area),
          m_area(area),
          m_line(line),
          m_fill(fill)
    {
        m_line.setAlpha(strong ? 190 : 110); // over the metric lanes the curves come first
    }

    void add(const QRectF& band)
    {
        const int left = int(std::floor(band.left()));
        const int right = std::max(left + 1, int(std::lround(band.right())));
        const bool narrow = right - left <= kNarrow;
        if (narrow && m_right > m_left && left <= m_right) {
            m_right = std::max(m_right, right);
            m_merged = true;
            return;
        }
        flush();
        m_left = left;
        m_right = right;
        if (!narrow)
            flush(); // keeps its own edges, whatever comes next
    }

    void paintOn(QPainter& painter)
    {
        flush();
        m_fills.paintOn(painter, m_area);
    }

private:
    static constexpr int kNarrow = 3;

    void flush()
    {
        const int width = m_right - m_left;
        if (width <= 0)
            return;
        m_fills.fill(m_left, width, m_fill);
        if (width >= 6 && !m_merged) { // a crowd of marks is no mark
            auto hatch = m_line;
            hatch.setAlpha(44);
            m_fills.fill(m_left, width, QBrush(hatch, Qt::BDiagPattern));
        }
        m_fills.fill(m_left, 1, m_line);
        if (width >= 3)
            m_fills.fill(m_right - 1, 1, m_line);
        m_left = m_right = 0;
        m_merged = false;
    }

    ColumnFills m_fills;
    QRectF m_area;
    QColor m_line;
    QColor m_fill;
    int m_left = 0; ///< the band that is being gathered
    int m_right = 0;
    bool m_merged = false; ///< of several marks
};

} // namespace

void paintMarks(QPainter& painter, const QRectF& area, const IntervalIndex& index, const TimeScale& scale,
                const PlotColors& colors, bool withLetters)
{
    painter.save();
    painter.setClipRect(area, Qt::IntersectClip);
    const TimeRange visible{scale.timeAt(area.left()), scale.timeAt(area.right()) + 1};
    const auto [first, last] = index.candidates(visible);
    BandPainter bands(painter, area, colors.caseLine, colors.caseFill, withLetters);
    for (auto i = first; i < last; ++i) {
        const auto& mark = index.marks()[i];
        if (mark.range.overlaps(visible))
            bands.add(bandOf(area, mark.range, scale));
    }
    bands.paintOn(painter);
    // After all bands, so that none covers a letter.
    const double side = QFontMetricsF(painter.font()).height() + 1.0;
    for (auto i = first; withLetters && i < last; ++i) {
        const auto& mark = index.marks()[i];
        if (mark.range.overlaps(visible) && double(mark.range.length()) >= side * scale.msPerPixel)
            paintLetter(painter, bandOf(area, mark.range, scale), area, side, colors);
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
