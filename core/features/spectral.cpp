#include "core/features/spectral_p.h"

#include "core/features/tsfel_p.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace nodesentry::features {

namespace {

constexpr std::int64_t kSpectrogramBins = 256;

/// First index of an ascending array whose value is at least / more than a bound; the last index if none.
Eigen::Index firstAtLeast(const ArrayView& ascending, double bound)
{
    const auto at = std::ranges::lower_bound(ascending, bound) - ascending.begin();
    return std::min(at, ascending.size() - 1);
}

Eigen::Index firstAbove(const ArrayView& ascending, double bound)
{
    const auto at = std::ranges::upper_bound(ascending, bound) - ascending.begin();
    if (at < ascending.size())
        return at;
    return std::ranges::lower_bound(ascending, ascending[ascending.size() - 1]) - ascending.begin();
}

/// Bin whose frequency is nearest; of two equally near the lower one.
Eigen::Index nearestBin(const ArrayView& frequency, double wanted)
{
    const auto above = std::max<Eigen::Index>(firstAtLeast(frequency, wanted), 1);
    return wanted - frequency[above - 1] <= std::abs(frequency[above] - wanted) ? above - 1 : above;
}

/// Middle of the lowest interior maximum of at least 30 % of the largest value; 0 if there is none.
Eigen::Index fundamentalBin(const ArrayView& power)
{
    const double least = 0.3 * std::sqrt(power.maxCoeff());
    const auto last = power.size() - 1;
    for (Eigen::Index k = 1; k < last; ++k) {
        if (!(power[k] > power[k - 1]))
            continue;
        auto end = k; // a plateau counts as one maximum
        while (end < last && power[end + 1] == power[k])
            ++end;
        if (end < last && power[end + 1] < power[k] && std::sqrt(power[k]) >= least)
            return (k + end) / 2;
        k = end;
    }
    return 0;
}

double spectralEntropy(const ArrayView& power)
{
    const double total = power.sum();
    if (total == 0.0)
        return 0.0;
    double entropy = 0.0;
    std::int64_t occupied = 0;
    for (const double v : power) {
        const double p = v / total;
        if (p != 0.0) {
            entropy -= p * std::log2(p);
            ++occupied;
        }
    }
    return occupied == 1 ? 0.0 : entropy / std::log2(static_cast<double>(occupied));
}

/// Periodic Tukey window: flat but for a cosine rise over the first and fall over the last eighth.
void makeTaper(WorkArray& taper, std::int64_t length)
{
    if (taper.size() == length)
        return;
    taper.resize(length);
    taper.setOnes();
    const auto eighth = length / 8;
    for (std::int64_t i = 0; i <= eighth; ++i) {
        const double rise = 0.5
            * (1.0 - std::cos(std::numbers::pi * 8.0 * static_cast<double>(i) / static_cast<double>(length)));
        taper[i] = rise;
        if (i > 0) // sample 0 has no partner: the window is one period, its end is the next one's start
            taper[length - i] = rise;
    }
}

} // namespace

void Spectrum::load(const Series& series)
{
    const auto n = series.size();
    const auto binCount = n / 2 + 1;
    if (n != m_length) {
        m_length = n;
        m_fft.setLength(n);
        // Rounded in TSFEL's order, on which ties for the nearest bin depend.
        m_frequencyStep = 1.0 / (static_cast<double>(n) * (1.0 / kTsfelRate));
        m_frequency.resize(binCount);
        for (Eigen::Index k = 0; k < binCount; ++k)
            m_frequency[k] = static_cast<double>(k) * m_frequencyStep;
    }
    std::ranges::copy(series.centered, m_fft.input().begin());
    m_bins = m_fft.forward();

    m_power = Eigen::Map<const Eigen::ArrayXcd>(m_bins.data(), binCount).abs2();
    m_amplitude = m_power.sqrt();
    m_amplitude[0] = std::abs(series.constant ? series.mean * static_cast<double>(n) : series.sum);
    m_cumulative.resize(binCount);
    double running = 0.0;
    for (Eigen::Index k = 0; k < binCount; ++k)
        m_cumulative[k] = running += m_amplitude[k];
}

SpectralFeatures Spectrum::features(const Series& series)
{
    SpectralFeatures f;
    f.fftMeanCoefficient = meanSpectrogramPower(series);
    f.fundamentalFrequency = m_frequency[fundamentalBin(m_power)];
    f.spectralEntropy = spectralEntropy(m_power);
    describePowerDensity(series, f);
    describeShape(f);
    return f;
}

double Spectrum::meanSpectrogramPower(const Series& series)
{
    const auto binCount = std::min(kSpectrogramBins, series.size() / 2 + 1);
    const auto window = 2 * binCount - 2;
    const auto hop = window - window / 8;
    makeTaper(m_taper, window);
    double total = 0.0;
    std::int64_t windows = 0;
    for (std::int64_t begin = 0; begin + window <= series.size(); begin += hop, ++windows) {
        const auto piece = series.centered.segment(begin, window);
        // By Parseval the mean over frequencies needs no transform.
        total += (m_taper * (piece - piece.mean())).square().sum();
    }
    const auto scale
        = static_cast<double>(window) / (kTsfelRate * m_taper.square().sum() * static_cast<double>(binCount));
    return total * scale / static_cast<double>(windows);
}

void Spectrum::describePowerDensity(const Series& series, SpectralFeatures& f)
{
    const auto n = m_length;
    const auto last = n / 2;
    const auto bins = m_bins;
    // A Hann window in time is a convolution with (-1/4, 1/2, -1/4) in frequency.
    const auto density
        = [&](std::complex<double> below, std::complex<double> at, std::complex<double> above) {
              return std::norm(0.5 * at - 0.25 * (below + above));
          };
    m_density.resize(last + 1);
    m_density[0] = density(std::conj(bins[1]), bins[0], bins[1]);
    for (Eigen::Index k = 1; k < last; ++k)
        m_density[k] = 2.0 * density(bins[k - 1], bins[k], bins[k + 1]);
    // The bin above the last one mirrors one below; the last itself is single where n is even.
    m_density[last] = n % 2 == 0 ? density(bins[last - 1], bins[last], std::conj(bins[last - 1]))
                                 : 2.0 * density(bins[last - 1], bins[last], std::conj(bins[last]));
    if (series.constant)
        return;
    const double windowEnergy = 3.0 * static_cast<double>(n) / 8.0;
    m_density /= series.variance * kTsfelRate * windowEnergy;
    f.maxPowerSpectrum = m_density.maxCoeff();

    double total = 0.0;
    for (const double v : m_density)
        total += v;
    if (total == 0.0)
        return;
    Eigen::Index lower = 0;
    for (double running = m_density[0]; running < 0.95 * total && lower < last;)
        running += m_density[++lower];
    Eigen::Index upper = last;
    for (double running = m_density[last]; running < 0.95 * total && upper > 0;)
        running += m_density[--upper];
    f.powerBandwidth = std::abs(m_frequency[upper] - m_frequency[lower]);
}

void Spectrum::describeShape(SpectralFeatures& f) const
{
    const auto binCount = m_amplitude.size();
    const auto& a = m_amplitude;
    const auto k = static_cast<double>(binCount);
    const double sum = a.sum();
    const double end = m_cumulative[binCount - 1];

    f.maximumFrequency = m_frequency[firstAbove(m_cumulative, 0.95 * end)];
    f.medianFrequency = m_frequency[firstAbove(m_cumulative, 0.5 * end)];
    f.spectralRollOff = m_frequency[firstAtLeast(m_cumulative, 0.95 * sum)];
    f.spectralRollOn = m_frequency[firstAtLeast(m_cumulative, 0.05 * sum)];
    f.spectralDistance = 0.5 * end * k - m_cumulative.sum();

    const double energy = a.square().sum();
    if (energy > 0.0) {
        const auto low = nearestBin(m_frequency, 0.6);
        const auto high = nearestBin(m_frequency, 2.5);
        f.humanRangeEnergy = a.segment(low, high - low).square().sum() / energy;
    }
    f.spectralPositiveTurningPoints
        = static_cast<double>((a.segment(1, binCount - 2) > a.head(binCount - 2)
                               && a.segment(1, binCount - 2) > a.tail(binCount - 2))
                                  .count());

    const auto upper = a.tail(binCount - 1);
    const double upperSum = upper.sum();
    if (upperSum != 0.0)
        f.spectralDecrease
            = ((upper - a[0]) / Eigen::ArrayXd::LinSpaced(binCount - 1, 1.0, k - 1.0)).sum() / upperSum;
    const double neighbours = upper.square().sum() * a.head(binCount - 1).square().sum();
    f.spectralVariation
        = neighbours == 0.0 ? 1.0 : 1.0 - (upper * a.head(binCount - 1)).sum() / std::sqrt(neighbours);

    if (sum == 0.0)
        return;
    const double weighted = (m_frequency * a).sum();
    const double centroid = weighted / sum;
    f.spectralCentroid = centroid;
    const auto distance = m_frequency - centroid;
    f.spectralSpread = std::sqrt((distance.square() * a).sum() / sum);
    if (f.spectralSpread != 0.0) {
        const double spread2 = f.spectralSpread * f.spectralSpread;
        f.spectralSkewness = (distance * distance.square() * a).sum() / sum / (spread2 * f.spectralSpread);
        f.spectralKurtosis = (distance.square().square() * a).sum() / sum / (spread2 * spread2);
    }
    const double frequencySum = m_frequency.sum();
    f.spectralSlope = (k * weighted - frequencySum * sum) / sum
        / (k * m_frequency.square().sum() - frequencySum * frequencySum);
}

} // namespace nodesentry::features
