#include "core/review/distance_profile.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace nodesentry {
namespace {

/// By its definition: both stretches z-normalised, squared distance over the largest there is, 4 m.
double byDefinition(std::span<const float> a, std::span<const float> b)
{
    const auto normalised = [](std::span<const float> values) {
        double mean = 0.0;
        for (const float value : values)
            mean += value;
        mean /= double(values.size());
        double squares = 0.0;
        for (const float value : values)
            squares += (value - mean) * (value - mean);
        const double deviation = std::sqrt(squares / double(values.size()));
        std::vector<double> result;
        for (const float value : values)
            result.push_back((value - mean) / deviation);
        return result;
    };
    const auto x = normalised(a);
    const auto y = normalised(b);
    double squares = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i)
        squares += (x[i] - y[i]) * (x[i] - y[i]);
    return squares / (4.0 * double(x.size()));
}

TEST(DistanceProfile, EqualsBruteForceOverManyLengthsAndLevels)
{
    std::mt19937 random(3);
    std::normal_distribution<float> noise;
    for (const std::size_t size : {17U, 64U, 1'000U, 1'111U}) {
        for (const float level : {0.0F, 1e3F}) {
            std::vector<float> series;
            float walk = 0.0F;
            for (std::size_t i = 0; i < size; ++i)
                series.push_back(level + (walk += noise(random)));
            for (const std::size_t length : {std::size_t(2), std::size_t(16), size / 2, size}) {
                if (length > size)
                    continue;
                const std::span<const float> whole(series);
                const auto query = whole.subspan((size - length) / 3, length);
                const auto profile = distanceProfile(query, whole);
                ASSERT_EQ(profile.size(), size - length + 1);
                for (std::size_t i = 0; i < profile.size(); ++i)
                    EXPECT_NEAR(profile[i], byDefinition(query, whole.subspan(i, length)), 1e-6)
                        << size << ' ' << length << ' ' << i;
                EXPECT_NEAR(profile[(size - length) / 3], 0.0, 1e-9);
            }
        }
    }
}

TEST(DistanceProfile, DoesNotSeeScaleAndLevel)
{
    const std::vector<float> query{0, 1, 4, 1, 0, 2};
    std::vector<float> series(40, 0.0F);
    for (std::size_t i = 0; i < query.size(); ++i) {
        series[10 + i] = 500.0F + 20.0F * query[i];
        series[25 + i] = 3.0F - 0.5F * query[i];
    }
    const auto profile = distanceProfile(query, series);
    EXPECT_NEAR(profile[10], 0.0, 1e-9);
    EXPECT_NEAR(profile[25], 1.0, 1e-9); // upside down
}

TEST(DistanceProfile, StretchesWithoutChangeAreAlikeAndUnlikeAllOthers)
{
    const std::vector<float> flat(5, 7.0F);
    std::vector<float> series(20, 2.0F);
    series[12] = 9.0F;
    const auto profile = distanceProfile(flat, series);
    EXPECT_EQ(profile[0], 0.0);
    EXPECT_EQ(profile[10], 0.5);
    const std::vector<float> bump{0, 0, 1, 0, 0};
    EXPECT_EQ(distanceProfile(bump, series)[0], 0.5);
    EXPECT_NEAR(distanceProfile(bump, series)[10], 0.0, 1e-9);
}

TEST(DistanceProfile, IsUndefinedOverGapsOnly)
{
    std::vector<float> series(30);
    for (std::size_t i = 0; i < series.size(); ++i)
        series[i] = float(std::sin(double(i)));
    const std::vector<float> query(series.begin(), series.begin() + 4);
    series[15] = std::numeric_limits<float>::quiet_NaN();
    const auto profile = distanceProfile(query, series);
    for (std::size_t i = 0; i < profile.size(); ++i)
        EXPECT_EQ(std::isnan(profile[i]), i >= 12 && i <= 15) << i;
}

TEST(DistanceProfile, OverSeveralMetricsIsTheMeanOfThoseThatCanBeCompared)
{
    SampleMatrix series(2, 12);
    for (int i = 0; i < 12; ++i) {
        series(0, i) = float(i * i % 7);
        series(1, i) = float(i * 5 % 11);
    }
    SampleMatrix query = series.middleCols(3, 4);
    const auto rowProfile = [&](int row) {
        const std::vector<float> q(query.row(row).begin(), query.row(row).end());
        const std::vector<float> s(series.row(row).begin(), series.row(row).end());
        return distanceProfile(q, s);
    };
    const auto first = rowProfile(0);
    const auto second = rowProfile(1);
    const auto both = distanceProfile(query, series);
    for (std::size_t i = 0; i < both.size(); ++i)
        EXPECT_NEAR(both[i], (first[i] + second[i]) / 2.0, 1e-12);
    query(1, 2) = std::numeric_limits<float>::quiet_NaN(); // half of the metrics are left
    const auto one = distanceProfile(query, series);
    for (std::size_t i = 0; i < one.size(); ++i)
        EXPECT_NEAR(one[i], first[i], 1e-12);
    query(0, 0) = std::numeric_limits<float>::quiet_NaN();
    EXPECT_TRUE(std::isnan(distanceProfile(query, series)[0]));
}

} // namespace
} // namespace nodesentry
