#pragma once

#include "core/features/series_p.h"

#include <array>
#include <cstdint>

namespace nodesentry::features {

inline constexpr int kWaveletWidths = 9; ///< 1 .. 9 samples

/// Continuous wavelet transform, one row per width, each reduced to these.
struct WaveletFeatures {
    std::array<double, kWaveletWidths> absoluteMean{}; ///< |mean of the row|
    std::array<double, kWaveletWidths> energy{}; ///< root mean square of the row
    std::array<double, kWaveletWidths> absoluteSum{}; ///< sum of the row's moduli
    std::array<double, kWaveletWidths> standardDeviation{};
    std::array<double, kWaveletWidths> variance{};
    double entropy = 0.0; ///< of the shares of absoluteSum, natural logarithm; 0 where the samples sum to 0
};

/// Convolves series with the Mexican hat wavelet of each width (SciPy's ricker, ten widths long).
class WaveletTransform {
public:
    /// All in one pass over the widths. Outside the series there are zeros; a row is as long as the series
    /// and, the wavelet having an even number of samples, lies half a sample late.
    /// @cost 450 n multiplications at most
    [[nodiscard]] WaveletFeatures features(const Series& series);

private:
    void makeWavelets(std::int64_t longest);
    void convolve(int width, std::int64_t n);

    std::int64_t m_longest = 0; ///< samples of the longest wavelet allowed; shorter series cut the wavelets
    std::array<WorkArray, kWaveletWidths> m_halfWavelet; ///< left halves: they are symmetric
    std::array<std::int64_t, kWaveletWidths> m_waveletLength{};
    WorkArray m_padded;
    WorkArray m_row;
};

} // namespace nodesentry::features
