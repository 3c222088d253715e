#include "core/features/paper_set_p.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace nodesentry::features {

namespace {

/// Everything that the columns are taken from.
struct PaperValues {
    StatisticalFeatures statistical;
    TemporalFeatures temporal;
    SpectralFeatures spectral;
    WaveletFeatures wavelet;
    std::array<double, kCepstralCoefficients> lpcc{};
    std::array<double, kCepstralCoefficients> mfcc{};
};

/// Visits numbers 0 .. count - 1 in the order of their decimal texts: 0, 1, 10, 11, 2, ...
template <class Visit> void inTextOrder(std::size_t count, Visit&& visit)
{
    for (std::size_t first = 0; first < std::min<std::size_t>(count, 10); ++first) {
        visit(first);
        if (first > 0)
            for (std::size_t i = first * 10; i < std::min(first * 10 + 10, count); ++i)
                visit(i);
    }
}

constexpr int kUnnumbered = -1;

/// The one list of columns: calls @p visit(name, number, value) for each in order. Names and values come from
/// the same lines, so that they cannot fall apart.
template <class Visit> void visitPaper(const PaperValues& v, Visit&& visit)
{
    const auto& [stat, temp, spec, wave, lpcc, mfcc] = v;
    const auto one = [&](const char* name, double value) { visit(name, kUnnumbered, value); };
    const auto many = [&](const char* name, const auto& values) {
        inTextOrder(values.size(), [&](std::size_t i) { visit(name, static_cast<int>(i), values[i]); });
    };
    one("Absolute energy", stat.absoluteEnergy);
    one("Area under the curve", temp.areaUnderTheCurve);
    one("Autocorrelation", temp.autocorrelation);
    one("Average power", stat.averagePower);
    one("Centroid", temp.centroid);
    many("ECDF Percentile Count", stat.ecdfPercentileCount);
    many("ECDF Percentile", stat.ecdfPercentile);
    many("ECDF", stat.ecdf);
    one("Entropy", stat.entropy);
    one("FFT mean coefficient", spec.fftMeanCoefficient);
    one("Fundamental frequency", spec.fundamentalFrequency);
    many("Histogram", stat.histogram);
    one("Human range energy", spec.humanRangeEnergy);
    one("Interquartile range", stat.interquartileRange);
    one("Kurtosis", stat.kurtosis);
    many("LPCC", lpcc);
    many("MFCC", mfcc);
    one("Max", stat.maximum);
    one("Max power spectrum", spec.maxPowerSpectrum);
    one("Maximum frequency", spec.maximumFrequency);
    one("Mean", stat.mean);
    one("Mean absolute deviation", stat.meanAbsoluteDeviation);
    one("Mean absolute diff", temp.meanAbsoluteDiff);
    one("Mean diff", temp.meanDiff);
    one("Median", stat.median);
    one("Median absolute deviation", stat.medianAbsoluteDeviation);
    one("Median absolute diff", temp.medianAbsoluteDiff);
    one("Median diff", temp.medianDiff);
    one("Median frequency", spec.medianFrequency);
    one("Min", stat.minimum);
    one("Negative turning points", temp.negativeTurningPoints);
    one("Neighbourhood peaks", temp.neighbourhoodPeaks);
    one("Peak to peak distance", stat.peakToPeak);
    one("Positive turning points", temp.positiveTurningPoints);
    one("Power bandwidth", spec.powerBandwidth);
    one("Root mean square", stat.rootMeanSquare);
    one("Signal distance", temp.signalDistance);
    one("Skewness", stat.skewness);
    one("Slope", temp.slope);
    one("Spectral centroid", spec.spectralCentroid);
    one("Spectral decrease", spec.spectralDecrease);
    one("Spectral distance", spec.spectralDistance);
    one("Spectral entropy", spec.spectralEntropy);
    one("Spectral kurtosis", spec.spectralKurtosis);
    one("Spectral positive turning points", spec.spectralPositiveTurningPoints);
    one("Spectral roll-off", spec.spectralRollOff);
    one("Spectral roll-on", spec.spectralRollOn);
    one("Spectral skewness", spec.spectralSkewness);
    one("Spectral slope", spec.spectralSlope);
    one("Spectral spread", spec.spectralSpread);
    one("Spectral variation", spec.spectralVariation);
    one("Standard deviation", stat.standardDeviation);
    one("Sum absolute diff", temp.sumAbsoluteDiff);
    one("Variance", stat.variance);
    many("Wavelet absolute mean", wave.absoluteMean);
    many("Wavelet energy", wave.energy);
    one("Wavelet entropy", wave.entropy);
    many("Wavelet standard deviation", wave.standardDeviation);
    many("Wavelet variance", wave.variance);
    one("Zero crossing rate", temp.zeroCrossings);
}

} // namespace

std::vector<std::string> PaperSet::names()
{
    std::vector<std::string> names;
    visitPaper({}, [&](const std::string& name, int number, double) {
        names.push_back(number == kUnnumbered ? name : name + "_" + std::to_string(number));
    });
    return names;
}

void PaperSet::extract(const Series& series, std::span<double> out)
{
    PaperValues values;
    m_spectrum.load(series);
    values.statistical = statisticalFeatures(series);
    values.temporal = temporalFeatures(series, m_autocorrelation);
    values.spectral = m_spectrum.features(series);
    values.wavelet = m_wavelets.features(series);
    values.lpcc = linearPredictionCepstrum(series);
    values.mfcc = m_melCepstrum.coefficients(series);
    auto column = out.begin();
    visitPaper(values, [&](const char*, int, double value) { *column++ = value; });
}

void PaperSet::define(std::int64_t samples, std::span<double> features)
{
    struct Columns {
        std::size_t autocorrelation = 0;
        std::size_t kurtosis = 0;
    };
    static const auto columns = [] {
        const auto all = names();
        const auto at = [&](const char* name) {
            return static_cast<std::size_t>(std::find(all.begin(), all.end(), name) - all.begin());
        };
        return Columns{at("Autocorrelation"), at("Kurtosis")};
    }();
    for (std::size_t i = 0; i < features.size(); ++i)
        if (!std::isfinite(features[i]))
            features[i] = i == columns.kurtosis ? -3.0
                : i == columns.autocorrelation  ? static_cast<double>(samples / 3 + 1)
                                                : 0.0;
}

} // namespace nodesentry::features
