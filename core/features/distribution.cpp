#include "core/features/distribution_p.h"

#include <algorithm>
#include <cmath>

namespace nodesentry::features {

namespace {

/// Standard deviations per median absolute deviation of a normal distribution.
constexpr double kNormalDeviation = 1.4826;

/// Band k holds the samples in [edge k-1, edge k).
std::array<double, kLevelEdges.size() + 1> levelShares(std::span<const double> sorted)
{
    std::array<double, kLevelEdges.size() + 1> shares{};
    std::ptrdiff_t before = 0;
    for (std::size_t band = 0; band < kLevelEdges.size(); ++band) {
        const auto below = std::ranges::lower_bound(sorted, kLevelEdges[band]) - sorted.begin();
        shares[band] = static_cast<double>(below - before);
        before = below;
    }
    shares.back() = static_cast<double>(std::ssize(sorted) - before);
    for (double& share : shares)
        share /= static_cast<double>(sorted.size());
    return shares;
}

} // namespace

DistributionFeatures distributionFeatures(const Series& series)
{
    const std::span<const double> sorted(series.sorted.data(), series.sorted.size());
    const auto n = static_cast<double>(series.size());
    const auto& z = series.centered;
    DistributionFeatures f;
    f.mean = series.mean;
    f.median = medianOfSorted(sorted);
    f.quantile05 = quantileOfSorted(sorted, 0.05);
    f.quantile25 = quantileOfSorted(sorted, 0.25);
    f.quantile75 = quantileOfSorted(sorted, 0.75);
    f.quantile95 = quantileOfSorted(sorted, 0.95);
    f.levelShare = levelShares(sorted);
    f.variance = series.variance;
    f.medianAbsoluteDeviation = medianAbsoluteDistance(sorted, f.median);
    if (f.variance < kNoVariance)
        return f;

    f.skewness = (z * z.square()).sum() / n / std::pow(f.variance, 1.5);
    f.kurtosis = z.square().square().sum() / n / (f.variance * f.variance) - 3.0;
    const double middle = f.quantile75 - f.quantile25;
    if (middle > 0.0)
        f.quantileSkewness = (f.quantile75 + f.quantile25 - 2.0 * f.median) / middle;
    const double reach = 3.0 * kNormalDeviation * f.medianAbsoluteDeviation;
    const auto low = std::ranges::lower_bound(sorted, f.median - reach) - sorted.begin();
    const auto high = std::ranges::upper_bound(sorted, f.median + reach) - sorted.begin();
    f.outlierShare = 1.0 - static_cast<double>(high - low) / n;
    return f;
}

} // namespace nodesentry::features
