#pragma once

#include "core/clustering/cluster_library.h"
#include "core/clustering/cluster_options.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace nodesentry {

// Figures of clusters that are wanted both where clusters are described and where they are edited.

/// The places of the @p count smallest distances, the smallest first; of equal ones the first place first.
/// Equal in single precision is equal: two members of a cluster of two are as near to its centroid as each
/// other, whatever the rounding of the mean says.
[[nodiscard]] std::vector<std::size_t> nearestFirst(const std::vector<double>& distances, int count);

/// The members of a cluster that its model learns from, as ClusterOptions::trainingChoice says.
/// @param toCentroid, ids  of each member: distance to the centroid, and segment
/// @return places in @p ids
[[nodiscard]] std::vector<std::size_t> chooseTraining(const std::vector<double>& toCentroid,
                                                      const std::vector<std::int64_t>& ids,
                                                      const ClusterOptions& options);

/// Distances of members to the mean of the others, from their distances to the mean of all.
/// @return empty for fewer than two members
[[nodiscard]] std::vector<double> leaveOneOut(std::vector<double> distances);

/// A limit that the next value of the same kind exceeds with probability @p rate at most: the
/// ceil((N + 1) (1 - rate))-th smallest of N values (split conformal prediction). Where there are too few for
/// that, the quantile of the log-normal distribution with their moments, but no less than the largest.
[[nodiscard]] double upperLimit(std::vector<double> values, double rate);

/// Sets the spread of the entries from @p firstNew on; how it is made up is said at clusterSegments().
/// @param distances  of each new entry: leaveOneOut() of its members' match periods
void setSpreads(std::vector<ClusterEntry>& entries, std::size_t firstNew,
                const std::vector<std::vector<double>>& distances, const ClusterOptions& options);

} // namespace nodesentry
