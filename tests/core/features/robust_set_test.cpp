#include "core/features/extractor.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <random>
#include <string>
#include <vector>

namespace nodesentry {
namespace {

std::map<std::string, double> robust(const std::vector<double>& series)
{
    const auto& names = featureNames(FeatureSet::Robust);
    std::vector<double> features(names.size());
    FeatureExtractor(FeatureSet::Robust).extract(series, features);
    std::map<std::string, double> byName;
    for (std::size_t i = 0; i < names.size(); ++i)
        byName[names[i]] = features[i];
    return byName;
}

bool isLevel(const std::string& name)
{
    return name == "Mean" || name == "Median" || name.starts_with("Quantile 0");
}

std::vector<double> whiteNoise(std::size_t length, std::uint64_t seed)
{
    std::mt19937_64 random(seed);
    std::normal_distribution<double> normal;
    std::vector<double> series(length);
    std::ranges::generate(series, [&] { return normal(random); });
    return series;
}

/// First-order autoregression with coefficient 0.8 and unit variance.
std::vector<double> colouredNoise(std::size_t length, std::uint64_t seed)
{
    auto series = whiteNoise(length, seed);
    for (std::size_t i = 1; i < length; ++i)
        series[i] = 0.8 * series[i - 1] + 0.6 * series[i];
    return series;
}

TEST(RobustSet, HasBetweenThirtyAndSixtyFeatures)
{
    EXPECT_GE(featureNames(FeatureSet::Robust).size(), 30u);
    EXPECT_LE(featureNames(FeatureSet::Robust).size(), 60u);
}

TEST(RobustSet, IsFiniteForWhateverFloatsThereAre)
{
    const double most = std::numeric_limits<float>::max();
    std::vector<std::vector<double>> cases = {std::vector<double>(12, 0.0), std::vector<double>(500, most)};
    for (const double size : {1e-300, 1e-40, 1e-7, 1.0, 1e6, most}) {
        for (const std::size_t length : {12, 13, 63, 64, 65, 1000}) {
            auto series = whiteNoise(length, 3);
            for (double& v : series)
                v = std::clamp(v / 4.0, -1.0, 1.0) * size;
            cases.push_back(std::move(series));
            std::vector<double> spike(length, 0.0);
            spike[length - 1] = size;
            cases.push_back(std::move(spike));
        }
    }
    for (const auto& series : cases)
        for (const auto& [name, value] : robust(series))
            EXPECT_TRUE(std::isfinite(value))
                << name << ", " << series.size() << " samples of " << series.back();
}

TEST(RobustSet, AConstantHasALevelAndNothingElse)
{
    const auto features = robust(std::vector<double>(100, 0.7));
    for (const auto& [name, value] : features) {
        double expected = 0.0;
        if (isLevel(name))
            expected = 0.7;
        else if (name == "Share of level_5" || name == "Share of equal neighbours") // [0.5, 1)
            expected = 1.0;
        EXPECT_NEAR(value, expected, 1e-12) << name;
    }
}

TEST(RobustSet, RoundingOfFloatIsNotTakenForForm)
{
    auto series = whiteNoise(200, 4);
    for (double& v : series)
        v = 2.0 + 1e-7 * v;
    for (const auto& [name, value] : robust(series)) {
        if (!isLevel(name) && !name.starts_with("Share of level")) {
            EXPECT_NEAR(value, 0.0, 1e-6) << name;
        }
    }
}

TEST(RobustSet, FormDoesNotDependOnTheLevel)
{
    const auto series = colouredNoise(300, 5);
    auto shifted = series;
    for (double& v : shifted)
        v += 1.5;
    const auto before = robust(series);
    for (const auto& [name, value] : robust(shifted)) {
        if (!name.starts_with("Share of level")) {
            EXPECT_NEAR(value, before.at(name) + (isLevel(name) ? 1.5 : 0.0), 1e-9) << name;
        }
    }
}

TEST(RobustSet, AFirstPartResemblesTheWholeMoreThanAnotherProcessDoes)
{
    const auto whole = robust(colouredNoise(6000, 6));
    auto first = colouredNoise(6000, 6);
    first.resize(300);
    const auto part = robust(first);
    const auto other = robust(whiteNoise(6000, 7));
    double toPart = 0.0;
    double toOther = 0.0;
    for (const auto& [name, value] : whole) {
        toPart += std::pow(value - part.at(name), 2);
        toOther += std::pow(value - other.at(name), 2);
    }
    EXPECT_LT(2.0 * toPart, toOther);
}

TEST(RobustSet, KnownValuesOfAnAlternatingSeries)
{
    std::vector<double> series(64);
    for (std::size_t i = 0; i < series.size(); ++i)
        series[i] = i % 2 == 0 ? 1.0 : -1.0;
    const auto f = robust(series);
    const double visible = 1.0 / (1.0 + 1e-4); // variance 1
    EXPECT_EQ(f.at("Mean"), 0.0);
    EXPECT_EQ(f.at("Share of level_1"), 0.0); // [-2, -1)
    EXPECT_EQ(f.at("Share of level_2"), 0.5); // [-1, -0.5)
    EXPECT_EQ(f.at("Share of level_6"), 0.5); // [1, 2)
    EXPECT_NEAR(f.at("Standard deviation"), std::log(2.0), 1e-12);
    EXPECT_NEAR(f.at("Mean absolute change"), std::log(3.0), 1e-12);
    EXPECT_NEAR(f.at("Root mean square change"), std::log(3.0), 1e-12);
    EXPECT_NEAR(f.at("Kurtosis"), -visible * std::log(3.0), 1e-12); // 1 - 3
    EXPECT_EQ(f.at("Share of jumps"), 1.0);
    EXPECT_EQ(f.at("Share of equal neighbours"), 0.0);
    EXPECT_NEAR(f.at("Turning rate"), visible, 1e-12);
    EXPECT_NEAR(f.at("Mean crossing rate"), visible, 1e-12);
    EXPECT_NEAR(f.at("Local deviation"), std::log(2.0), 1e-12);
    EXPECT_NEAR(f.at("Autocorrelation_1"), -visible * 63.0 / 64.0, 1e-12);
    EXPECT_NEAR(f.at("Autocorrelation_8"), visible * 56.0 / 64.0, 1e-12);
    EXPECT_NEAR(f.at("Share of octave_4"), visible, 1e-12);
    // The Hann window spreads the line at 1/2 to the bin below, and the mirrored one falls on the same.
    EXPECT_NEAR(f.at("Dominant share"), visible * 0.8, 1e-12);
    EXPECT_NEAR(f.at("Spectral centroid"), visible * (0.5 - 0.2 / 64.0), 1e-12);
    EXPECT_NEAR(f.at("Spectral roll-off"), visible * 0.5, 1e-12);
}

TEST(RobustSet, KnownValuesOfARamp)
{
    std::vector<double> series(101);
    for (std::size_t i = 0; i < series.size(); ++i)
        series[i] = 0.02 * static_cast<double>(i);
    const auto f = robust(series);
    const double variance = 0.0004 * (64.0 * 64.0 - 1.0) / 12.0; // of each window
    const double visible = variance / (variance + 1e-4);
    EXPECT_NEAR(f.at("Trend"), visible, 1e-12);
    EXPECT_NEAR(f.at("Local deviation"), std::log1p(std::sqrt(variance)), 1e-12);
    EXPECT_NEAR(f.at("Mean crossing rate"), visible / 63.0, 1e-12);
    EXPECT_NEAR(f.at("Median"), 1.0, 1e-12);
    EXPECT_NEAR(f.at("Quantile 0.25"), 0.5, 1e-12);
    EXPECT_NEAR(f.at("Interquartile range"), std::log1p(1.0), 1e-12);
    EXPECT_NEAR(f.at("Median absolute deviation"), std::log1p(0.5), 1e-12);
    EXPECT_NEAR(f.at("Mean absolute change"), std::log1p(0.02), 1e-12);
    EXPECT_NEAR(f.at("Median absolute change"), std::log1p(0.02), 1e-12);
    EXPECT_NEAR(f.at("Skewness"), 0.0, 1e-12);
    EXPECT_NEAR(f.at("Quantile skewness"), 0.0, 1e-12);
    EXPECT_EQ(f.at("Share of jumps"), 0.0);
    EXPECT_EQ(f.at("Share of outliers"), 0.0);
    EXPECT_EQ(f.at("Turning rate"), 0.0);
    EXPECT_EQ(f.at("Peak rate"), 0.0);
}

TEST(RobustSet, KnownSharesOfASpike)
{
    std::vector<double> series(50, 0.0);
    series[20] = 1.0;
    const auto f = robust(series);
    const double variance = 0.02 - 0.02 * 0.02;
    const double visible = variance / (variance + 1e-4);
    EXPECT_NEAR(f.at("Share of outliers"), visible / 50.0, 1e-12);
    EXPECT_NEAR(f.at("Peak rate"), visible / 50.0, 1e-12);
    EXPECT_NEAR(f.at("Turning rate"), visible / 48.0, 1e-12); // its flanks start on plateaus
    EXPECT_NEAR(f.at("Share of jumps"), 2.0 / 49.0, 1e-12);
    EXPECT_NEAR(f.at("Share of equal neighbours"), 47.0 / 49.0, 1e-12);
    EXPECT_NEAR(f.at("Share of level_4"), 49.0 / 50.0, 1e-12);
    EXPECT_NEAR(f.at("Share of level_6"), 1.0 / 50.0, 1e-12);
    EXPECT_NEAR(f.at("Skewness"), visible * std::log1p((1.0 - 0.04) / std::sqrt(variance)), 1e-12);
}

TEST(RobustSet, OneEventChangesTheFormOfItsWindowsOnly)
{
    const auto calm = colouredNoise(2000, 10);
    auto struck = calm;
    for (int i = 1000; i < 1010; ++i)
        struck[i] += 50.0;
    const auto before = robust(calm);
    const auto after = robust(struck);
    // A window starts every 32 samples: of 61 windows at most 3 hold the event, and values lie in -1 .. 1.
    for (const char* name : {"Trend", "Autocorrelation_1", "Autocorrelation_8", "Partial autocorrelation_2",
                             "Share of octave_0", "Spectral entropy", "Dominant share", "Mean crossing rate"})
        EXPECT_NEAR(after.at(name), before.at(name), 2.0 * 3.0 / 61.0) << name;
}

TEST(RobustSet, PartialAutocorrelationOfAnAutoregressionEndsAtItsOrder)
{
    // x_t = 0.5 x_{t-1} + 0.3 x_{t-2} + noise: partial autocorrelation 0.3 at lag 2, none beyond; the
    // tolerance is what centering windows of 64 samples costs.
    auto series = whiteNoise(200000, 8);
    for (std::size_t i = 2; i < series.size(); ++i)
        series[i] += 0.5 * series[i - 1] + 0.3 * series[i - 2];
    const auto f = robust(series);
    EXPECT_NEAR(f.at("Partial autocorrelation_2"), 0.3, 0.1);
    EXPECT_NEAR(f.at("Partial autocorrelation_3"), 0.0, 0.06);
    EXPECT_NEAR(f.at("Partial autocorrelation_4"), 0.0, 0.06);
}

TEST(RobustSet, SpectrumOfASineIsALineAndThatOfNoiseIsFlat)
{
    std::vector<double> sine(512);
    for (std::size_t i = 0; i < sine.size(); ++i)
        sine[i] = std::sin(2.0 * std::numbers::pi * static_cast<double>(i) / 16.0);
    const auto line = robust(sine);
    const double visible = 0.5 / (0.5 + 1e-4);
    EXPECT_NEAR(line.at("Spectral centroid"), visible / 16.0, 1e-12);
    // A Hann window spreads a line to three bins with power 1/6, 2/3, 1/6.
    EXPECT_NEAR(line.at("Dominant share"), visible * 2.0 / 3.0, 1e-12);
    EXPECT_NEAR(line.at("Spectral spread"), visible / 64.0 / std::sqrt(3.0), 1e-12);
    EXPECT_NEAR(line.at("Spectral entropy"),
                visible * (std::log(6.0) - std::log(4.0) * 2.0 / 3.0) / std::log(32.0), 1e-12);
    EXPECT_NEAR(line.at("Share of octave_1"), visible * 5.0 / 6.0, 1e-12); // (1/32, 1/16]

    const auto flat = robust(whiteNoise(20000, 9));
    EXPECT_GT(flat.at("Spectral entropy"), 0.8);
    EXPECT_NEAR(flat.at("Spectral centroid"), 16.5 / 64.0, 0.005); // bins 1 .. 32 of 64
    EXPECT_NEAR(flat.at("Spectral roll-off"), 0.85 * 0.5, 0.02);
    EXPECT_NEAR(flat.at("Share of octave_4"), 0.5, 0.02);
    EXPECT_NEAR(flat.at("Share of octave_3"), 0.25, 0.02);
    EXPECT_NEAR(flat.at("Autocorrelation_1"), 0.0, 0.03);
}

} // namespace
} // namespace nodesentry
