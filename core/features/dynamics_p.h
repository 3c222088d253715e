#pragma once

#include "core/features/series_p.h"

#include <array>

namespace nodesentry::features {

inline constexpr std::array<int, 5> kAutocorrelationLags = {1, 2, 4, 8, 16};
inline constexpr int kScaleCount = 6; ///< 1, 2, 4, .. 32 samples

/// How the samples follow one another, whatever their level and number. Formulas in docs/features.md.
struct DynamicsFeatures {
    double meanAbsoluteChange = 0.0;
    double medianAbsoluteChange = 0.0;
    double rootMeanSquareChange = 0.0;
    double jumpShare = 0.0; ///< of steps larger than half a standard deviation of the node
    double unchangedShare = 0.0; ///< of steps that change nothing
    double turningRate = 0.0; ///< local extrema per sample
    double crossingRate = 0.0; ///< crossings of the median per step
    double peakRate = 0.0; ///< samples above their five neighbours on each side, per sample
    double trend = 0.0; ///< correlation with time
    double drift = 0.0; ///< mean of the last half less mean of the first half
    std::array<double, kAutocorrelationLags.size()> autocorrelation{}; ///< 0 for lags that do not fit
    std::array<double, 3> partialAutocorrelation{}; ///< lags 2, 3, 4
    std::array<double, kScaleCount>
        scaleShare{}; ///< of the Haar variance at scale 2^i; 0 where it does not fit
};

/// Measures them; buffers are reused.
class DynamicsMeter {
public:
    [[nodiscard]] DynamicsFeatures features(const Series& series);

private:
    [[nodiscard]] std::array<double, kScaleCount> scaleShares(const Series& series);

    Eigen::ArrayXd m_fromMedian;
    Eigen::ArrayXd m_cumulative;
};

} // namespace nodesentry::features
