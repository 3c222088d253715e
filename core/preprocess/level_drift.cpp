#include "core/preprocess/level_drift.h"

#include "core/base/expects.h"
#include "core/preprocess/standardise.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <limits>
#include <vector>

namespace nodesentry {

namespace {

constexpr std::size_t kParts = 6;
constexpr double kStepBack = 0.1; // standard deviations
constexpr int kFewestSamples = 12; // in a sixth
constexpr int kFewestSegments = 2; // in a sixth

std::vector<float> measuredOf(std::span<const float> values)
{
    std::vector<float> measured;
    measured.reserve(values.size());
    std::copy_if(values.begin(), values.end(), std::back_inserter(measured),
                 [](float value) { return std::isfinite(value); });
    return measured;
}

float median(std::span<const float> values)
{
    auto measured = measuredOf(values);
    if (measured.empty())
        return std::numeric_limits<float>::quiet_NaN();
    const auto middle = measured.begin() + static_cast<std::ptrdiff_t>(measured.size() / 2);
    std::nth_element(measured.begin(), middle, measured.end());
    return *middle;
}

} // namespace

double levelDrift(std::span<const float> levels, double trimFraction, int fewest)
{
    NODESENTRY_EXPECTS(fewest >= 2, "a spread in each part");
    std::array<double, kParts> means{};
    double squares = 0.0;
    std::int64_t degrees = 0;
    for (std::size_t part = 0; part < kParts; ++part) {
        const auto begin = levels.size() * part / kParts;
        const auto end = levels.size() * (part + 1) / kParts;
        const auto statistics
            = trimmedStatistics(measuredOf(levels.subspan(begin, end - begin)), trimFraction);
        if (statistics.count < fewest)
            return 0.0;
        means[part] = statistics.mean;
        squares += statistics.scale * statistics.scale * static_cast<double>(statistics.count);
        degrees += statistics.count - 1;
    }
    const double spread = std::sqrt(squares / static_cast<double>(degrees));
    const double change = means.back() - means.front();
    for (std::size_t part = 1; part < kParts; ++part) {
        const double step = means[part] - means[part - 1];
        if (step * change < 0 && std::abs(step) > kStepBack * spread)
            return 0.0;
    }
    // Beyond what float samples of this size can resolve.
    if (std::abs(change) <= kFloatResolution * std::max(std::abs(means.front()), std::abs(means.back())))
        return 0.0;
    return spread > 0.0 ? std::abs(change) / spread : std::numeric_limits<double>::infinity();
}

double trainingDrift(std::span<const float> samples, std::span<const Segment> segments, double trimFraction)
{
    const auto end = static_cast<std::int64_t>(samples.size());
    std::vector<float> levels;
    bool jobs = false;
    for (const auto& segment : segments) {
        if (segment.end > end)
            break;
        jobs = jobs || !segment.job.empty();
        levels.push_back(median(samples.subspan(static_cast<std::size_t>(segment.begin),
                                                static_cast<std::size_t>(segment.length()))));
    }
    return jobs ? levelDrift(levels, 0.0, kFewestSegments)
                : levelDrift(samples, trimFraction, kFewestSamples);
}

} // namespace nodesentry
