#pragma once

#include "core/features/fft_p.h"
#include "core/features/series_p.h"

#include <array>

namespace nodesentry::features {

inline constexpr int kCepstralCoefficients = 12;

/// Linear prediction cepstral coefficients as TSFEL defines them: an all-pole model of order 11 is fitted to
/// the autocorrelation (kept in single precision, as TSFEL does), and the moduli of the cepstrum of its
/// prediction filter are taken. Coefficient j equals coefficient 12 - j. Zeros where there is no
/// solution.
/// @param series  at least 12 samples
[[nodiscard]] std::array<double, kCepstralCoefficients> linearPredictionCepstrum(const Series& series);

/// Mel-frequency cepstral coefficients of the first 512 samples.
class MelCepstrum {
public:
    MelCepstrum();
    [[nodiscard]] std::array<double, kCepstralCoefficients> coefficients(const Series& series);

private:
    RealFft m_fft;
};

} // namespace nodesentry::features
