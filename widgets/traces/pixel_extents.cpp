#include "widgets/traces/pixel_extents.h"

#include <algorithm>
#include <cmath>

namespace nodesentry::ui {

namespace {

MinMax unite(MinMax a, MinMax b)
{
    if (std::isnan(a.minimum))
        return b;
    if (std::isnan(b.minimum))
        return a;
    return {std::min(a.minimum, b.minimum), std::max(a.maximum, b.maximum)};
}

void addSamples(std::vector<MinMax>& extents, const SampleTrace& trace, const TimeScale& scale, int left,
                int right)
{
    const auto add = [&](int x, double value) {
        if (x >= left && x <= right) {
            auto& extent = extents[std::size_t(x - left)];
            extent = unite(extent, {float(value), float(value)});
        }
    };
    const auto first = std::max<std::int64_t>(trace.grid.firstAtOrAfter(scale.timeAt(left)) - 1, 0);
    const auto last = std::min(trace.grid.firstAtOrAfter(scale.timeAt(right + 1.0)) + 1, trace.grid.size);
    bool joined = false;
    double x0 = 0.0;
    double y0 = 0.0;
    for (auto i = first; i < last; ++i) {
        const double y1 = trace.values[std::size_t(i)];
        if (std::isnan(y1)) {
            joined = false;
            continue;
        }
        const double x1 = scale.xOf(trace.grid.timeOf(i));
        add(int(std::floor(x1)), y1);
        if (joined) {
            const double slope = x1 > x0 ? (y1 - y0) / (x1 - x0) : 0.0;
            const int end = std::min(int(std::floor(x1)), right);
            for (int x = std::max(int(std::floor(x0)), left); x <= end; ++x) {
                add(x, y0 + (std::clamp(double(x), x0, x1) - x0) * slope);
                add(x, y0 + (std::clamp(double(x) + 1.0, x0, x1) - x0) * slope);
            }
        }
        joined = true;
        x0 = x1;
        y0 = y1;
    }
}

} // namespace

BucketColumns::BucketColumns(const EnvelopeTrace& trace, const TimeScale& scale, int left)
    : m_trace(trace),
      m_perPixel(scale.msPerPixel / trace.bucketMs),
      m_origin((double(scale.begin - trace.begin) - scale.left * scale.msPerPixel) / trace.bucketMs),
      m_left(left)
{
}

std::int64_t BucketColumns::firstOf(int x) const
{
    // Buckets that begin on a pixel's edge up to rounding are kept there.
    return std::int64_t(std::ceil(m_origin + x * m_perPixel - 1e-6));
}

MinMax BucketColumns::at(int x) const
{
    const auto count = std::int64_t(m_trace.buckets.size());
    auto first = firstOf(x);
    auto last = firstOf(x + 1);
    if (first == last) { // pixels finer than buckets: the one that contains the pixel
        first -= 1;
        last = first + 1;
    } else if (x == m_left) {
        first -= 1; // what begins left of the lane reaches into its first pixel
    }
    first = std::clamp<std::int64_t>(first, 0, count);
    last = std::clamp<std::int64_t>(last, 0, count);
    MinMax pixel{NAN, NAN};
    for (auto i = first; i < last; ++i)
        pixel = unite(pixel, m_trace.buckets[std::size_t(i)]);
    return pixel;
}

std::vector<MinMax> pixelExtents(const LaneTrace& trace, const TimeScale& scale, int left, int right)
{
    std::vector<MinMax> extents(std::size_t(std::max(right - left + 1, 0)), {NAN, NAN});
    if (const auto* envelope = std::get_if<EnvelopeTrace>(&trace)) {
        const BucketColumns columns(*envelope, scale, left);
        for (int x = left; x <= right; ++x)
            extents[std::size_t(x - left)] = columns.at(x);
    } else {
        addSamples(extents, std::get<SampleTrace>(trace), scale, left, right);
    }
    return extents;
}

} // namespace nodesentry::ui
