#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace nodesentry {

/// How much farther than others short segments may be from a match centroid. Their features rest on few
/// samples and on the beginning and the end of a job, while match centroids and spreads are those of longer
/// segments.
struct ShortReach {
    std::int64_t below = 0; ///< for segments of fewer samples
    double factor = 1.0; ///< of the spread; at least 1

    bool operator==(const ShortReach&) const = default;
};

/// A length that no factor is for.
inline constexpr std::int64_t kNotShort = std::numeric_limits<std::int64_t>::max();

/// Chooses the factors so that @p falseRate of the training segments of each length are told to fit no
/// cluster.
///
/// Lengths are classed by halves: below minSamples, below half of it, and so on down to 12. A class of fewer
/// than five segments has the factor of the next longer one, and none has a smaller one than that.
///
/// @param samples  lengths of training segments that made no clusters because they are short; longer ones are
///                 not looked at
/// @param ratios   of each, the distance to the nearest match centroid in units of that cluster's spread
/// @return ascending by length
[[nodiscard]] std::vector<ShortReach> calibrateShortReach(std::span<const std::int64_t> samples,
                                                          std::span<const double> ratios,
                                                          std::int64_t minSamples, double falseRate);

/// The factor for a segment of @p samples; 1 for those that are not short.
[[nodiscard]] double reachOf(std::span<const ShortReach> reach, std::int64_t samples);

} // namespace nodesentry
