// What holds for every series: numbers only, the same ones each time, however the work is shared out.

#include "core/features/extractor.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>
#include <string>
#include <vector>

namespace nodesentry {
namespace {

/// A kind of series; the position runs from 0 to n - 1.
struct Kind {
    const char* name;
    std::function<double(std::int64_t position, std::int64_t n, std::mt19937_64&)> value;
};

const std::vector<Kind>& kinds()
{
    static const std::vector<Kind> all{
        {"zero", [](auto, auto, auto&) { return 0.0; }},
        {"constant", [](auto, auto, auto&) { return 0.1; }},
        {"limit", [](auto, auto, auto&) { return -5.0; }},
        {"ramp", [](auto i, auto n, auto&) { return static_cast<double>(i) / static_cast<double>(n); }},
        {"falling ramp", [](auto i, auto, auto&) { return -1e-3 * static_cast<double>(i); }},
        {"step", [](auto i, auto n, auto&) { return i < n / 2 ? -1.0 : 1.0; }},
        {"alternating", [](auto i, auto, auto&) { return i % 2 == 0 ? 1.0 : -1.0; }},
        {"pulse", [](auto i, auto n, auto&) { return i == n / 3 ? 5.0 : 0.0; }},
        {"last sample", [](auto i, auto n, auto&) { return i == n - 1 ? 1e-7 : 0.0; }},
        {"tone", [](auto i, auto, auto&) { return std::sin(0.25 * static_cast<double>(i)); }},
        {"noise", [](auto, auto, auto& random) { return std::normal_distribution<double>()(random); }},
        {"few levels", [](auto, auto, auto& random) { return static_cast<double>(random() % 3) - 1.0; }},
        {"tiny noise",
         [](auto, auto, auto& random) { return 2.0 + 1e-12 * std::normal_distribution<double>()(random); }},
    };
    return all;
}

/// The edges of what is looked at (neighbourhoods, windows, spectrograms, 512 samples), and random lengths.
std::vector<std::int64_t> lengths()
{
    std::vector<std::int64_t> all{12, 13, 20, 21, 63, 64, 65, 450, 451, 509, 510, 511, 512, 513, 5000};
    std::mt19937_64 random(17);
    for (int i = 0; i < 25; ++i)
        all.push_back(std::uniform_int_distribution<std::int64_t>(12, 5000)(random));
    return all;
}

/// Metrics x samples: one metric of each kind.
SampleMatrix metricsOf(std::int64_t length)
{
    std::mt19937_64 random(static_cast<std::uint64_t>(length));
    SampleMatrix values(static_cast<Eigen::Index>(kinds().size()), length);
    for (std::size_t kind = 0; kind < kinds().size(); ++kind)
        for (std::int64_t i = 0; i < length; ++i)
            values(static_cast<Eigen::Index>(kind), i)
                = static_cast<float>(kinds()[kind].value(i, length, random));
    return values;
}

class FeatureProperties : public ::testing::TestWithParam<FeatureSet> { };

TEST_P(FeatureProperties, WhatLeavesIsANumber)
{
    const auto& names = featureNames(GetParam());
    for (const auto length : lengths()) {
        const auto features = extractSegment(metricsOf(length), 0, length, GetParam()).value();
        for (std::size_t i = 0; i < features.size(); ++i)
            ASSERT_TRUE(std::isfinite(features[i]))
                << names[i % names.size()] << " of " << kinds()[i / names.size()].name << ", " << length;
    }
}

TEST_P(FeatureProperties, EqualSeriesHaveEqualBitsWhateverWasDescribedBefore)
{
    const auto count = featureNames(GetParam()).size();
    FeatureExtractor used(GetParam()); // has buffers of other lengths
    for (const auto length : lengths()) {
        const auto values = metricsOf(length);
        for (Eigen::Index metric = 0; metric < values.rows(); ++metric) {
            std::vector<double> series(values.row(metric).begin(), values.row(metric).end());
            std::vector<double> first(count);
            std::vector<double> second(count);
            used.extract(series, first);
            FeatureExtractor(GetParam()).extract(series, second);
            for (std::size_t i = 0; i < count; ++i)
                ASSERT_TRUE(first[i] == second[i] || (std::isnan(first[i]) && std::isnan(second[i])))
                    << featureNames(GetParam())[i] << " of " << kinds()[static_cast<std::size_t>(metric)].name
                    << ", " << length;
        }
    }
}

TEST_P(FeatureProperties, ThreadsChangeNothing)
{
    for (const std::int64_t length : {12, 100, 777, 2048}) {
        const auto values = metricsOf(length);
        const auto serial = extractSegment(values, 0, length, GetParam()).value();
        for (const int threads : {2, 3, 16})
            ASSERT_EQ(extractSegment(values, 0, length, GetParam(), RunContext({}, {}, threads)).value(),
                      serial)
                << length << " samples, " << threads << " threads";
    }
}

TEST_P(FeatureProperties, APartOfANodeIsDescribedAsIfItWereAlone)
{
    const auto values = metricsOf(900);
    const SampleMatrix part = values.middleCols(100, 345);
    EXPECT_EQ(extractSegment(values, 100, 445, GetParam()).value(),
              extractSegment(part, 0, 345, GetParam()).value());
}

INSTANTIATE_TEST_SUITE_P(Sets, FeatureProperties, ::testing::Values(FeatureSet::Paper, FeatureSet::Robust),
                         [](const auto& set) { return std::string(featureSetName(set.param)); });

TEST(PaperFeatures, WhereTsfelHasNoNumberThereIsOneOfOurs)
{
    const auto& names = featureNames(FeatureSet::Paper);
    const auto column = [&](const char* name) {
        return static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
    };
    const SampleMatrix constant = SampleMatrix::Constant(1, 30, 0.1F);
    const auto features = extractSegment(constant, 0, 30, FeatureSet::Paper).value();
    EXPECT_EQ(features[column("Skewness")], 0.0);
    EXPECT_EQ(features[column("Kurtosis")], -3.0);
    // No lag of the four that are looked at decorrelates it: extractor_test.cpp says how it was found.
    SampleMatrix slow(1, 14);
    slow << 1, 0, 1, 1, 1, 0, 1, 0, -1, -1, 0, -1, -1, -1;
    EXPECT_EQ(extractSegment(slow, 0, 14, FeatureSet::Paper).value()[column("Autocorrelation")], 5.0);
}

} // namespace
} // namespace nodesentry
