#include "core/features/spectral_shape_p.h"

#include "core/features/distribution_p.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace nodesentry::features {

namespace {

constexpr std::int64_t kWindow = 64;
constexpr double kRollOffShare = 0.85;

} // namespace

void AveragedSpectrum::setWindow(std::int64_t length)
{
    if (m_fft && m_fft->length() == length)
        return;
    m_fft = RealFft::ofLength(length);
    m_taper.resize(length);
    for (std::int64_t i = 0; i < length; ++i)
        m_taper[i] = 0.5
            - 0.5 * std::cos(2.0 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(length));
}

SpectralShape AveragedSpectrum::shape(const Series& series)
{
    SpectralShape f;
    if (series.variance < kNoVariance)
        return f;
    const auto window = std::min(series.size(), kWindow);
    const auto binCount = window / 2;
    setWindow(window);
    Eigen::Map<Eigen::ArrayXd> time(m_time.take(window).data(), window);
    Eigen::Map<Eigen::ArrayXcd> bins(m_bins.take(binCount + 1).data(), binCount + 1);
    m_power.setZero(binCount);
    for (std::int64_t begin = 0; begin + window <= series.size(); begin += window / 2) {
        const auto piece = series.centered.segment(begin, window);
        time = m_taper * (piece - piece.mean());
        m_fft->forward(m_time.take(window), m_bins.take(binCount + 1));
        m_power += bins.tail(binCount).abs2();
    }

    const double total = m_power.sum();
    if (total < kNoVariance) // all that happens lies after the last whole window
        return f;
    m_power /= total;
    const auto frequency
        = [&](Eigen::Index bin) { return static_cast<double>(bin + 1) / static_cast<double>(window); };
    double moment = 0.0;
    double square = 0.0;
    double running = 0.0;
    for (Eigen::Index k = 0; k < binCount; ++k) {
        const double p = m_power[k];
        moment += frequency(k) * p;
        square += frequency(k) * frequency(k) * p;
        if (p > 0.0)
            f.entropy -= p * std::log(p);
        if (running < kRollOffShare)
            f.rollOff = frequency(k);
        running += p;
    }
    f.entropy /= std::log(static_cast<double>(binCount));
    f.centroid = moment;
    f.spread = std::sqrt(std::max(0.0, square - moment * moment));
    Eigen::Index strongest = 0;
    f.dominantShare = m_power.maxCoeff(&strongest);
    f.dominantFrequency = frequency(strongest);
    return f;
}

} // namespace nodesentry::features
