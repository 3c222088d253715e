#pragma once

#include "core/data/series_store.h"

#include <gtest/gtest.h>

#include <cstring>
#include <fstream>
#include <iterator>
#include <limits>
#include <random>
#include <string>
#include <utility>
#include <vector>

/// What the tests of the series store share.
namespace nodesentry::test {

inline constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
inline constexpr TimeMs kOrigin = 1'700'000'000'000;
inline constexpr std::int64_t kStepMs = 15'000;

/// Normal noise with 2 % missing samples.
/// @param firstSample  of the grid that begins at kOrigin
inline NodeSeries noise(const std::string& node, std::vector<int> metrics, std::int64_t samples,
                        unsigned seed, std::int64_t firstSample = 0)
{
    NodeSeries series{node, {kOrigin + firstSample * kStepMs, kStepMs, samples}, std::move(metrics), {}, {}};
    series.values.resize(static_cast<Eigen::Index>(series.metrics.size()), samples);
    std::mt19937 random(seed);
    std::normal_distribution<float> normal;
    for (Eigen::Index i = 0; i < series.values.size(); ++i)
        series.values.data()[i] = random() % 50 == 0 ? kNaN : normal(random);
    return series;
}

/// NaN equals NaN here, and zero does not equal minus zero.
inline bool sameBits(const SampleMatrix& a, const SampleMatrix& b)
{
    return a.rows() == b.rows() && a.cols() == b.cols()
        && (a.size() == 0
            || std::memcmp(a.data(), b.data(), sizeof(float) * static_cast<std::size_t>(a.size())) == 0);
}

inline std::vector<char> contentOf(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

inline void replaceContent(const std::string& path, const std::vector<char>& content)
{
    std::ofstream(path, std::ios::binary | std::ios::trunc)
        .write(content.data(), static_cast<std::streamsize>(content.size()));
}

} // namespace nodesentry::test
