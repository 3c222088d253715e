#pragma once

#include "core/base/matrix.h"
#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/clustering/cluster_library.h"

#include <vector>

namespace nodesentry {

/// Measures what Calibration says: a fifth of each cluster at a time is held back, match centroids and
/// spreads are made of the rest, and what was held back is matched with them. The assignment and the scaler
/// stay.
///
/// @param library       its scaler is used, and those of its entries that no row belongs to
/// @param clusterOfRow  n, ids
/// @param prefix        n x D, features of the match periods
/// @cost  O(n clusters D)
[[nodiscard]] Result<Calibration> calibrate(const ClusterLibrary& library,
                                            const std::vector<int>& clusterOfRow, const FeatureMatrix& prefix,
                                            const ClusterOptions& options, const RunContext& context);

} // namespace nodesentry
