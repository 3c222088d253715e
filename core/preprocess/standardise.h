#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace nodesentry {

/// Centre and spread of one metric, by which it is standardised.
struct MetricStatistics {
    double mean = 0.0;
    double scale = 0.0; ///< standard deviation (of the population); 0 = constant
    std::int64_t count = 0; ///< measured samples it was taken from

    bool operator==(const MetricStatistics&) const = default;
};

/// A spread, or a distance, of less than this share of the mean is none that float samples can resolve.
inline constexpr double kFloatResolution = 2e-7;

/// Mean and standard deviation without the smallest and the largest samples.
///
/// Where the trimmed samples are all equal but the whole are not (a metric that is zero but for rare events),
/// those of all samples are taken: with a scale of 0 the events would disappear from view. A spread that
/// float samples of this size cannot resolve (kFloatResolution) counts as none.
///
/// @param samples       all finite; taken apart on the way; may be empty
/// @param trimFraction  0 <= trimFraction < 0.5; floor(n trimFraction) samples are left out at each end
/// @cost  O(n)
/// @source NodeSentry (SC '25), section 3.2; the choice for rare events is ours
[[nodiscard]] MetricStatistics trimmedStatistics(std::vector<float> samples, double trimFraction);

/// Statistics for a node that has none of its own: those of all samples behind @p nodes, as far as mean,
/// scale and count tell (law of total variance).
[[nodiscard]] MetricStatistics pooledStatistics(std::span<const MetricStatistics> nodes);

/// A spread that is the same on all nodes: the root mean square of the scales of those on which the metric
/// moves. A node's own is small where it happened to have no job in training that uses the metric; the first
/// one that does is then a hundred standard deviations away, and so is every node of a job from every other.
/// @return 0 where the metric moves on none
[[nodiscard]] double commonSpread(std::span<const MetricStatistics> nodes);

/// Largest standardised value before clipping, either sign, so that squares and sums stay finite.
inline constexpr double kLargestStandardised = 1e6;

/// (x - mean) / scale; 0 where the scale is 0 or x is not finite.
/// @param unclipped  limited to kLargestStandardised only
/// @param clipped    limited to +-clip
void standardise(std::span<const float> values, const MetricStatistics& statistics, double clip,
                 std::span<float> unclipped, std::span<float> clipped);

} // namespace nodesentry
