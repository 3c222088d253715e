#include "widgets/traces/lane_trace.h"

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

namespace {

/// Middles of all buckets, or all samples, that have a value and lie in @p range.
std::vector<double> middles(const LaneTrace& trace, TimeRange range)
{
    std::vector<double> values;
    if (const auto* envelope = std::get_if<EnvelopeTrace>(&trace)) {
        for (std::size_t i = 0; i < envelope->buckets.size(); ++i) {
            const auto begin = double(envelope->begin) + double(i) * envelope->bucketMs;
            if (begin + envelope->bucketMs <= double(range.begin) || begin >= double(range.end))
                continue;
            const double middle
                = 0.5 * (double(envelope->buckets[i].minimum) + double(envelope->buckets[i].maximum));
            if (std::isfinite(middle))
                values.push_back(middle);
        }
        return values;
    }
    const auto& samples = std::get<SampleTrace>(trace);
    const auto last = samples.grid.firstAtOrAfter(range.end);
    for (auto i = samples.grid.firstAtOrAfter(range.begin); i < last; ++i) {
        if (std::isfinite(samples.values[std::size_t(i)]))
            values.push_back(samples.values[std::size_t(i)]);
    }
    return values;
}

double medianOf(std::vector<double>& values)
{
    const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

} // namespace

TraceSummary summarise(const LaneTrace& trace)
{
    constexpr double kToDeviation = 1.4826; // of a normal distribution's median absolute deviation
    TraceSummary summary{extent(trace, coveredRange(trace)), robustExtent(trace), 0.0, 0.0};
    auto values = middles(trace, coveredRange(trace));
    if (values.empty())
        return summary;
    summary.typical = medianOf(values);
    double mean = 0.0;
    for (auto& value : values) {
        value = std::abs(value - summary.typical);
        mean += value / double(values.size());
    }
    // Metrics that seldom move have no median deviation; their mean one tells seldom from never.
    const double median = medianOf(values);
    summary.spread = median > 0.0 ? kToDeviation * median : mean;
    return summary;
}

double unusualness(const LaneTrace& trace, const TraceSummary& summary, TimeRange view)
{
    const auto values = middles(trace, view);
    if (values.empty() || !(summary.spread > 0.0))
        return 0.0;
    double sum = 0.0;
    for (const double value : values)
        sum += std::abs(value - summary.typical);
    return sum / double(values.size()) / summary.spread;
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
