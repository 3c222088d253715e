#pragma once

#include "core/base/matrix.h"

#include <cstdint>
#include <random>
#include <vector>

namespace nodesentry::test {

/// Points around well-separated centres, point i around centre i % centres.
struct Blobs {
    FeatureMatrix points;
    std::vector<int> centreOf;
};

/// @param spacing  distance of neighbouring centres in standard deviations of the points around them
inline Blobs makeBlobs(std::int64_t count, std::int64_t columns, int centres, double spacing, unsigned seed)
{
    std::mt19937_64 random(seed);
    std::normal_distribution<double> normal;
    Blobs blobs{FeatureMatrix(count, columns), {}};
    for (std::int64_t i = 0; i < count; ++i) {
        const int centre = static_cast<int>(i % centres);
        blobs.centreOf.push_back(centre);
        for (std::int64_t c = 0; c < columns; ++c)
            blobs.points(i, c) = normal(random) + (c % centres == centre ? spacing : 0.0);
    }
    return blobs;
}

inline std::vector<std::int64_t> idsFrom(std::int64_t first, std::int64_t count)
{
    std::vector<std::int64_t> ids;
    for (std::int64_t i = 0; i < count; ++i)
        ids.push_back(first + i);
    return ids;
}

} // namespace nodesentry::test
