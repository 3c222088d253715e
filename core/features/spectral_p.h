#pragma once

#include "core/features/fft_p.h"
#include "core/features/series_p.h"

#include <complex>
#include <span>

namespace nodesentry::features {

/// TSFEL's spectral domain without wavelets and cepstra, see docs/features.md for each formula.
struct SpectralFeatures {
    double fftMeanCoefficient = 0.0;
    double fundamentalFrequency = 0.0;
    double humanRangeEnergy = 0.0;
    double maxPowerSpectrum = 0.0;
    double maximumFrequency = 0.0;
    double medianFrequency = 0.0;
    double powerBandwidth = 0.0;
    double spectralCentroid = 0.0;
    double spectralDecrease = 0.0;
    double spectralDistance = 0.0;
    double spectralEntropy = 0.0;
    double spectralKurtosis = 0.0;
    double spectralPositiveTurningPoints = 0.0;
    double spectralRollOff = 0.0;
    double spectralRollOn = 0.0;
    double spectralSkewness = 0.0;
    double spectralSlope = 0.0;
    double spectralSpread = 0.0;
    double spectralVariation = 0.0;
};

/// The spectrum of a series and what is made of it. Memory is kept for the next.
/// One transform serves all: that of the centered series, whose bin 0 is replaced where TSFEL keeps the mean.
class Spectrum {
public:
    void load(const Series& series);

    /// TSFEL's features of the series loaded last.
    [[nodiscard]] SpectralFeatures features(const Series& series);

    /// Mean over a spectrogram's frequencies and windows: windows of 510 samples (fewer in short series), an
    /// eighth overlapping, each centered, Tukey(0.25) tapered; one-sided power density at TSFEL's rate.
    [[nodiscard]] double meanSpectrogramPower(const Series& series);

private:
    void describeShape(SpectralFeatures& f) const;
    void describePowerDensity(const Series& series, SpectralFeatures& f);

    std::int64_t m_length = 0;
    double m_frequencyStep = 0.0;
    RealFft m_fft;
    std::span<const std::complex<double>> m_bins; ///< of the centered series
    WorkArray m_frequency; ///< of each bin, at TSFEL's rate
    WorkArray m_power; ///< squared moduli of the bins
    WorkArray m_amplitude; ///< of the series as it is
    WorkArray m_cumulative; ///< running sum of the amplitudes
    WorkArray m_density; ///< power density through a Hann window
    WorkArray m_taper; ///< of the spectrogram
};

} // namespace nodesentry::features
