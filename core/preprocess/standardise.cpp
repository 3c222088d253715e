#include "core/preprocess/standardise.h"

#include "core/base/expects.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace nodesentry {

namespace {

/// Two passes, since the square of the mean may exceed the variance by far.
MetricStatistics plainStatistics(std::span<const float> samples)
{
    MetricStatistics statistics;
    statistics.count = static_cast<std::int64_t>(samples.size());
    if (samples.empty())
        return statistics;
    const auto count = static_cast<double>(samples.size());
    double sum = 0.0;
    for (const float sample : samples)
        sum += sample;
    statistics.mean = sum / count;
    double squares = 0.0;
    for (const float sample : samples)
        squares += (sample - statistics.mean) * (sample - statistics.mean);
    const double scale = std::sqrt(squares / count);
    statistics.scale = scale > kFloatResolution * std::abs(statistics.mean) ? scale : 0.0;
    return statistics;
}

} // namespace

MetricStatistics trimmedStatistics(std::vector<float> samples, double trimFraction)
{
    NODESENTRY_EXPECTS(trimFraction >= 0.0 && trimFraction < 0.5, "something must be left");
    const auto all = static_cast<std::int64_t>(samples.size());
    const auto cut = static_cast<std::ptrdiff_t>(static_cast<double>(all) * trimFraction);
    if (cut > 0) {
        std::nth_element(samples.begin(), samples.begin() + cut, samples.end());
        std::nth_element(samples.begin() + cut, samples.end() - cut - 1, samples.end());
    }
    auto statistics = plainStatistics(
        std::span(samples).subspan(static_cast<std::size_t>(cut), static_cast<std::size_t>(all - 2 * cut)));
    if (statistics.scale == 0.0)
        statistics = plainStatistics(samples);
    statistics.count = all;
    return statistics;
}

MetricStatistics pooledStatistics(std::span<const MetricStatistics> nodes)
{
    MetricStatistics pooled;
    double sum = 0.0;
    for (const auto& node : nodes) {
        pooled.count += node.count;
        sum += static_cast<double>(node.count) * node.mean;
    }
    if (pooled.count == 0)
        return pooled;
    const auto count = static_cast<double>(pooled.count);
    pooled.mean = sum / count;
    double squares = 0.0;
    for (const auto& node : nodes) {
        const double between = node.mean - pooled.mean;
        squares += static_cast<double>(node.count) * (node.scale * node.scale + between * between);
    }
    const double scale = std::sqrt(squares / count);
    pooled.scale = scale > kFloatResolution * std::abs(pooled.mean) ? scale : 0.0;
    return pooled;
}

double commonSpread(std::span<const MetricStatistics> nodes)
{
    double squares = 0.0;
    std::int64_t moving = 0;
    for (const auto& node : nodes) {
        squares += node.scale * node.scale;
        moving += node.scale > 0.0 ? 1 : 0;
    }
    return moving > 0 ? std::sqrt(squares / static_cast<double>(moving)) : 0.0;
}

void standardise(std::span<const float> values, const MetricStatistics& statistics, double clip,
                 std::span<float> unclipped, std::span<float> clipped)
{
    NODESENTRY_EXPECTS(values.size() == unclipped.size() && values.size() == clipped.size(),
                       "room for every sample");
    NODESENTRY_EXPECTS(clip > 0.0, "a limit of its own for either sign");
    const double inverse = statistics.scale > 0.0 ? 1.0 / statistics.scale : 0.0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double z = std::isfinite(values[i]) ? (values[i] - statistics.mean) * inverse : 0.0;
        unclipped[i] = static_cast<float>(std::clamp(z, -kLargestStandardised, kLargestStandardised));
        clipped[i] = static_cast<float>(std::clamp(z, -clip, clip));
    }
}

} // namespace nodesentry
