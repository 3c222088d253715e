#include "core/features/local_form_p.h"

#include "core/features/distribution_p.h"
#include "core/features/temporal_p.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace nodesentry::features {

namespace {

constexpr double kRollOffShare = 0.85;
constexpr int kPartialLags = 4;

/// Partial autocorrelations of lags 2 .. 4 by Durbin's recursion, from autocorrelations r[0] = 1 .. r[4].
std::array<double, kPartialLags - 1> partialAutocorrelations(const std::array<double, kPartialLags + 1>& r)
{
    std::array<double, kPartialLags - 1> result{};
    std::array<double, kPartialLags + 1> phi{};
    phi[1] = r[1];
    double unexplained = 1.0 - r[1] * r[1];
    for (int lag = 2; lag <= kPartialLags; ++lag) {
        // A series that its past explains wholly has nothing left to correlate.
        if (unexplained < 1e-9)
            break;
        double left = r[lag];
        for (int i = 1; i < lag; ++i)
            left -= phi[i] * r[lag - i];
        const double reflection = std::clamp(left / unexplained, -1.0, 1.0);
        result[lag - 2] = reflection;
        auto next = phi;
        for (int i = 1; i < lag; ++i)
            next[i] = phi[i] - reflection * phi[lag - i];
        next[lag] = reflection;
        phi = next;
        unexplained *= 1.0 - reflection * reflection;
    }
    return result;
}

/// The band that a frequency lies in: the last one is (1/4, 1/2], each below an octave lower; 0 has the rest.
int octaveOf(double frequency)
{
    const int octave = kOctaves + static_cast<int>(std::ceil(std::log2(frequency)));
    return std::clamp(octave, 0, kOctaves - 1);
}

} // namespace

void LocalFormMeter::setWindow(std::int64_t length)
{
    if (m_fft.length() == length)
        return;
    m_fft.setLength(length);
    const auto n = static_cast<double>(length);
    m_taper.resize(length);
    for (std::int64_t i = 0; i < length; ++i)
        m_taper[i] = 0.5 - 0.5 * std::cos(2.0 * std::numbers::pi * static_cast<double>(i) / n);
    m_clock = Eigen::ArrayXd::LinSpaced(length, -0.5 * (n - 1.0), 0.5 * (n - 1.0));
    m_clock /= std::sqrt((n * n - 1.0) / 12.0) * n;
}

LocalForm LocalFormMeter::measure(const Series& series)
{
    const auto length = std::min(series.size(), kLocalWindow);
    setWindow(length);
    LocalForm sum;
    double windows = 0.0;
    for (std::int64_t begin = 0; begin + length <= series.size(); begin += length / 2) {
        windows += 1.0;
        m_window = series.centered.segment(begin, length);
        m_window -= m_window.mean();
        const double variance = m_window.square().mean();
        if (variance < kNoVariance)
            continue;
        const double weight = visibility(variance);
        sum.deviation += std::sqrt(variance);
        sum.crossingRate
            += weight * static_cast<double>(countCrossings(m_window, 0.0)) / static_cast<double>(length - 1);
        sum.trend += weight * (m_clock * m_window).sum() / std::sqrt(variance);
        addCorrelation(m_window, variance, weight, sum);
        addSpectrum(m_window, weight, sum);
    }

    const auto average = [&](auto& values) {
        for (double& value : values)
            value /= windows;
    };
    average(sum.autocorrelation);
    average(sum.partialAutocorrelation);
    average(sum.octaveShare);
    for (double* value : {&sum.deviation, &sum.trend, &sum.crossingRate, &sum.spectralCentroid,
                          &sum.spectralSpread, &sum.spectralEntropy, &sum.rollOff, &sum.dominantShare})
        *value /= windows;
    return sum;
}

void LocalFormMeter::addCorrelation(const ArrayView& window, double variance, double weight,
                                    LocalForm& sum) const
{
    const auto n = window.size();
    // Divided by n at every lag, which makes it the autocorrelation of a possible process.
    const auto correlation = [&](Eigen::Index lag) {
        return (window.head(n - lag) * window.tail(n - lag)).sum() / (static_cast<double>(n) * variance);
    };
    for (std::size_t i = 0; i < kLocalLags.size(); ++i)
        sum.autocorrelation[i] += weight * correlation(kLocalLags[i]);
    const auto partial
        = partialAutocorrelations({1.0, correlation(1), correlation(2), correlation(3), correlation(4)});
    for (std::size_t i = 0; i < partial.size(); ++i)
        sum.partialAutocorrelation[i] += weight * partial[i];
}

void LocalFormMeter::addSpectrum(const ArrayView& window, double weight, LocalForm& sum)
{
    const auto n = window.size();
    const auto binCount = n / 2;
    Eigen::Map<Eigen::ArrayXd>(m_fft.input().data(), n) = m_taper * window;
    const auto bins = m_fft.forward();
    m_power = Eigen::Map<const Eigen::ArrayXcd>(bins.data(), binCount + 1).tail(binCount).abs2();
    const double total = m_power.sum();
    if (total < kNoVariance) // nothing but what the taper hides: a step at the very edge
        return;

    double mean = 0.0;
    double square = 0.0;
    double entropy = 0.0;
    double running = 0.0;
    double rollOff = 0.0;
    for (Eigen::Index bin = 0; bin < binCount; ++bin) {
        const double frequency = static_cast<double>(bin + 1) / static_cast<double>(n);
        const double p = m_power[bin] / total;
        mean += frequency * p;
        square += frequency * frequency * p;
        if (p > 0.0)
            entropy -= p * std::log(p);
        if (running < kRollOffShare)
            rollOff = frequency;
        running += p;
        sum.octaveShare[octaveOf(frequency)] += weight * p;
    }
    sum.spectralCentroid += weight * mean;
    sum.spectralSpread += weight * std::sqrt(std::max(0.0, square - mean * mean));
    sum.spectralEntropy += weight * entropy / std::log(static_cast<double>(binCount));
    sum.rollOff += weight * rollOff;
    sum.dominantShare += weight * m_power.maxCoeff() / total;
}

} // namespace nodesentry::features
