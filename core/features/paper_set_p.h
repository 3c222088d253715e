#pragma once

#include "core/features/cepstral_p.h"
#include "core/features/spectral_p.h"
#include "core/features/statistical_p.h"
#include "core/features/temporal_p.h"
#include "core/features/wavelet_p.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace nodesentry::features {

/// The 134 features of TSFEL 0.1.7.
class PaperSet {
public:
    static std::vector<std::string> names();
    void extract(const Series& series, std::span<double> out);

    /// Puts a number wherever TSFEL has none: Skewness 0 and Kurtosis -3 of a series without spread, as with
    /// the SciPy that the authors used; the next lag after those looked at where Autocorrelation found none;
    /// 0 for what left the range of double.
    /// @param samples  length of the series that was described
    static void define(std::int64_t samples, std::span<double> features);

private:
    AutocorrelationFunction m_autocorrelation;
    Spectrum m_spectrum;
    WaveletTransform m_wavelets;
    MelCepstrum m_melCepstrum;
};

} // namespace nodesentry::features
