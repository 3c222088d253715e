#pragma once

#include "core/features/fft_p.h"
#include "core/features/series_p.h"

namespace nodesentry::features {

/// TSFEL's temporal domain, see docs/features.md for each formula.
struct TemporalFeatures {
    double areaUnderTheCurve = 0.0;
    double autocorrelation = 0.0; ///< a lag; NaN where no lag qualifies
    double centroid = 0.0;
    double meanAbsoluteDiff = 0.0;
    double meanDiff = 0.0;
    double medianAbsoluteDiff = 0.0;
    double medianDiff = 0.0;
    double negativeTurningPoints = 0.0;
    double neighbourhoodPeaks = 0.0;
    double positiveTurningPoints = 0.0;
    double signalDistance = 0.0;
    double slope = 0.0;
    double sumAbsoluteDiff = 0.0;
    double zeroCrossings = 0.0;
};

/// Correlation of a series with itself some samples later, for as many lags as somebody asks for.
class AutocorrelationFunction {
public:
    /// Gets memory and plan for series of @p samples and lags up to @p maximumLag, lest it be left to the
    /// first metric that needs them. Costs little where nothing changes.
    void prepare(std::int64_t samples, std::int64_t maximumLag);

    /// Smallest lag in 1 .. @p maximumLag whose unbiased autocorrelation is below 1/e; 0 where there is none.
    /// @param series  not constant
    /// @cost  O(n) where the lag is small, else one FFT there and one back
    std::int64_t decayLag(const Series& series, std::int64_t maximumLag);

private:
    RealFft m_fft;
};

[[nodiscard]] TemporalFeatures temporalFeatures(const Series& series,
                                                AutocorrelationFunction& autocorrelation);

/// Number of i with x[i - 1] and x[i + 1] both on the given side of x[i]; plateaus do not count.
[[nodiscard]] std::int64_t countPeaks(const Series& series);
[[nodiscard]] std::int64_t countTroughs(const Series& series);

/// Number of samples larger than each of the @p reach samples before and after them.
[[nodiscard]] std::int64_t countProminentPeaks(const Series& series, std::int64_t reach);

/// Number of steps between samples on different sides of @p level; on it is a side of its own.
[[nodiscard]] std::int64_t countCrossings(const ArrayView& x, double level);

/// Least-squares slope against the sample number.
[[nodiscard]] double slopePerSample(const Series& series);

} // namespace nodesentry::features
