#include "widgets/lanes/lane_picture.h"

#include "widgets/lanes/expected_painter.h"
#include "widgets/timeline/heat_colours.h"
#include "widgets/traces/score_trace.h"
#include "widgets/timeline/trace_painter.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace nodesentry::ui {

namespace {

/// Spread of a logarithmic lane whose values go down to zero.
constexpr double kMostDecades = 6.0;

/// Smallest and largest value of a pixel's time; NaN without any.
class PixelValues {
public:
    PixelValues(const LaneTrace& trace, const TimeScale& scale) : m_trace(trace), m_scale(scale) { }

    [[nodiscard]] std::optional<ValueRange> at(int x) const
    {
        const TimeRange pixel{m_scale.timeAt(x), std::max(m_scale.timeAt(x + 1.0), m_scale.timeAt(x) + 1)};
        if (const auto* samples = std::get_if<SampleTrace>(&m_trace)) {
            const auto& grid = samples->grid;
            if (pixel.length() < grid.stepMs) { // a sample lasts until the next one
                const auto next = grid.firstAtOrAfter(pixel.begin + 1);
                if (next == 0 || !grid.range().contains(pixel.begin))
                    return std::nullopt;
                const double value = samples->values[std::size_t(next - 1)];
                return std::isfinite(value) ? std::optional(ValueRange{value, value}) : std::nullopt;
            }
        }
        return extent(m_trace, pixel);
    }

private:
    const LaneTrace& m_trace;
    const TimeScale& m_scale;
};

void paintHeat(QImage& image, const QRect& lane, const LanePicture& picture, const LaneTrace& trace,
               ValueRange range, float typical, const TimeScale& scale)
{
    const auto table = heatTable(picture.heatColours);
    const QRect part = lane.intersected(image.rect());
    const PixelValues values(trace, scale);
    auto* bits = reinterpret_cast<QRgb*>(image.bits());
    const auto stride = image.bytesPerLine() / qsizetype(sizeof(QRgb));
    for (int x = part.left(); x <= part.right(); ++x) {
        const auto found = values.at(x);
        if (!found)
            continue;
        const double value
            = found->maximum - typical >= typical - found->minimum ? found->maximum : found->minimum;
        const double share = (value - range.minimum) / (range.maximum - range.minimum);
        const auto colour = table[std::size_t(std::lround(std::clamp(share, 0.0, 1.0) * 255.0))];
        for (int y = part.top(); y <= part.bottom(); ++y)
            bits[qsizetype(y) * stride + x] = colour;
    }
}

} // namespace

ValueRange logarithmicRange(ValueRange range, const LaneTrace& trace)
{
    double smallest = std::numeric_limits<double>::infinity();
    const auto look = [&](float value) {
        if (value > 0.0F)
            smallest = std::min(smallest, double(value));
    };
    if (const auto* envelope = std::get_if<EnvelopeTrace>(&trace)) {
        for (const auto& bucket : envelope->buckets) {
            look(bucket.minimum);
            look(bucket.maximum);
        }
    } else {
        for (const float value : std::get<SampleTrace>(trace).values)
            look(value);
    }
    if (!(range.maximum > 0.0) || !std::isfinite(smallest))
        return {0.1, 10.0}; // nothing positive: everything lies at the bottom
    const double least = range.maximum * std::pow(10.0, -kMostDecades);
    const double minimum
        = std::max(range.minimum > 0.0 ? range.minimum : std::min(smallest, range.maximum), least);
    const auto wide = padded({std::log10(minimum), std::log10(std::max(range.maximum, minimum * 1.01))});
    return {std::pow(10.0, wide.minimum), std::pow(10.0, wide.maximum)};
}

void paintLane(QImage& image, const QRect& lane, const LanePicture& picture, const TimeScale& scale)
{
    const ValueRange range = picture.logarithmic
        ? ValueRange{std::log10(picture.range.minimum), std::log10(picture.range.maximum)}
        : picture.range;
    // One step under the lane: what has no logarithm is seen as clipped.
    const ValueRange floor{range.minimum - 0.1 * (range.maximum - range.minimum), range.maximum};
    const auto shown = [&](const LaneTrace& trace) { return logTrace(trace, floor); };
    if (picture.heat) {
        const auto typical
            = picture.logarithmic ? std::log10(std::max(picture.typical, 1e-30F)) : picture.typical;
        if (picture.logarithmic)
            paintHeat(image, lane, picture, shown(*picture.trace), range, typical, scale);
        else
            paintHeat(image, lane, picture, *picture.trace, range, typical, scale);
        return;
    }
    const auto paint = [&](const LaneTrace& trace, const QRect& where, const TraceStyle& style) {
        if (picture.logarithmic)
            paintTrace(image, where, shown(trace), scale, range, style);
        else
            paintTrace(image, where, trace, scale, range, style);
    };
    if (picture.peers) {
        const double left = std::clamp(std::floor(scale.xOf(picture.peers->range.begin)), double(lane.left()),
                                       double(lane.right()) + 1.0);
        const double right
            = std::clamp(std::ceil(scale.xOf(picture.peers->range.end)), left, double(lane.right()) + 1.0);
        const QRect part(int(left), lane.top(), int(right - left), lane.height());
        if (!part.isEmpty()) {
            if (picture.peers->band)
                paint(*picture.peers->band, part, {picture.band, picture.band, 1e9});
            for (const auto& line : picture.peers->lines)
                paint(line, part, {picture.peer, picture.peer, 1e9});
        }
    }
    if (!picture.expected) {
        paint(*picture.trace, lane, {picture.curve, picture.clipped, picture.markerSpacing});
        return;
    }
    const auto observed = picture.logarithmic ? shown(*picture.trace) : *picture.trace;
    const auto expected = picture.logarithmic ? shown(*picture.expected) : *picture.expected;
    paintResidual(image, lane, observed, expected, scale, range, picture.residual);
    paintTrace(image, lane, observed, scale, range, {picture.curve, picture.clipped, picture.markerSpacing});
    paintExpected(image, lane, expected, scale, range, picture.expectedLine, picture.dash);
}

} // namespace nodesentry::ui
