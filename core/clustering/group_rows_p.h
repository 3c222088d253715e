#pragma once

#include "core/base/matrix.h"
#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/clustering/cluster_library.h"
#include "core/clustering/cluster_options.h"
#include "core/clustering/merge_tree.h"
#include "core/clustering/silhouette.h"

#include <string>
#include <vector>

namespace nodesentry {

/// Rows in groups, with what says how good they are.
struct Grouping {
    std::vector<int> labels; ///< from 0, by first appearance, rows kept apart last; -1: noise
    std::vector<double> silhouettes; ///< of each row; NaN for noise
    double silhouette = 0.0; ///< mean without noise
    double silhouetteError = 0.0; ///< its standard error, where a sample was looked at
    SilhouetteCurve curve; ///< of the numbers of clusters that were tried
    MergeTree tree; ///< of hac; without merges otherwise
    std::vector<std::int64_t> treeRows; ///< the points of the tree
    std::string linkage; ///< of hac: the one that was used
    double eps = 0.0; ///< of dbscan: the one that was used
    std::string note; ///< what was done otherwise than asked for, and why; a sentence, or empty
};

/// Groups rows as the options say.
/// @param scaled  n x D, finite
/// @param hints  SegmentHints of the rows; some are apart, but not all, or the list is empty. DBSCAN, which
///               counts rows, takes no notice of sets. Silhouettes are those of the rows as they are, but for
///               the curve, from which the number of clusters is chosen
/// @error InvalidArgument  unknown linkage; DBSCAN finds nothing but noise
/// @error Unsupported, Cancelled
[[nodiscard]] Result<Grouping> groupRows(const FeatureMatrix& scaled, const ClusterOptions& options,
                                         const SegmentHints& hints, const RunContext& context);

} // namespace nodesentry
