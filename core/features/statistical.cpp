#include "core/features/statistical_p.h"

#include "core/features/tsfel_p.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace nodesentry::features {

namespace {

/// Shannon entropy of the distinct values, as a share of log n.
double valueEntropy(std::span<const double> sorted)
{
    const auto n = static_cast<double>(sorted.size());
    double entropy = 0.0;
    std::size_t lastCount = 0;
    double lastTerm = 0.0; // most values of a continuous signal occur once: one logarithm serves them all
    for (std::size_t begin = 0; begin < sorted.size();) {
        std::size_t end = begin + 1;
        while (end < sorted.size() && sorted[end] == sorted[begin])
            ++end;
        const auto count = end - begin;
        if (count != lastCount) {
            const double p = static_cast<double>(count) / n;
            lastTerm = p * std::log2(p);
            lastCount = count;
        }
        entropy -= lastTerm;
        begin = end;
    }
    return entropy / std::log2(n);
}

/// Counts in ten equal bins of [-1, 1], the last one closed.
std::array<double, 10> histogramCounts(std::span<const double> sorted)
{
    std::array<double, 10> counts{};
    auto from = std::ranges::lower_bound(sorted, -1.0);
    for (int bin = 0; bin < 10; ++bin) {
        // The edges are rounded as numpy.linspace rounds them.
        const auto to = bin == 9 ? std::ranges::upper_bound(sorted, 1.0)
                                 : std::ranges::lower_bound(sorted, (bin + 1) * 0.2 + -1.0);
        counts[bin] = static_cast<double>(to - from);
        from = to;
    }
    return counts;
}

} // namespace

StatisticalFeatures statisticalFeatures(const Series& series)
{
    const std::span<const double> sorted(series.sorted.data(), series.sorted.size());
    const auto n = static_cast<double>(series.size());
    const auto& z = series.centered;
    StatisticalFeatures f;

    f.absoluteEnergy = series.x.square().sum();
    f.averagePower = f.absoluteEnergy / ((n - 1.0) / kTsfelRate);
    for (std::size_t i = 0; i < f.ecdf.size(); ++i)
        f.ecdf[i] = static_cast<double>(i + 1) / n;
    if (series.constant) {
        f.ecdfPercentile.fill(series.x[0]);
        f.ecdfPercentileCount.fill(series.x[0]); // TSFEL returns the value, not a count
    } else {
        const std::array<std::size_t, 2> counts = {sorted.size() / 5, sorted.size() * 4 / 5};
        for (std::size_t i = 0; i < counts.size(); ++i) {
            f.ecdfPercentile[i] = sorted[counts[i] - 1];
            f.ecdfPercentileCount[i] = static_cast<double>(counts[i]);
        }
    }
    f.entropy = series.constant ? 0.0 : valueEntropy(sorted);
    f.histogram = histogramCounts(sorted);
    f.interquartileRange = quantileOfSorted(sorted, 0.75) - quantileOfSorted(sorted, 0.25);

    const double m2 = series.variance;
    const double m3 = (z * z.square()).sum() / n;
    const double m4 = z.square().square().sum() / n;
    // SciPy's test for "no spread": the mean is all that the digits hold.
    const double negligible = 1e-15 * series.mean;
    const bool noSpread = m2 <= negligible * negligible;
    f.kurtosis = noSpread ? std::numeric_limits<double>::quiet_NaN() : m4 / (m2 * m2) - 3.0;
    f.skewness = noSpread ? std::numeric_limits<double>::quiet_NaN() : m3 / std::pow(m2, 1.5);

    f.maximum = series.maximum();
    f.mean = series.mean;
    f.meanAbsoluteDeviation = z.abs().sum() / n;
    f.median = medianOfSorted(sorted);
    f.medianAbsoluteDeviation = medianAbsoluteDistance(sorted, f.median);
    f.minimum = series.minimum();
    f.peakToPeak = f.maximum - f.minimum;
    f.rootMeanSquare = std::sqrt(f.absoluteEnergy / n);
    f.standardDeviation = std::sqrt(m2);
    f.variance = m2;
    return f;
}

} // namespace nodesentry::features
