#pragma once

#include "core/features/fft_p.h"
#include "core/features/series_p.h"

#include <array>
#include <cstdint>

namespace nodesentry::features {

inline constexpr std::int64_t kLocalWindow = 64; ///< samples
inline constexpr std::array<int, 4> kLocalLags = {1, 2, 4, 8};
inline constexpr int kOctaves = 5; ///< of frequency: up to 1/32, 1/16, 1/8, 1/4 and 1/2 cycle per sample

/// How neighbouring samples depend on each other: each value is the mean over windows of the series, so that
/// it depends neither on how long the series is nor, more than its share of windows, on one event in it. A
/// window's values, its deviation excepted, are bounded and fade to 0 where it hardly varies (visibility()).
struct LocalForm {
    double deviation = 0.0; ///< standard deviation, the one value that has a size
    double trend = 0.0; ///< correlation with time, -1 .. 1
    double crossingRate = 0.0; ///< crossings of the window's mean per step
    std::array<double, kLocalLags.size()> autocorrelation{}; ///< -1 .. 1
    std::array<double, 3> partialAutocorrelation{}; ///< of lags 2, 3, 4; -1 .. 1
    std::array<double, kOctaves> octaveShare{}; ///< of the power
    double spectralCentroid = 0.0; ///< cycles per sample, as all frequencies here
    double spectralSpread = 0.0;
    double spectralEntropy = 0.0; ///< 0 for one line, 1 for equal power at all frequencies
    double rollOff = 0.0; ///< 85 % of the power lies at or below it
    double dominantShare = 0.0; ///< of the power, in the strongest bin
};

/// Measures it in half-overlapping windows of kLocalWindow samples (one window of all samples in a shorter
/// series), each centered, and Hann tapered for its spectrum. Samples after the last whole window are left
/// out. Memory is kept for the next.
class LocalFormMeter {
public:
    [[nodiscard]] LocalForm measure(const Series& series);

private:
    void setWindow(std::int64_t length);
    void addCorrelation(const ArrayView& window, double variance, double weight, LocalForm& sum) const;
    void addSpectrum(const ArrayView& window, double weight, LocalForm& sum);

    RealFft m_fft;
    WorkArray m_window;
    WorkArray m_taper;
    WorkArray m_clock; ///< -1 .. 1 over the window, times what makes its correlation with a ramp 1
    WorkArray m_power; ///< bins 1 .. window/2: bin 0 holds no more than what the taper makes of the mean
};

} // namespace nodesentry::features
