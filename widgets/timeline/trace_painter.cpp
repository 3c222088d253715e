#include "widgets/timeline/trace_painter.h"

#include "core/base/expects.h"
#include "widgets/traces/pixel_extents.h"

#include <algorithm>
#include <cmath>

namespace nodesentry::ui {

namespace {

/// Writes vertical runs of pixels straight into the image: a QPainter call per column would cost most of a
/// frame.
class ColumnWriter {
public:
    ColumnWriter(QImage& image, const QRect& lane, ValueRange values, const TraceStyle& style)
        : m_lane(lane.intersected(image.rect())),
          m_wholeLane(lane),
          m_bits(reinterpret_cast<QRgb*>(image.bits())),
          m_stride(image.bytesPerLine() / qsizetype(sizeof(QRgb))),
          m_values(values),
          m_style(style),
          m_pixelsPerUnit((lane.height() - 1) / (values.maximum - values.minimum)),
          m_bottom(lane.y() + lane.height() - 1)
    {
    }

    [[nodiscard]] const QRect& lane() const { return m_lane; }

    /// Unclipped y of a value. Limited, so that far-off values survive the conversion to int.
    [[nodiscard]] int yOf(double value) const
    {
        const double y = m_bottom - (value - m_values.minimum) * m_pixelsPerUnit;
        return int(std::lround(std::clamp(y, -1e6, 1e6)));
    }

    /// Paints x from @p top to @p bottom (inclusive); ends outside the lane are cut and marked.
    void column(int x, int top, int bottom)
    {
        if (x < m_lane.left() || x > m_lane.right() || m_lane.isEmpty())
            return;
        const int first = std::max(top, m_lane.top());
        const int last = std::min(bottom, m_lane.bottom());
        for (int y = first; y <= last; ++y)
            set(x, y, m_style.curve);
        for (int i = 0; i < 2; ++i) {
            if (top < m_wholeLane.top())
                setClipped(x, m_wholeLane.top() + i);
            if (bottom > m_wholeLane.bottom())
                setClipped(x, m_wholeLane.bottom() - i);
        }
    }

private:
    void setClipped(int x, int y)
    {
        if (y >= m_lane.top() && y <= m_lane.bottom())
            set(x, y, m_style.clipped);
    }
    void set(int x, int y, QRgb colour) { m_bits[qsizetype(y) * m_stride + x] = colour; }

    QRect m_lane; ///< what of it lies in the image
    QRect m_wholeLane;
    QRgb* m_bits;
    qsizetype m_stride;
    ValueRange m_values;
    TraceStyle m_style;
    double m_pixelsPerUnit;
    int m_bottom;
};

void paintEnvelope(ColumnWriter& writer, const EnvelopeTrace& trace, const TimeScale& scale)
{
    const auto& lane = writer.lane();
    const BucketColumns columns(trace, scale, lane.left());
    bool joined = false;
    int previousTop = 0;
    int previousBottom = 0;
    for (int x = lane.left(); x <= lane.right(); ++x) {
        const auto pixel = columns.at(x);
        if (std::isnan(pixel.minimum)) {
            joined = false;
            continue;
        }
        const int top = writer.yOf(pixel.maximum);
        const int bottom = writer.yOf(pixel.minimum);
        writer.column(x, joined ? std::min(top, previousBottom) : top,
                      joined ? std::max(bottom, previousTop) : bottom);
        joined = true;
        previousTop = top;
        previousBottom = bottom;
    }
}

/// A straight line of one pixel width between two samples.
void paintStroke(ColumnWriter& writer, double x0, int y0, double x1, int y1)
{
    const int first = std::max(int(std::floor(x0)), writer.lane().left());
    const int last = std::min(int(std::floor(x1)), writer.lane().right());
    const double slope = x1 > x0 ? (y1 - y0) / (x1 - x0) : 0.0;
    for (int x = first; x <= last; ++x) {
        const double from = std::clamp(double(x), x0, x1);
        const double to = std::clamp(double(x) + 1.0, x0, x1);
        const int a = int(std::lround(y0 + (from - x0) * slope));
        const int b = int(std::lround(y0 + (to - x0) * slope));
        writer.column(x, std::min(a, b), std::max(a, b));
    }
}

void paintSamples(ColumnWriter& writer, const SampleTrace& trace, const TimeScale& scale,
                  double markerSpacing)
{
    const auto& lane = writer.lane();
    const auto count = trace.grid.size;
    const auto first = std::max<std::int64_t>(trace.grid.firstAtOrAfter(scale.timeAt(lane.left())) - 1, 0);
    const auto last = std::min(trace.grid.firstAtOrAfter(scale.timeAt(lane.right() + 1.0)) + 1, count);
    const double pixelsPerSample = double(trace.grid.stepMs) / scale.msPerPixel;
    const int dot
        = pixelsPerSample >= markerSpacing ? 1 : 0; // half width of a marker, once there is room for one

    bool joined = false;
    double previousX = 0.0;
    int previousY = 0;
    for (auto i = first; i < last; ++i) {
        const float value = trace.values[std::size_t(i)];
        if (std::isnan(value)) {
            joined = false;
            continue;
        }
        const double x = scale.xOf(trace.grid.timeOf(i));
        const int y = writer.yOf(value);
        if (joined)
            paintStroke(writer, previousX, previousY, x, y);
        const int column = int(std::floor(x));
        for (int dx = -dot; dx <= dot; ++dx)
            writer.column(column + dx, y - dot, y + dot);
        joined = true;
        previousX = x;
        previousY = y;
    }
}

} // namespace

void paintTrace(QImage& image, const QRect& lane, const LaneTrace& trace, const TimeScale& scale,
                ValueRange values, const TraceStyle& style)
{
    NODESENTRY_EXPECTS(image.depth() == 32, "pixels are written as 32-bit values");
    NODESENTRY_EXPECTS(values.maximum > values.minimum, "a value range has a height");
    ColumnWriter writer(image, lane, values, style);
    if (const auto* envelope = std::get_if<EnvelopeTrace>(&trace))
        paintEnvelope(writer, *envelope, scale);
    else
        paintSamples(writer, std::get<SampleTrace>(trace), scale, style.markerSpacing);
}

} // namespace nodesentry::ui
