#include "core/features/robust_set_p.h"

#include "core/features/distribution_p.h"
#include "core/features/dynamics_p.h"

#include <cmath>

namespace nodesentry::features {

namespace {

constexpr int kAlone = -1;

/// Compresses what may span decades; odd, and close to x for small x.
double compressed(double x)
{
    return std::copysign(std::log1p(std::abs(x)), x);
}

struct RobustValues {
    DistributionFeatures distribution;
    DynamicsFeatures dynamics;
    LocalForm local;
};

/// The one list of columns: calls @p visit(name, number, value) for each in order.
template <class Visit> void visitRobust(const RobustValues& v, Visit&& visit)
{
    const auto& [dist, dyn, local] = v;
    const auto one = [&](const char* name, double value) { visit(name, kAlone, value); };
    const double visible = visibility(dist.variance);
    const auto form = [&](const char* name, double value) { visit(name, kAlone, visible * value); };

    one("Mean", dist.mean);
    one("Median", dist.median);
    one("Quantile 0.05", dist.quantile05);
    one("Quantile 0.25", dist.quantile25);
    one("Quantile 0.75", dist.quantile75);
    one("Quantile 0.95", dist.quantile95);
    for (std::size_t i = 0; i < dist.levelShare.size(); ++i)
        visit("Share of level", static_cast<int>(i), dist.levelShare[i]);

    one("Standard deviation", compressed(std::sqrt(dist.variance)));
    one("Median absolute deviation", compressed(dist.medianAbsoluteDeviation));
    one("Interquartile range", compressed(dist.quantile75 - dist.quantile25));
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
    form("Peak rate", dyn.peakRate);

    one("Local deviation", compressed(local.deviation));
    one("Trend", local.trend);
    one("Mean crossing rate", local.crossingRate);
    for (std::size_t i = 0; i < local.autocorrelation.size(); ++i)
        visit("Autocorrelation", kLocalLags[i], local.autocorrelation[i]);
    for (std::size_t i = 0; i < local.partialAutocorrelation.size(); ++i)
        visit("Partial autocorrelation", static_cast<int>(i) + 2, local.partialAutocorrelation[i]);
    for (std::size_t i = 0; i < local.octaveShare.size(); ++i)
        visit("Share of octave", static_cast<int>(i), local.octaveShare[i]);
    one("Spectral centroid", local.spectralCentroid);
    one("Spectral spread", local.spectralSpread);
    one("Spectral entropy", local.spectralEntropy);
    one("Spectral roll-off", local.rollOff);
    one("Dominant share", local.dominantShare);
}

} // namespace

std::vector<std::string> RobustSet::names()
{
    std::vector<std::string> names;
    visitRobust({}, [&](const std::string& name, int number, double) {
        names.push_back(number == kAlone ? name : name + "_" + std::to_string(number));
    });
    return names;
}

void RobustSet::extract(const Series& series, std::span<double> out)
{
    RobustValues values;
    values.distribution = distributionFeatures(series);
    values.dynamics = dynamicsFeatures(series);
    values.local = m_localForm.measure(series);
    auto column = out.begin();
    visitRobust(values, [&](const char*, int, double value) { *column++ = value; });
}

} // namespace nodesentry::features
