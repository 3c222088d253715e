#include "widgets/plot/lane_trace.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace nodesentry::ui {

namespace {

struct Extent {
    double minimum = std::numeric_limits<double>::infinity();
    double maximum = -std::numeric_limits<double>::infinity();

    void add(double value)
    {
        if (!std::isfinite(value))
            return;
        minimum = std::min(minimum, value);
        maximum = std::max(maximum, value);
    }
    [[nodiscard]] std::optional<ValueRange> result() const
    {
        if (minimum > maximum)
            return std::nullopt;
        return ValueRange{minimum, maximum};
    }
};

} // namespace

TimeRange coveredRange(const LaneTrace& trace)
{
    if (const auto* envelope = std::get_if<EnvelopeTrace>(&trace)) {
        const double length = envelope->bucketMs * double(envelope->buckets.size());
        return {envelope->begin, envelope->begin + TimeMs(std::llround(length))};
    }
    return std::get<SampleTrace>(trace).grid.range();
}

std::optional<MinMax> valueAt(const LaneTrace& trace, TimeMs time)
{
    if (!coveredRange(trace).contains(time))
        return std::nullopt;
    MinMax found{};
    if (const auto* envelope = std::get_if<EnvelopeTrace>(&trace)) {
        const auto index = std::size_t(double(time - envelope->begin) / envelope->bucketMs);
        found = envelope->buckets[std::min(index, envelope->buckets.size() - 1)];
    } else {
        const auto& samples = std::get<SampleTrace>(trace);
        const auto value = samples.values[std::size_t((time - samples.grid.origin) / samples.grid.stepMs)];
        found = {value, value};
    }
    if (std::isnan(found.minimum))
        return std::nullopt;
    return found;
}

std::optional<ValueRange> extent(const LaneTrace& trace, TimeRange range)
{
    Extent found;
    if (const auto* envelope = std::get_if<EnvelopeTrace>(&trace)) {
        const auto count = std::int64_t(envelope->buckets.size());
        const auto first = std::clamp<std::int64_t>(
            std::int64_t(std::floor(double(range.begin - envelope->begin) / envelope->bucketMs)), 0, count);
        const auto last = std::clamp<std::int64_t>(
            std::int64_t(std::ceil(double(range.end - envelope->begin) / envelope->bucketMs)), first, count);
        for (auto i = first; i < last; ++i) {
            found.add(envelope->buckets[std::size_t(i)].minimum);
            found.add(envelope->buckets[std::size_t(i)].maximum);
        }
    } else {
        const auto& samples = std::get<SampleTrace>(trace);
        const auto last = samples.grid.firstAtOrAfter(range.end);
        for (auto i = samples.grid.firstAtOrAfter(range.begin); i < last; ++i)
            found.add(samples.values[std::size_t(i)]);
    }
    return found.result();
}

std::optional<ValueRange> robustExtent(const LaneTrace& trace)
{
    std::vector<float> low;
    std::vector<float> high;
    if (const auto* envelope = std::get_if<EnvelopeTrace>(&trace)) {
        for (const auto& bucket : envelope->buckets) {
            if (std::isfinite(bucket.minimum) && std::isfinite(bucket.maximum)) {
                low.push_back(bucket.minimum);
                high.push_back(bucket.maximum);
            }
        }
    } else {
        for (const float value : std::get<SampleTrace>(trace).values) {
            if (std::isfinite(value))
                low.push_back(value);
        }
        high = low;
    }
    if (low.empty())
        return std::nullopt;
    const auto quantile = [](std::vector<float>& values, double share) {
        const auto nth = values.begin() + std::ptrdiff_t(share * double(values.size() - 1));
        std::nth_element(values.begin(), nth, values.end());
        return double(*nth);
    };
    return ValueRange{quantile(low, 0.01), quantile(high, 0.99)};
}

ValueRange padded(ValueRange range)
{
    const double height = range.maximum - range.minimum;
    if (height > 0.0 && std::isfinite(height))
        return {range.minimum - 0.05 * height, range.maximum + 0.05 * height};
    const double margin = range.minimum == 0.0 ? 1.0 : 0.5 * std::abs(range.minimum);
    return {range.minimum - margin, range.maximum + margin};
}

} // namespace nodesentry::ui
