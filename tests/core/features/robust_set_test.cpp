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
    EXPECT_NEAR(f.at("Median crossing rate"), visible, 1e-12);
    EXPECT_NEAR(f.at("Autocorrelation_1"), -visible * 63.0 / 64.0, 1e-12);
    EXPECT_NEAR(f.at("Autocorrelation_16"), visible * 48.0 / 64.0, 1e-12);
    EXPECT_NEAR(f.at("Share of scale_1"), visible, 1e-12); // even blocks have mean 0
    EXPECT_NEAR(f.at("Dominant frequency"), 0.5 * visible, 1e-12);
}

TEST(RobustSet, KnownValuesOfARamp)
{
    std::vector<double> series(101);
    for (std::size_t i = 0; i < series.size(); ++i)
        series[i] = 0.02 * static_cast<double>(i);
    const auto f = robust(series);
    const double variance = 0.0004 * (101.0 * 101.0 - 1.0) / 12.0;
    const double visible = variance / (variance + 1e-4);
    EXPECT_NEAR(f.at("Trend"), visible, 1e-12);
    EXPECT_NEAR(f.at("Drift"), 0.02 * 51.0, 1e-12); // halves of 50 samples, 51 apart
    EXPECT_NEAR(f.at("Median"), 1.0, 1e-12);
    EXPECT_NEAR(f.at("Quantile 0.25"), 0.5, 1e-12);
    EXPECT_NEAR(f.at("Median absolute deviation"), std::log1p(0.5), 1e-12);
    EXPECT_NEAR(f.at("Mean absolute change"), std::log1p(0.02), 1e-12);
    EXPECT_NEAR(f.at("Median absolute change"), std::log1p(0.02), 1e-12);
    EXPECT_EQ(f.at("Share of jumps"), 0.0);
    EXPECT_NEAR(f.at("Median crossing rate"), visible * 2.0 / 100.0, 1e-12); // on and off the median itself
    // Blocks of s samples differ by s steps: shares 1 : 4 : 16 .. 4^5, whose sum is 1365.
    for (int i = 0; i < 6; ++i)
        EXPECT_NEAR(f.at("Share of scale_" + std::to_string(1 << i)), visible * std::pow(4.0, i) / 1365.0,
                    1e-9);
}

TEST(RobustSet, PartialAutocorrelationOfAnAutoregressionEndsAtItsOrder)
{
    // x_t = 0.5 x_{t-1} + 0.3 x_{t-2} + noise: partial autocorrelation 0.3 at lag 2, none beyond.
    auto series = whiteNoise(200000, 8);
    for (std::size_t i = 2; i < series.size(); ++i)
        series[i] += 0.5 * series[i - 1] + 0.3 * series[i - 2];
    const auto f = robust(series);
    EXPECT_NEAR(f.at("Partial autocorrelation_2"), 0.3, 0.01);
    EXPECT_NEAR(f.at("Partial autocorrelation_3"), 0.0, 0.01);
    EXPECT_NEAR(f.at("Partial autocorrelation_4"), 0.0, 0.01);
}

TEST(RobustSet, SpectrumOfASineIsALineAndThatOfNoiseIsFlat)
{
    std::vector<double> sine(512);
    for (std::size_t i = 0; i < sine.size(); ++i)
        sine[i] = std::sin(2.0 * std::numbers::pi * static_cast<double>(i) / 16.0);
    const auto line = robust(sine);
    EXPECT_NEAR(line.at("Dominant frequency"), 1.0 / 16.0, 1e-4);
    EXPECT_NEAR(line.at("Spectral centroid"), 1.0 / 16.0, 1e-4);
    EXPECT_NEAR(line.at("Dominant share"), 2.0 / 3.0,
                1e-3); // a Hann window gives a line 1/4, 1, 1/4 of power
    const auto flat = robust(whiteNoise(20000, 9));
    EXPECT_GT(flat.at("Spectral entropy"), 0.99);
    EXPECT_NEAR(flat.at("Spectral centroid"), 16.5 / 64.0, 0.005); // bins 1 .. 32 of 64
    EXPECT_NEAR(flat.at("Spectral spread"), 0.5 / std::sqrt(12.0), 0.01);
    EXPECT_NEAR(flat.at("Spectral roll-off"), 0.85 * 0.5, 0.02);
}

} // namespace
} // namespace nodesentry
