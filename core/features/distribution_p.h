#pragma once

#include "core/features/series_p.h"

#include <array>

namespace nodesentry::features {

/// Variance of a standardised metric below which a series is taken for constant: far below anything measured,
/// far above the rounding of float.
inline constexpr double kNoVariance = 1e-12;

/// Weight of all that describes a form rather than a size: 0 for a constant, 1/2 at a standard deviation of
/// 0.01, near 1 for whatever varies visibly. A metric that stands still has no form but rounding.
[[nodiscard]] inline double visibility(double variance)
{
    return variance / (variance + 1e-4);
}

/// Ends of the level bands, in standard deviations of the node's training range.
inline constexpr std::array<double, 7> kLevelEdges = {-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0};

/// Where the samples lie, whatever their order and number. Formulas in docs/features.md.
struct DistributionFeatures {
    double mean = 0.0;
    double median = 0.0;
    double quantile05 = 0.0;
    double quantile25 = 0.0;
    double quantile75 = 0.0;
    double quantile95 = 0.0;
    std::array<double, kLevelEdges.size() + 1> levelShare{}; ///< of samples between two edges; sums to 1
    double variance = 0.0;
    double medianAbsoluteDeviation = 0.0; ///< from the median
    double skewness = 0.0;
    double kurtosis = 0.0; ///< 0 for a normal distribution
    double quantileSkewness = 0.0; ///< Bowley's, -1 .. 1
    double outlierShare = 0.0; ///< of samples beyond three robust standard deviations from the median
};

[[nodiscard]] DistributionFeatures distributionFeatures(const Series& series);

} // namespace nodesentry::features
