#pragma once

#include "core/features/series_p.h"

#include <array>

namespace nodesentry::features {

/// TSFEL's statistical domain, see docs/features.md for each formula.
struct StatisticalFeatures {
    double absoluteEnergy = 0.0;
    double averagePower = 0.0;
    std::array<double, 10> ecdf{};
    std::array<double, 2> ecdfPercentile{};
    std::array<double, 2> ecdfPercentileCount{};
    double entropy = 0.0;
    std::array<double, 10> histogram{};
    double interquartileRange = 0.0;
    double kurtosis = 0.0; ///< NaN where there is no spread
    double maximum = 0.0;
    double mean = 0.0;
    double meanAbsoluteDeviation = 0.0;
    double median = 0.0;
    double medianAbsoluteDeviation = 0.0;
    double minimum = 0.0;
    double peakToPeak = 0.0;
    double rootMeanSquare = 0.0;
    double skewness = 0.0; ///< NaN where there is no spread
    double standardDeviation = 0.0;
    double variance = 0.0;
};

/// @param series  at least 10 samples
[[nodiscard]] StatisticalFeatures statisticalFeatures(const Series& series);

} // namespace nodesentry::features
