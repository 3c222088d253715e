#include "widgets/lanes/expected_painter.h"

#include "core/base/expects.h"
#include "widgets/traces/pixel_extents.h"

#include <algorithm>
#include <cmath>

namespace nodesentry::ui {

namespace {

/// The part of an image that is a lane, in whose columns is painted.
class LaneColumns {
public:
    LaneColumns(QImage& image, const QRect& lane, ValueRange values)
        : m_part(lane.intersected(image.rect())),
          m_bits(reinterpret_cast<QRgb*>(image.bits())),
          m_stride(image.bytesPerLine() / qsizetype(sizeof(QRgb))),
          m_minimum(values.minimum),
          m_pixelsPerUnit((lane.height() - 1) / (values.maximum - values.minimum)),
          m_bottom(lane.y() + lane.height() - 1)
    {
        NODESENTRY_EXPECTS(image.depth() == 32, "pixels are written as 32-bit values");
        NODESENTRY_EXPECTS(values.maximum > values.minimum, "a value range has a height");
    }

    [[nodiscard]] const QRect& part() const { return m_part; }

    /// Limited, so that far-off values survive the conversion to int.
    [[nodiscard]] int yOf(double value) const
    {
        const double y = m_bottom - (value - m_minimum) * m_pixelsPerUnit;
        return int(std::lround(std::clamp(y, -1e6, 1e6)));
    }

    /// Does something with the pixels of x from @p top to @p bottom (inclusive).
    template <class Change> void column(int x, int top, int bottom, const Change& change)
    {
        const int last = std::min(bottom, m_part.bottom());
        for (int y = std::max(top, m_part.top()); y <= last; ++y)
            change(m_bits[qsizetype(y) * m_stride + x]);
    }

private:
    QRect m_part;
    QRgb* m_bits;
    qsizetype m_stride;
    double m_minimum;
    double m_pixelsPerUnit;
    int m_bottom;
};

/// Rows of a column that a trace covers.
struct Run {
    int top = 0;
    int bottom = 0;
};

Run runOf(const LaneColumns& columns, MinMax extent)
{
    return {columns.yOf(extent.maximum), columns.yOf(extent.minimum)};
}

} // namespace

void paintResidual(QImage& image, const QRect& lane, const LaneTrace& observed, const LaneTrace& expected,
                   const TimeScale& scale, ValueRange values, QRgb tint)
{
    LaneColumns columns(image, lane, values);
    const auto part = columns.part();
    const auto seen = pixelExtents(observed, scale, part.left(), part.right());
    const auto wanted = pixelExtents(expected, scale, part.left(), part.right());
    const QRgb source = qPremultiply(tint);
    const auto blend = [source, rest = 255 - qAlpha(source)](QRgb& pixel) {
        const auto channel = [rest](int over, int under) { return over + (under * rest + 127) / 255; };
        pixel = qRgba(channel(qRed(source), qRed(pixel)), channel(qGreen(source), qGreen(pixel)),
                      channel(qBlue(source), qBlue(pixel)), channel(qAlpha(source), qAlpha(pixel)));
    };
    for (int x = part.left(); x <= part.right(); ++x) {
        const auto& a = seen[std::size_t(x - part.left())];
        const auto& b = wanted[std::size_t(x - part.left())];
        if (std::isnan(a.minimum) || std::isnan(b.minimum))
            continue;
        const auto one = runOf(columns, a);
        const auto other = runOf(columns, b);
        const Run both{std::max(one.top, other.top), std::min(one.bottom, other.bottom)};
        const Run either{std::min(one.top, other.top), std::max(one.bottom, other.bottom)};
        if (both.top > both.bottom) {
            columns.column(x, either.top, either.bottom, blend);
            continue;
        }
        columns.column(x, either.top, both.top - 1, blend);
        columns.column(x, both.bottom + 1, either.bottom, blend);
    }
}

void paintExpected(QImage& image, const QRect& lane, const LaneTrace& expected, const TimeScale& scale,
                   ValueRange values, QRgb line, int dash)
{
    LaneColumns columns(image, lane, values);
    const auto part = columns.part();
    const auto extents = pixelExtents(expected, scale, part.left(), part.right());
    const auto set = [line](QRgb& pixel) { pixel = line; };
    const int period = dash + (dash + 1) / 2;
    // Pixels since 1970, so that dashes do not crawl along the line while panning.
    const auto origin = std::llround(double(scale.begin) / scale.msPerPixel - scale.left);
    bool joined = false;
    Run previous;
    for (int x = part.left(); x <= part.right(); ++x) {
        const auto& extent = extents[std::size_t(x - part.left())];
        if (std::isnan(extent.minimum)) {
            joined = false;
            continue;
        }
        const auto run = runOf(columns, extent);
        const bool on = ((origin + x) % period + period) % period < dash;
        const auto edge = [&](int y, int before) {
            const int top = joined ? std::min(y, before) : y;
            const int bottom = joined ? std::max(y, before) : y;
            if (on || !joined || bottom - top > 1)
                columns.column(x, top, bottom, set);
        };
        edge(run.top, previous.top);
        if (run.bottom > run.top + 1 || previous.bottom > previous.top + 1)
            edge(run.bottom, previous.bottom);
        joined = true;
        previous = run;
    }
}

} // namespace nodesentry::ui
