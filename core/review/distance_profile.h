#pragma once

#include "core/base/matrix.h"

#include <span>
#include <vector>

namespace nodesentry {

/// How unlike a short series is to every stretch of a long one that is as long, both shifted to mean 0 and
/// scaled to deviation 1: the square of their Euclidean distance, as a share of the largest there is. That is
/// (1 - r) / 2 with Pearson's correlation r: 0 the same shape, 0.5 unrelated, 1 the opposite.
///
/// Two stretches without change are alike (0); one without and one with change are unrelated (0.5). A stretch
/// whose deviation is below 1e-6 of the largest value counts as one without.
/// @param query   finite, at least 2 values
/// @param series  NaN = gap; as long as the query at least
/// @return series.size() - query.size() + 1 values; NaN for stretches with a gap
/// @cost   O(n log n), whatever the length of the query
/// @source MASS: Mueen et al. (2017), "The Fastest Similarity Search Algorithm for Time Series Subsequences
///         under Euclidean Distance"
[[nodiscard]] std::vector<double> distanceProfile(std::span<const float> query,
                                                  std::span<const float> series);

/// The same over several metrics: the mean over those that can be compared, which are at least half of them.
/// @param query, series  a metric per row, as many rows; rows of the query with a gap are left out
/// @return NaN where too few metrics can be compared; everywhere if the query has too few
[[nodiscard]] std::vector<double> distanceProfile(const SampleMatrix& query, const SampleMatrix& series);

} // namespace nodesentry
