#include "core/features/cepstral_p.h"

#include "core/features/tsfel_p.h"

#include <Eigen/LU>

#include <algorithm>
#include <cmath>
#include <complex>
#include <limits>
#include <numbers>

namespace nodesentry::features {

namespace {

constexpr int kOrder = kCepstralCoefficients - 1; ///< of the linear prediction
constexpr int kMelFilters = 40;
constexpr int kMelFftLength = 512;
constexpr int kMelBins = kMelFftLength / 2 + 1;
constexpr double kPreEmphasis = 0.97;
constexpr double kLifter = 22.0;

/// All that does not depend on the series.
struct MelTables {
    Eigen::Matrix<double, kMelFilters, kMelBins, Eigen::RowMajor> filters; ///< triangles of equal area
    std::array<int, kMelFilters> firstBin; ///< of each filter
    std::array<int, kMelFilters> endBin;
    Eigen::Matrix<double, kCepstralCoefficients, kMelFilters>
        cosines; ///< rows 1 .. 12 of the orthonormal DCT-II
    Eigen::Array<double, kCepstralCoefficients, 1> lifter;

    MelTables();
};

MelTables::MelTables()
{
    const double highest = 2595.0 * std::log10(1.0 + 0.5 * kTsfelRate / 700.0);
    std::array<double, kMelFilters + 2> hertz;
    std::array<int, kMelFilters + 2> bin;
    for (int m = 0; m < kMelFilters + 2; ++m) {
        // The last point is set, not computed, as numpy.linspace does.
        const double mel = m == kMelFilters + 1 ? highest : m * (highest / (kMelFilters + 1));
        hertz[m] = 700.0 * (std::pow(10.0, mel / 2595.0) - 1.0);
        bin[m] = static_cast<int>(std::floor((kMelFftLength + 1) * hertz[m] / kTsfelRate));
    }
    filters.setZero();
    for (int m = 0; m < kMelFilters; ++m) {
        const double height = 2.0 / (hertz[m + 2] - hertz[m]);
        for (int k = bin[m]; k < bin[m + 1]; ++k)
            filters(m, k) = height * (k - bin[m]) / (bin[m + 1] - bin[m]);
        for (int k = bin[m + 1]; k < bin[m + 2]; ++k)
            filters(m, k) = height * (bin[m + 2] - k) / (bin[m + 2] - bin[m + 1]);
        firstBin[m] = bin[m];
        endBin[m] = bin[m + 2];
    }
    for (int c = 0; c < kCepstralCoefficients; ++c) {
        for (int m = 0; m < kMelFilters; ++m)
            cosines(c, m) = std::sqrt(2.0 / kMelFilters)
                * std::cos(std::numbers::pi * (c + 1) * (2 * m + 1) / (2.0 * kMelFilters));
        lifter[c] = 1.0 + 0.5 * kLifter * std::sin(std::numbers::pi * c / kLifter);
    }
}

const MelTables& melTables()
{
    static const MelTables tables;
    return tables;
}

} // namespace

std::array<double, kCepstralCoefficients> linearPredictionCepstrum(const Series& series)
{
    const auto n = series.size();
    Eigen::Matrix<double, kOrder + 1, 1> correlation;
    for (int lag = 0; lag <= kOrder; ++lag) {
        const double exact = (series.x.head(n - lag) * series.x.tail(n - lag)).sum();
        correlation[lag] = static_cast<double>(static_cast<float>(exact));
    }
    Eigen::Matrix<double, kOrder, kOrder> toeplitz;
    for (int row = 0; row < kOrder; ++row)
        for (int column = 0; column < kOrder; ++column)
            toeplitz(row, column) = correlation[std::abs(row - column)];

    std::array<double, kCepstralCoefficients> cepstrum{};
    if (toeplitz.sum() == 0.0)
        return cepstrum;
    Eigen::Matrix<double, kCepstralCoefficients, 1> filter;
    filter[0] = 1.0;
    filter.tail<kOrder>() = -toeplitz.partialPivLu().solve(correlation.tail<kOrder>());
    if (filter.sum() == 0.0)
        return cepstrum;

    // 12-point transforms by their definition; angles in twelfths of a turn.
    std::array<std::complex<double>, kCepstralCoefficients> turn;
    for (int i = 0; i < kCepstralCoefficients; ++i)
        turn[i] = std::polar(1.0, -2.0 * std::numbers::pi * i / kCepstralCoefficients);
    std::array<double, kCepstralCoefficients> logPower;
    for (int k = 0; k < kCepstralCoefficients; ++k) {
        std::complex<double> response = 0.0;
        for (int i = 0; i < kCepstralCoefficients; ++i)
            response += filter[i] * turn[i * k % kCepstralCoefficients];
        logPower[k] = std::log(std::norm(response));
    }
    for (int j = 0; j < kCepstralCoefficients; ++j) {
        double sum = 0.0; // the log power is even, so only cosines remain
        for (int k = 0; k < kCepstralCoefficients; ++k)
            sum += logPower[k] * turn[j * k % kCepstralCoefficients].real();
        cepstrum[j] = std::abs(sum) / kCepstralCoefficients;
    }
    // A singular system, or a filter that lets nothing of a frequency pass.
    if (!std::ranges::all_of(cepstrum, [](double v) { return std::isfinite(v); }))
        cepstrum.fill(0.0);
    return cepstrum;
}

MelCepstrum::MelCepstrum()
{
    m_fft.setLength(kMelFftLength);
}

std::array<double, kCepstralCoefficients> MelCepstrum::coefficients(const Series& series)
{
    const auto& tables = melTables();
    const auto used = std::min<Eigen::Index>(series.size(), kMelFftLength);
    Eigen::Map<Eigen::ArrayXd> emphasised(m_fft.input().data(), kMelFftLength);
    emphasised.setZero();
    emphasised[0] = series.x[0];
    emphasised.segment(1, used - 1) = series.x.segment(1, used - 1) - kPreEmphasis * series.x.head(used - 1);
    const auto bins = m_fft.forward();
    const Eigen::Matrix<double, kMelBins, 1> power
        = Eigen::Map<const Eigen::Matrix<std::complex<double>, kMelBins, 1>>(bins.data()).cwiseAbs2()
        / static_cast<double>(kMelFftLength);

    Eigen::Matrix<double, kMelFilters, 1> level; // dB of the power's square, as TSFEL has it
    for (int m = 0; m < kMelFilters; ++m) {
        const auto from = tables.firstBin[m];
        const auto count = tables.endBin[m] - from;
        const double passed
            = count == 0 ? 0.0 : tables.filters.row(m).segment(from, count).dot(power.segment(from, count));
        level[m] = 20.0 * std::log10(passed == 0.0 ? std::numeric_limits<double>::epsilon() : passed);
    }
    Eigen::Array<double, kCepstralCoefficients, 1> cepstrum = (tables.cosines * level).array();
    cepstrum -= cepstrum.mean() + 1e-8;
    cepstrum *= tables.lifter;

    std::array<double, kCepstralCoefficients> result;
    std::ranges::copy(cepstrum, result.begin());
    return result;
}

} // namespace nodesentry::features
