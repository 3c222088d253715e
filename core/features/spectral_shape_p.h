#pragma once

#include "core/features/fft_p.h"
#include "core/features/series_p.h"

#include <Eigen/Core>

#include <complex>
#include <memory>

namespace nodesentry::features {

/// Form of a power spectrum, whatever its size. Frequencies in cycles per sample, 0 .. 0.5.
struct SpectralShape {
    double centroid = 0.0;
    double spread = 0.0;
    double entropy = 0.0; ///< 0 for one line, 1 for white noise
    double rollOff = 0.0; ///< 85 % of the power lies at or below it
    double dominantFrequency = 0.0;
    double dominantShare = 0.0; ///< of the power, in the strongest bin
};

/// Welch's estimate: the mean power spectrum of half-overlapping windows of 64 samples (all of a shorter
/// series), each centered and Hann tapered. Its resolution does not depend on the length of the series.
/// Buffers are reused.
class AveragedSpectrum {
public:
    /// Zeros for a series without variance.
    [[nodiscard]] SpectralShape shape(const Series& series);

private:
    void setWindow(std::int64_t length);

    std::shared_ptr<const RealFft> m_fft;
    FftBuffer<double> m_time;
    FftBuffer<std::complex<double>> m_bins;
    Eigen::ArrayXd m_taper;
    Eigen::ArrayXd m_power; ///< bins 1 .. window/2: bin 0 holds no more than the taper makes of the mean
};

} // namespace nodesentry::features
