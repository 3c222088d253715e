#pragma once

#include "core/features/cepstral_p.h"
#include "core/features/spectral_p.h"
#include "core/features/statistical_p.h"
#include "core/features/temporal_p.h"
#include "core/features/wavelet_p.h"

#include <span>
#include <string>
#include <vector>

namespace nodesentry::features {

/// The 134 features of TSFEL 0.1.7.
class PaperSet {
public:
    static std::vector<std::string> names();
    void extract(const Series& series, std::span<double> out);

private:
    AutocorrelationFunction m_autocorrelation;
    Spectrum m_spectrum;
    WaveletTransform m_wavelets;
    MelCepstrum m_melCepstrum;
};

} // namespace nodesentry::features
