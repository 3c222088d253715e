#include "core/features/temporal_p.h"

#include "core/features/tsfel_p.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace nodesentry::features {

namespace {

const double kDecay = std::exp(-1.0);

/// Lags that are tried one by one before it is worth to transform.
constexpr std::int64_t kDirectLags = 16;

} // namespace

void AutocorrelationFunction::prepare(std::int64_t samples, std::int64_t maximumLag)
{
    // Padded so far that no lag of interest wraps around.
    m_fft.setLength(quickFftLength(samples + maximumLag));
}

std::int64_t AutocorrelationFunction::decayLag(const Series& series, std::int64_t maximumLag)
{
    const auto n = series.size();
    const auto& z = series.centered;
    const auto directEnd = std::min(kDirectLags, maximumLag);
    for (std::int64_t lag = 1; lag <= directEnd; ++lag) {
        const double covariance = (z.head(n - lag) * z.tail(n - lag)).sum() / static_cast<double>(n - lag);
        if (covariance / series.variance < kDecay)
            return lag;
    }
    if (directEnd == maximumLag)
        return 0;

    // Wiener-Khinchin. The power spectrum is real and even, so the forward transform takes it back to lags.
    prepare(n, maximumLag);
    const auto length = m_fft.length();
    const auto time = m_fft.input();
    std::ranges::copy(z, time.begin());
    std::ranges::fill(time.subspan(n), 0.0);
    auto spectrum = m_fft.forward();
    for (std::int64_t k = 0; k <= length / 2; ++k) {
        const double power = std::norm(spectrum[k]);
        time[k] = power;
        time[k == 0 ? 0 : length - k] = power;
    }
    spectrum = m_fft.forward();
    for (auto lag = directEnd + 1; lag <= maximumLag; ++lag) {
        const double covariance
            = spectrum[lag].real() / static_cast<double>(length) / static_cast<double>(n - lag);
        if (covariance / series.variance < kDecay)
            return lag;
    }
    return 0;
}

std::int64_t countPeaks(const Series& series)
{
    const auto& d = series.difference;
    std::int64_t count = 0;
    for (Eigen::Index i = 1; i < d.size(); ++i)
        count += static_cast<int>(d[i - 1] > 0.0) & static_cast<int>(d[i] < 0.0); // & does not branch
    return count;
}

std::int64_t countTroughs(const Series& series)
{
    const auto& d = series.difference;
    std::int64_t count = 0;
    for (Eigen::Index i = 1; i < d.size(); ++i)
        count += static_cast<int>(d[i - 1] < 0.0) & static_cast<int>(d[i] > 0.0);
    return count;
}

std::int64_t countProminentPeaks(const Series& series, std::int64_t reach)
{
    const auto& x = series.x;
    std::int64_t count = 0;
    for (std::int64_t i = reach; i < series.size() - reach; ++i) {
        bool highest = true;
        for (std::int64_t j = 1; highest && j <= reach; ++j)
            highest = x[i] > x[i - j] && x[i] > x[i + j];
        count += highest;
    }
    return count;
}

std::int64_t countCrossings(const ArrayView& x, double level)
{
    const auto side = [&](double v) { return (v > level) - (v < level); };
    std::int64_t count = 0;
    for (Eigen::Index i = 1; i < x.size(); ++i)
        count += side(x[i]) != side(x[i - 1]);
    return count;
}

double slopePerSample(const Series& series)
{
    const auto n = static_cast<double>(series.size());
    const double last = n - 1.0;
    const double covariance
        = (Eigen::ArrayXd::LinSpaced(series.size(), -0.5 * last, 0.5 * last) * series.centered).sum();
    return covariance / (n * (n * n - 1.0) / 12.0);
}

TemporalFeatures temporalFeatures(const Series& series, AutocorrelationFunction& autocorrelation)
{
    const auto n = series.size();
    const auto& x = series.x;
    const auto& d = series.difference;
    const std::span<const double> sortedDifference(series.sortedDifference.data(), n - 1);
    TemporalFeatures f;

    const auto maximumLag = n / 3;
    autocorrelation.prepare(n, maximumLag);
    f.areaUnderTheCurve = (x.head(n - 1) + x.tail(n - 1)).abs().sum() * 0.5 / kTsfelRate;
    if (series.constant) {
        f.autocorrelation = 1.0;
    } else {
        const auto lag = autocorrelation.decayLag(series, maximumLag);
        f.autocorrelation = lag > 0 ? static_cast<double>(lag) : std::numeric_limits<double>::quiet_NaN();
    }
    const double energy = x.square().sum();
    const double moment = (Eigen::ArrayXd::LinSpaced(n, 0.0, static_cast<double>(n - 1)) * x.square()).sum();
    f.centroid = energy == 0.0 ? 0.0 : moment / energy / kTsfelRate;
    f.sumAbsoluteDiff = d.abs().sum();
    f.meanAbsoluteDiff = f.sumAbsoluteDiff / static_cast<double>(n - 1);
    f.meanDiff = (x[n - 1] - x[0]) / static_cast<double>(n - 1);
    f.medianAbsoluteDiff = medianAbsoluteDistance(sortedDifference, 0.0);
    f.medianDiff = medianOfSorted(sortedDifference);
    f.negativeTurningPoints = static_cast<double>(countTroughs(series));
    f.neighbourhoodPeaks = static_cast<double>(countProminentPeaks(series, 10));
    f.positiveTurningPoints = static_cast<double>(countPeaks(series));
    f.signalDistance = (d.square() + 1.0).sqrt().sum();
    f.slope = slopePerSample(series);
    f.zeroCrossings = static_cast<double>(countCrossings(x, 0.0));
    return f;
}

} // namespace nodesentry::features
