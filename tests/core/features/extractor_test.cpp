#include "core/features/extractor.h"
#include "core/features/feature_options.h"

#include "core/base/expects.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace nodesentry {
namespace {

std::vector<double> extract(FeatureSet set, const std::vector<double>& series)
{
    std::vector<double> features(featureNames(set).size());
    FeatureExtractor(set).extract(series, features);
    return features;
}

enum class Kind { Constant, Ramp, Noise, Walk, Alternating, Spike, TwoLevels };

std::vector<double> makeSeries(Kind kind, std::int64_t length, std::mt19937_64& random)
{
    std::normal_distribution<double> normal;
    std::vector<double> series(length);
    double level = normal(random);
    for (std::int64_t i = 0; i < length; ++i) {
        switch (kind) {
        case Kind::Constant:
            series[i] = level;
            break;
        case Kind::Ramp:
            series[i] = level + 0.01 * static_cast<double>(i);
            break;
        case Kind::Noise:
            series[i] = normal(random);
            break;
        case Kind::Walk:
            series[i] = level += 0.1 * normal(random);
            break;
        case Kind::Alternating:
            series[i] = i % 2 == 0 ? 1.0 : -1.0;
            break;
        case Kind::Spike:
            series[i] = i == length / 2 ? 5.0 : 0.0;
            break;
        case Kind::TwoLevels:
            series[i] = i < length / 3 ? -0.5 : 2.0;
            break;
        }
    }
    return series;
}

constexpr Kind kKinds[]
    = {Kind::Constant, Kind::Ramp, Kind::Noise, Kind::Walk, Kind::Alternating, Kind::Spike, Kind::TwoLevels};

TEST(FeatureExtractor, PaperIsFiniteButForTheDocumentedFeatures)
{
    const auto& names = featureNames(FeatureSet::Paper);
    std::mt19937_64 random(1);
    std::uniform_int_distribution<std::int64_t> anyLength(kMinimumSamples, 3000);
    for (int round = 0; round < 30; ++round) {
        const auto length = round < 8 ? kMinimumSamples + round : anyLength(random);
        for (const auto kind : kKinds) {
            const auto features = extract(FeatureSet::Paper, makeSeries(kind, length, random));
            for (std::size_t i = 0; i < names.size(); ++i) {
                const bool needsSpread = names[i] == "Skewness" || names[i] == "Kurtosis";
                if (needsSpread && kind == Kind::Constant) {
                    EXPECT_TRUE(std::isnan(features[i])) << names[i];
                } else if (names[i] != "Autocorrelation") {
                    EXPECT_TRUE(std::isfinite(features[i]))
                        << names[i] << " at length " << length << ", kind " << static_cast<int>(kind);
                }
            }
        }
    }
}

TEST(FeatureExtractor, AutocorrelationIsNanWhereNoLagDecorrelates)
{
    const auto& names = featureNames(FeatureSet::Paper);
    const auto column = std::ranges::find(names, "Autocorrelation") - names.begin();
    // Found by search: its least autocorrelation up to lag 4 is 0.382 > 1/e.
    const std::vector<double> slow = {1, 0, 1, 1, 1, 0, 1, 0, -1, -1, 0, -1, -1, -1};
    EXPECT_TRUE(std::isnan(extract(FeatureSet::Paper, slow)[column]));
    // By hand: r_1 = 9/11, r_2 = 6/10, r_3 = 3/9 < 1/e.
    const std::vector<double> step = {-1, -1, -1, -1, -1, -1, 1, 1, 1, 1, 1, 1};
    EXPECT_EQ(extract(FeatureSet::Paper, step)[column], 3.0);
}

TEST(FeatureExtractor, SpectralSearchOfTheDecayLagAgreesWithTheDirectOne)
{
    // A cosine of period 400 decorrelates after about arccos(1/e) / (2 pi) x 400 = 76 samples: more lags than
    // are tried directly. The expected lag is computed here by the definition.
    std::vector<double> series(1000);
    for (std::size_t i = 0; i < series.size(); ++i)
        series[i] = std::cos(2.0 * M_PI * static_cast<double>(i) / 400.0) + 0.3;
    double mean = 0.0;
    for (const double v : series)
        mean += v / 1000.0;
    double variance = 0.0;
    for (const double v : series)
        variance += (v - mean) * (v - mean) / 1000.0;
    int expected = 1;
    for (;; ++expected) {
        double covariance = 0.0;
        for (int i = 0; i + expected < 1000; ++i)
            covariance += (series[i] - mean) * (series[i + expected] - mean) / (1000.0 - expected);
        if (covariance / variance < std::exp(-1.0))
            break;
    }
    ASSERT_GT(expected, 16);
    const auto& names = featureNames(FeatureSet::Paper);
    const auto column = std::ranges::find(names, "Autocorrelation") - names.begin();
    EXPECT_EQ(extract(FeatureSet::Paper, series)[column], expected);
}

TEST(FeatureExtractor, ResultDoesNotDependOnWhatWasExtractedBefore)
{
    std::mt19937_64 random(2);
    for (const auto set : {FeatureSet::Paper, FeatureSet::Robust}) {
        FeatureExtractor used(set);
        std::vector<double> features(featureNames(set).size());
        for (const std::int64_t length : {1000, 12, 999, 63, 64, 300, 13}) {
            const auto series = makeSeries(Kind::Walk, length, random);
            used.extract(series, features);
            EXPECT_EQ(features, extract(set, series)) << length;
        }
    }
}

TEST(FeatureExtractor, BreachesOfContractAreRefused)
{
    FeatureExtractor extractor(FeatureSet::Paper);
    std::vector<double> features(featureNames(FeatureSet::Paper).size());
    std::vector<double> series(20, 1.0);
    EXPECT_THROW(extractor.extract(std::span(series).first(11), features), ContractViolation);
    EXPECT_THROW(extractor.extract(series, std::span(features).first(133)), ContractViolation);
    series[7] = std::nan("");
    EXPECT_THROW(extractor.extract(series, features), ContractViolation);
}

TEST(FeatureSet, NamesAreUniqueAndFoundAgain)
{
    EXPECT_EQ(featureNames(FeatureSet::Paper).size(), 134u);
    for (const auto set : {FeatureSet::Paper, FeatureSet::Robust}) {
        const auto& names = featureNames(set);
        EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), names.size());
        EXPECT_EQ(featureSetFromName(featureSetName(set)).value(), set);
    }
    const auto unknown = featureSetFromName("tsfel");
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().code, ErrorCode::InvalidArgument);
}

TEST(FeatureOptions, SetIsAParameterWithTwoChoices)
{
    FeatureOptions options;
    ParameterBinder binder;
    bindParameters(binder, options);
    EXPECT_TRUE(featureSetFromName(options.set));
    EXPECT_TRUE(binder.set("set", "paper"));
    EXPECT_EQ(options.set, "paper");
    EXPECT_FALSE(binder.set("set", "tsfel"));
}

SampleMatrix twoMetrics()
{
    SampleMatrix values(2, 100);
    for (Eigen::Index i = 0; i < values.cols(); ++i) {
        values(0, i) = static_cast<float>(i % 7);
        values(1, i) = static_cast<float>(std::sin(0.3 * static_cast<double>(i)));
    }
    return values;
}

TEST(ExtractSegment, HasOneBlockOfColumnsForEachMetric)
{
    const auto values = twoMetrics();
    for (const auto set : {FeatureSet::Paper, FeatureSet::Robust}) {
        const auto features = extractSegment(values, 10, 60, set).value();
        const auto count = featureNames(set).size();
        ASSERT_EQ(features.size(), 2 * count);
        for (int metric = 0; metric < 2; ++metric) {
            std::vector<double> series;
            for (int i = 10; i < 60; ++i)
                series.push_back(values(metric, i));
            const auto expected = extract(set, series);
            EXPECT_TRUE(std::equal(expected.begin(), expected.end(), features.begin() + metric * count));
        }
    }
}

TEST(ExtractSegment, IsTheSameOnAnyNumberOfThreads)
{
    SampleMatrix values = SampleMatrix::Random(7, 150);
    const auto one = extractSegment(values, 0, 150, FeatureSet::Paper).value();
    for (const int threads : {2, 3, 16})
        EXPECT_EQ(extractSegment(values, 0, 150, FeatureSet::Paper, RunContext({}, {}, threads)).value(),
                  one);
}

TEST(ExtractSegment, SaysWhichMetricIsNotFinite)
{
    auto values = twoMetrics();
    values(1, 50) = std::nanf("");
    const auto result = extractSegment(values, 0, 100, FeatureSet::Robust);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::InvalidArgument);
    EXPECT_NE(result.error().message.find("row 1"), std::string::npos);
    EXPECT_TRUE(extractSegment(values, 0, 50, FeatureSet::Robust)) << "the gap lies outside";
}

TEST(ExtractSegment, RefusesSegmentsThatAreTooShort)
{
    const auto result = extractSegment(twoMetrics(), 0, 11, FeatureSet::Paper);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::InvalidArgument);
    EXPECT_TRUE(extractSegment(twoMetrics(), 0, 12, FeatureSet::Paper));
}

TEST(ExtractSegment, StopsWhenAsked)
{
    std::stop_source stop;
    stop.request_stop();
    const auto result = extractSegment(twoMetrics(), 0, 100, FeatureSet::Paper, RunContext(stop.get_token()));
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::Cancelled);
}

TEST(ExtractSegment, OfNoMetricsIsEmpty)
{
    EXPECT_TRUE(extractSegment(SampleMatrix(0, 100), 0, 100, FeatureSet::Paper).value().empty());
}

} // namespace
} // namespace nodesentry
