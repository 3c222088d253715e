#pragma once

#include "core/base/matrix.h"
#include "core/base/result.h"
#include "core/base/run_context.h"

#include <vector>

namespace nodesentry {

struct DbscanOptions {
    double eps = 0.0; ///< radius of a neighbourhood, > 0
    int minimumPoints = 5; ///< points within eps, itself counted, that make a point a core; >= 1
};

/// Clusters are what is connected through cores; what no core reaches is noise.
///
/// @param points  n x D, finite
/// @return  labels 0 .. numbered by first appearance; -1: noise. A point that is no core but near several
///          belongs to the nearest of them (of equals the first), so that no order of visits decides.
/// @error InvalidArgument  a value is not finite; eps or minimumPoints outside their range
/// @error Cancelled        polled every 64 points
/// @cost  O(n^2 D), shared by context.threads(); no distance is kept
/// @source Ester, Kriegel, Sander, Xu (1996), KDD-96
[[nodiscard]] Result<std::vector<int>> dbscan(const FeatureMatrix& points, const DbscanOptions& options,
                                              const RunContext& context = {});

/// Distance of each point to the farthest of its @p neighbours nearest, itself counted, in ascending order:
/// the curve that eps is read from.
/// @param neighbours  1 <= neighbours <= n
/// @error InvalidArgument, Cancelled  as dbscan()
/// @cost  as dbscan()
[[nodiscard]] Result<std::vector<double>> kDistances(const FeatureMatrix& points, int neighbours,
                                                     const RunContext& context = {});

/// Where the curve of kDistances() bends: the value farthest below the line from its first to its last point.
/// Up to there points lie in clusters, beyond they are noise.
/// @param ascending  of kDistances(); may be empty
/// @return  0 where all values are 0 or there are none
/// @source Satopää, Albrecht, Irwin, Raghavan (2011), ICDCSW, "Finding a 'kneedle' in a haystack", for a
///         curve that is convex and not smoothed
[[nodiscard]] double suggestEps(const std::vector<double>& ascending);

} // namespace nodesentry
