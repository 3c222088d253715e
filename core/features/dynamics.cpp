#include "core/features/dynamics_p.h"

#include "core/features/distribution_p.h"
#include "core/features/temporal_p.h"

#include <algorithm>
#include <cmath>

namespace nodesentry::features {

namespace {

constexpr double kJump = 0.5;
constexpr std::int64_t kPeakReach = 5;

/// Partial autocorrelations of lags 2 .. 4 by Durbin's recursion, from autocorrelations r[0] = 1 .. r[4].
std::array<double, 3> partialAutocorrelations(const std::array<double, 5>& r)
{
    std::array<double, 3> result{};
    std::array<double, 5> phi{};
    phi[1] = r[1];
    double unexplained = 1.0 - r[1] * r[1];
    for (int lag = 2; lag <= 4; ++lag) {
        // A series that its past explains wholly has nothing left to correlate.
        if (unexplained < 1e-9)
            break;
        double left = r[lag];
        for (int i = 1; i < lag; ++i)
            left -= phi[i] * r[lag - i];
        const double reflection = left / unexplained;
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

} // namespace

std::array<double, kScaleCount> DynamicsMeter::scaleShares(const Series& series)
{
    const auto n = series.size();
    m_cumulative.resize(n + 1);
    m_cumulative[0] = 0.0;
    for (Eigen::Index i = 0; i < n; ++i)
        m_cumulative[i + 1] = m_cumulative[i] + series.centered[i];

    std::array<double, kScaleCount> shares{};
    double total = 0.0;
    for (int i = 0; i < kScaleCount; ++i) {
        const Eigen::Index scale = Eigen::Index{1} << i;
        const auto count = n - 2 * scale + 1;
        if (count < 1)
            break;
        // Differences of neighbouring block means; white noise has half the variance at twice the scale.
        const auto difference
            = m_cumulative.tail(count) - 2.0 * m_cumulative.segment(scale, count) + m_cumulative.head(count);
        const auto blocks = static_cast<double>(2 * scale);
        shares[i] = difference.square().sum() / static_cast<double>(count) / (blocks * blocks);
        total += shares[i];
    }
    if (total > 0.0)
        for (double& share : shares)
            share /= total;
    return shares;
}

DynamicsFeatures DynamicsMeter::features(const Series& series)
{
    const auto n = series.size();
    const auto& z = series.centered;
    const auto& d = series.difference;
    const auto steps = static_cast<double>(d.size());
    DynamicsFeatures f;
    f.meanAbsoluteChange = d.abs().sum() / steps;
    f.medianAbsoluteChange = medianAbsoluteDistance(
        {series.sortedDifference.data(), static_cast<std::size_t>(series.sortedDifference.size())}, 0.0);
    f.rootMeanSquareChange = std::sqrt(d.square().sum() / steps);
    f.jumpShare = static_cast<double>((d.abs() > kJump).count()) / steps;
    f.unchangedShare = static_cast<double>((d == 0.0).count()) / steps;
    f.drift = series.x.tail(n / 2).mean() - series.x.head(n / 2).mean();
    if (series.variance < kNoVariance)
        return f;

    f.turningRate = static_cast<double>(countPeaks(series) + countTroughs(series)) / (steps - 1.0);
    m_fromMedian = series.x - medianOfSorted({series.sorted.data(), static_cast<std::size_t>(n)});
    f.crossingRate = static_cast<double>(countSignChanges(m_fromMedian)) / steps;
    f.peakRate = static_cast<double>(countProminentPeaks(series, kPeakReach)) / static_cast<double>(n);
    const auto samples = static_cast<double>(n);
    f.trend = slopePerSample(series) * std::sqrt((samples * samples - 1.0) / 12.0 / series.variance);

    // Divided by n at every lag, which keeps the whole sequence that of a possible process.
    const auto correlation = [&](Eigen::Index lag) {
        return (z.head(n - lag) * z.tail(n - lag)).sum() / (samples * series.variance);
    };
    for (std::size_t i = 0; i < kAutocorrelationLags.size(); ++i)
        if (kAutocorrelationLags[i] < n)
            f.autocorrelation[i] = correlation(kAutocorrelationLags[i]);
    f.partialAutocorrelation
        = partialAutocorrelations({1.0, correlation(1), correlation(2), correlation(3), correlation(4)});
    f.scaleShare = scaleShares(series);
    return f;
}

} // namespace nodesentry::features
