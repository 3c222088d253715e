#pragma once

#include "core/base/matrix.h"
#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/clustering/cluster_options.h"
#include "core/clustering/merge_tree.h"
#include "core/clustering/silhouette.h"

#include <string>
#include <vector>

namespace nodesentry {

/// Rows in groups, with what says how good they are.
struct Grouping {
    std::vector<int> labels; ///< from 0, by first appearance; -1: noise
    std::vector<double> silhouettes; ///< of each row; NaN for noise
    double silhouette = 0.0; ///< mean without noise
    double silhouetteError = 0.0; ///< its standard error, where a sample was looked at
    SilhouetteCurve curve; ///< of the numbers of clusters that were tried
    MergeTree tree; ///< of hac; without merges otherwise
    std::string linkage; ///< of hac: the one that was used
    double eps = 0.0; ///< of dbscan: the one that was used
    std::string note; ///< what was done otherwise than asked for, and why; a sentence, or empty
};

/// Groups rows as the options say.
/// @param scaled  n x D, finite
/// @param together  of each row the number of its set, from 0; empty: each row by itself. Rows of one set are
///                  looked at as their mean, so that they come into one cluster; without a second set all
///                  rows are one cluster. DBSCAN, which counts rows, takes no notice. Silhouettes are those
///                  of the rows as they are, but for the curve, from which the number of clusters is chosen
/// @error InvalidArgument  unknown linkage; DBSCAN finds nothing but noise
/// @error Unsupported, Cancelled
[[nodiscard]] Result<Grouping> groupRows(const FeatureMatrix& scaled, const ClusterOptions& options,
                                         const std::vector<int>& together, const RunContext& context);

} // namespace nodesentry
