#pragma once

#include "core/base/matrix.h"
#include "core/base/result.h"
#include "core/base/run_context.h"

#include <cstdint>
#include <vector>

namespace nodesentry {

struct KMeansOptions {
    int clusters = 8; ///< 1 <= clusters <= n
    int restarts = 10; ///< the best of so many starts is kept; >= 1
    int maximumIterations = 300;
    std::uint64_t seed = 1;
};

struct KMeans {
    std::vector<int> labels; ///< numbered by first appearance
    FeatureMatrix centroids; ///< clusters x D, mean of each label's points
    double inertia = 0.0; ///< sum of squared distances to the own centroid
    int iterations = 0; ///< of the start that was kept
};

/// Groups points around centroids, seeded by k-means++, improved by Lloyd's iteration until no label changes.
///
/// A cluster that loses its last point gets the point farthest from its centroid. Where there are fewer
/// different points than clusters, there are fewer clusters. Equal input and seed give equal bits, whatever
/// the number of threads.
/// @param points  n x D, finite; n >= 1
/// @error InvalidArgument  a value is not finite; clusters outside [1, n]
/// @error Cancelled        polled every 256 points
/// @cost  O(restarts * iterations * n * clusters * D), shared by context.threads()
/// @source Arthur and Vassilvitskii (2007), SODA; Lloyd (1982), IEEE Trans. Inf. Theory 28:129-137
[[nodiscard]] Result<KMeans> kMeans(const FeatureMatrix& points, const KMeansOptions& options,
                                    const RunContext& context = {});

} // namespace nodesentry
