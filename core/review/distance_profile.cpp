#include "core/review/distance_profile.h"

#include "core/base/expects.h"
#include "core/features/sliding_products.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace nodesentry {

namespace {

constexpr double kGap = std::numeric_limits<double>::quiet_NaN();
constexpr double kLeastDeviation = 1e-6; ///< of the largest value of a series

/// A series around its mean, with largest value 1 and 0 in place of gaps: what is left to cancel out when
/// sums over stretches are taken from sums over all before them.
std::vector<double> centred(std::span<const float> series)
{
    double sum = 0.0;
    std::int64_t count = 0;
    for (const float value : series) {
        if (!std::isfinite(value))
            continue;
        sum += value;
        ++count;
    }
    const double mean = count > 0 ? sum / static_cast<double>(count) : 0.0;
    std::vector<double> values(series.size());
    double largest = 0.0;
    for (std::size_t i = 0; i < series.size(); ++i) {
        values[i] = std::isfinite(series[i]) ? static_cast<double>(series[i]) - mean : 0.0;
        largest = std::max(largest, std::abs(values[i]));
    }
    if (largest > 0.0)
        for (auto& value : values)
            value /= largest;
    return values;
}

/// Deviation of a whole series from its mean, as the root of the sum of squares.
double normOf(std::span<const double> values)
{
    double squares = 0.0;
    for (const double value : values)
        squares += value * value;
    return std::sqrt(squares);
}

/// Of every stretch of @p length values: the root of the sum of squares around its own mean; NaN with a gap.
std::vector<double> slidingNorms(std::span<const double> values, std::span<const float> series,
                                 std::size_t length)
{
    std::vector<double> norms(values.size() - length + 1, kGap);
    long double sum = 0.0L;
    long double squares = 0.0L;
    std::size_t gaps = 0;
    const auto count = static_cast<long double>(length);
    for (std::size_t i = 0; i < values.size(); ++i) {
        sum += values[i];
        squares += static_cast<long double>(values[i]) * values[i];
        gaps += std::isfinite(series[i]) ? 0 : 1;
        if (i >= length) {
            const auto left = i - length;
            sum -= values[left];
            squares -= static_cast<long double>(values[left]) * values[left];
            gaps -= std::isfinite(series[left]) ? 0 : 1;
        }
        if (i + 1 >= length && gaps == 0)
            norms[i + 1 - length]
                = static_cast<double>(std::sqrt(std::max(0.0L, squares - sum * sum / count)));
    }
    return norms;
}

} // namespace

std::vector<double> distanceProfile(std::span<const float> query, std::span<const float> series)
{
    NODESENTRY_EXPECTS(query.size() >= 2 && query.size() <= series.size(), "the query fits into the series");
    NODESENTRY_EXPECTS(std::all_of(query.begin(), query.end(), [](float v) { return std::isfinite(v); }),
                       "the query has no gap");
    auto shape = centred(query);
    const auto values = centred(series);
    const double least = kLeastDeviation * std::sqrt(static_cast<double>(query.size()));
    // The query's largest value around its mean is 1, so it changes unless it is constant; what is rounding
    // of a large level is seen beside that level.
    float level = 0.0F;
    for (const float value : query)
        level = std::max(level, std::abs(value));
    const auto [lowest, highest] = std::minmax_element(query.begin(), query.end());
    const bool flat = static_cast<double>(*highest) - static_cast<double>(*lowest)
        <= kLeastDeviation * static_cast<double>(level);
    if (!flat) {
        const double norm = normOf(shape);
        for (auto& value : shape)
            value /= norm;
    }
    const auto norms = slidingNorms(values, series, query.size());
    // The shape sums to 0, so the means of the stretches do not matter.
    const auto products = flat ? std::vector<double>(norms.size(), 0.0) : slidingProducts(shape, values);
    std::vector<double> profile(norms.size(), kGap);
    for (std::size_t i = 0; i < profile.size(); ++i) {
        if (std::isnan(norms[i]))
            continue;
        const bool still = norms[i] <= least;
        if (still || flat)
            profile[i] = still && flat ? 0.0 : 0.5;
        else
            profile[i] = std::clamp((1.0 - products[i] / norms[i]) / 2.0, 0.0, 1.0);
    }
    return profile;
}

std::vector<double> distanceProfile(const SampleMatrix& query, const SampleMatrix& series)
{
    NODESENTRY_EXPECTS(query.rows() == series.rows(), "the same metrics in both");
    const auto rows = query.rows();
    std::vector<double> sum(static_cast<std::size_t>(series.cols() - query.cols() + 1), 0.0);
    std::vector<std::int64_t> compared(sum.size(), 0);
    for (Eigen::Index row = 0; row < rows; ++row) {
        if (!query.row(row).allFinite())
            continue;
        const std::vector<float> wanted(query.row(row).begin(), query.row(row).end());
        const std::vector<float> searched(series.row(row).begin(), series.row(row).end());
        const auto profile = distanceProfile(wanted, searched);
        for (std::size_t i = 0; i < sum.size(); ++i) {
            if (std::isnan(profile[i]))
                continue;
            sum[i] += profile[i];
            ++compared[i];
        }
    }
    for (std::size_t i = 0; i < sum.size(); ++i)
        sum[i]
            = compared[i] > 0 && 2 * compared[i] >= rows ? sum[i] / static_cast<double>(compared[i]) : kGap;
    return sum;
}

} // namespace nodesentry
