#pragma once

#include "core/clustering/merge_tree.h"

namespace nodesentry {

/// Turns edges between points into merges of numbered clusters, lowest first.
/// @param edges  n - 1; each joins the clusters of its two points at its height; of equal heights the first
///               first
[[nodiscard]] MergeTree treeFromEdges(std::int64_t points, std::vector<Merge> edges);

} // namespace nodesentry
