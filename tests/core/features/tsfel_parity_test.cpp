#include "core/features/extractor.h"

#include "core/base/expects.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <set>
#include <string>
#include <vector>

namespace nodesentry {
namespace {

struct ReferenceCase {
    std::string name;
    std::vector<double> series;
    std::vector<double> features; ///< in the order of names; NaN where TSFEL has NaN
    double lpccSensitivity = 0.0;
};

struct Reference {
    std::vector<std::string> names;
    std::vector<ReferenceCase> cases;
};

double numberOrNan(const nlohmann::json& value)
{
    return value.is_number() ? value.get<double>() : std::numeric_limits<double>::quiet_NaN();
}

const Reference& reference()
{
    static const Reference loaded = [] {
        std::ifstream file(NODESENTRY_TEST_DATA "/golden/tsfel/reference.json");
        const auto json = nlohmann::json::parse(file);
        Reference result;
        result.names = json.at("names").get<std::vector<std::string>>();
        for (const auto& entry : json.at("cases")) {
            ReferenceCase one;
            one.name = entry.at("name");
            one.series = entry.at("series").get<std::vector<double>>();
            for (const auto& value : entry.at("features"))
                one.features.push_back(numberOrNan(value));
            if (entry.at("lpccSensitivity").is_number())
                one.lpccSensitivity = entry.at("lpccSensitivity");
            result.cases.push_back(std::move(one));
        }
        return result;
    }();
    return loaded;
}

bool startsWith(const std::string& text, const char* start)
{
    return text.rfind(start, 0) == 0;
}

/// Where TSFEL's value is rounding noise or a quirk that we leave out on purpose; docs/features.md says why.
bool isLeftOut(const std::string& series, const std::string& feature)
{
    static const std::set<std::string> noiseOfConstants
        = {"Spectral centroid", "Spectral decrease", "Spectral kurtosis",  "Spectral positive turning points",
           "Spectral skewness", "Spectral spread",   "Max power spectrum", "Power bandwidth"};
    static const std::set<std::string> noiseOfPureTones
        = {"Spectral kurtosis", "Spectral positive turning points", "Spectral skewness", "Spectral spread"};
    if (series == "constant_zero_n100")
        return startsWith(feature, "MFCC_");
    if (startsWith(series, "constant_"))
        return noiseOfConstants.contains(feature);
    if (series == "sine_n500_p25")
        return noiseOfPureTones.contains(feature);
    if (series == "step_n240")
        return feature == "Spectral entropy";
    if (series == "pulse_same_ends_n100")
        return feature == "Spectral entropy" || startsWith(feature, "ECDF Percentile");
    return false;
}

double toleranceFor(const ReferenceCase& one, const std::string& feature, double expected)
{
    const double relative = startsWith(feature, "LPCC_") ? std::max(1e-8, one.lpccSensitivity) : 1e-8;
    return relative * std::abs(expected) + 1e-14; // the last for values that are sums cancelling to 0
}

TEST(TsfelParity, NamesAreTsfelsInItsOrder)
{
    EXPECT_EQ(featureNames(FeatureSet::Paper), reference().names);
}

TEST(TsfelParity, ReferenceHoldsAllSeries)
{
    EXPECT_EQ(reference().cases.size(), 22u);
    for (const auto& one : reference().cases)
        EXPECT_EQ(one.features.size(), 134u) << one.name;
}

TEST(TsfelParity, EveryFeatureOfEverySeriesAgrees)
{
    const auto& names = featureNames(FeatureSet::Paper);
    FeatureExtractor extractor(FeatureSet::Paper);
    std::vector<double> features(names.size());
    int compared = 0;
    for (const auto& one : reference().cases) {
        if (std::ssize(one.series) < kMinimumSamples)
            continue;
        extractor.extract(one.series, features);
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (isLeftOut(one.name, names[i]))
                continue;
            ++compared;
            const double expected = one.features[i];
            if (std::isnan(expected))
                EXPECT_TRUE(std::isnan(features[i])) << one.name << ": " << names[i] << " = " << features[i];
            else
                EXPECT_NEAR(features[i], expected, toleranceFor(one, names[i], expected))
                    << one.name << ": " << names[i];
        }
    }
    // Every name is left out somewhere at most: 20 series x 134 less the exceptions above.
    EXPECT_EQ(compared, 20 * 134 - 12 - 3 * 8 - 4 - 1 - 5 + 8);
}

TEST(TsfelParity, EveryFeatureIsComparedOnMostSeries)
{
    for (const auto& name : featureNames(FeatureSet::Paper)) {
        const auto compared = std::ranges::count_if(
            reference().cases, [&](const auto& one) { return !isLeftOut(one.name, name); });
        EXPECT_GE(compared, 17) << name;
    }
}

TEST(TsfelParity, SeriesThatTsfelRefusesAreRefused)
{
    FeatureExtractor extractor(FeatureSet::Paper);
    std::vector<double> features(featureNames(FeatureSet::Paper).size());
    int refused = 0;
    for (const auto& one : reference().cases) {
        if (std::ssize(one.series) >= kMinimumSamples)
            continue;
        EXPECT_THROW(extractor.extract(one.series, features), ContractViolation) << one.name;
        ++refused;
    }
    EXPECT_EQ(refused, 2);
}

TEST(TsfelParity, ConstantsHaveNoSpectralNoise)
{
    const auto& names = featureNames(FeatureSet::Paper);
    FeatureExtractor extractor(FeatureSet::Paper);
    std::vector<double> features(names.size());
    for (const double level : {0.1, -3.7, 5.0, 1e6}) {
        extractor.extract(std::vector<double>(100, level), features);
        for (const char* name : {"Spectral decrease", "Spectral kurtosis", "Spectral skewness",
                                 "Spectral spread", "Spectral entropy", "Spectral positive turning points",
                                 "Max power spectrum", "Power bandwidth", "Standard deviation"}) {
            const auto column = std::ranges::find(names, name) - names.begin();
            EXPECT_EQ(features[column], 0.0) << name << " of " << level;
        }
    }
}

TEST(TsfelParity, EqualEndsDoNotMakeASeriesConstant)
{
    // TSFEL 0.1.7 tests the sum of differences and would return the first value, 0, for all four.
    std::vector<double> pulse(100, 0.0);
    std::fill(pulse.begin() + 40, pulse.begin() + 90, 1.0);
    const auto& names = featureNames(FeatureSet::Paper);
    std::vector<double> features(names.size());
    FeatureExtractor(FeatureSet::Paper).extract(pulse, features);
    const auto value
        = [&](const char* name) { return features[std::ranges::find(names, name) - names.begin()]; };
    EXPECT_EQ(value("ECDF Percentile_0"), 0.0);
    EXPECT_EQ(value("ECDF Percentile_1"), 1.0);
    EXPECT_EQ(value("ECDF Percentile Count_0"), 20.0);
    EXPECT_EQ(value("ECDF Percentile Count_1"), 80.0);
}

} // namespace
} // namespace nodesentry
