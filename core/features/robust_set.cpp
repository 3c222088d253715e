#include "core/features/robust_set_p.h"

#include <cmath>

namespace nodesentry::features {

namespace {

/// Standard deviation, in units of the standardised metric, below which a series' form is of no interest.
constexpr double kVisibleDeviation = 0.01;

constexpr int kUnnumbered = -1;

/// Compresses what may span decades; odd, and close to x for small x.
double compressed(double x)
{
    return std::copysign(std::log1p(std::abs(x)), x);
}

struct RobustValues {
    DistributionFeatures distribution;
    DynamicsFeatures dynamics;
    SpectralShape spectrum;
};

/// The one list of columns: calls @p visit(name, number, value) for each in order.
template <class Visit> void visitColumns(const RobustValues& v, Visit&& visit)
{
    const auto& [dist, dyn, spec] = v;
    const auto one = [&](const char* name, double value) { visit(name, kUnnumbered, value); };
    // Values that divide by the spread fade out with it: a metric that stands still has no form but rounding.
    const double visibility = dist.variance / (dist.variance + kVisibleDeviation * kVisibleDeviation);
    const auto form = [&](const char* name, double value) { visit(name, kUnnumbered, visibility * value); };

    one("Mean", dist.mean);
    one("Median", dist.median);
    one("Quantile 0.05", dist.quantile05);
    one("Quantile 0.25", dist.quantile25);
    one("Quantile 0.75", dist.quantile75);
    one("Quantile 0.95", dist.quantile95);
    for (std::size_t i = 0; i < dist.levelShare.size(); ++i)
        visit("Share of level", static_cast<int>(i), dist.levelShare[i]);

    one("Standard deviation", compressed(std::sqrt(dist.variance)));
    one("Mean absolute deviation", compressed(dist.meanAbsoluteDeviation));
    one("Median absolute deviation", compressed(dist.medianAbsoluteDeviation));
    one("Interquartile range", compressed(dist.quantile75 - dist.quantile25));
    one("Range of the middle 0.9", compressed(dist.quantile95 - dist.quantile05));
    form("Skewness", compressed(dist.skewness));
    form("Kurtosis", compressed(dist.kurtosis));
    form("Quantile skewness", dist.quantileSkewness);
    form("Share of outliers", dist.outlierShare);

    one("Mean absolute change", compressed(dyn.meanAbsoluteChange));
    one("Median absolute change", compressed(dyn.medianAbsoluteChange));
    one("Root mean square change", compressed(dyn.rootMeanSquareChange));
    one("Share of jumps", dyn.jumpShare);
    one("Share of equal neighbours", dyn.unchangedShare);
    form("Turning rate", dyn.turningRate);
    form("Median crossing rate", dyn.crossingRate);
    form("Peak rate", dyn.peakRate);
    form("Trend", dyn.trend);
    one("Drift", dyn.drift);
    for (std::size_t i = 0; i < dyn.autocorrelation.size(); ++i)
        visit("Autocorrelation", kAutocorrelationLags[i], visibility * dyn.autocorrelation[i]);
    for (std::size_t i = 0; i < dyn.partialAutocorrelation.size(); ++i)
        visit("Partial autocorrelation", static_cast<int>(i) + 2, visibility * dyn.partialAutocorrelation[i]);
    for (std::size_t i = 0; i < dyn.scaleShare.size(); ++i)
        visit("Share of scale", 1 << i, visibility * dyn.scaleShare[i]);

    form("Spectral centroid", spec.centroid);
    form("Spectral spread", spec.spread);
    form("Spectral entropy", spec.entropy);
    form("Spectral roll-off", spec.rollOff);
    form("Dominant frequency", spec.dominantFrequency);
    form("Dominant share", spec.dominantShare);
}

} // namespace

std::vector<std::string> RobustSet::names()
{
    std::vector<std::string> names;
    visitColumns({}, [&](const std::string& name, int number, double) {
        names.push_back(number == kUnnumbered ? name : name + "_" + std::to_string(number));
    });
    return names;
}

void RobustSet::extract(const Series& series, std::span<double> out)
{
    RobustValues values;
    values.distribution = distributionFeatures(series);
    values.dynamics = m_dynamics.features(series);
    values.spectrum = m_spectrum.shape(series);
    auto column = out.begin();
    visitColumns(values, [&](const char*, int, double value) { *column++ = value; });
}

} // namespace nodesentry::features
