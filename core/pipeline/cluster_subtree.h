#pragma once

#include "core/clustering/edit/editable_clustering.h"
#include "core/project/project.h"

#include <vector>

namespace nodesentry {

/// What leaves a cluster when it is split where the merge tree of the project parts it first: the smaller
/// part.
/// @error StageMissing     the project has no merge tree, as with other methods than hierarchical clustering
/// @error InvalidArgument  the cluster has one training segment only
[[nodiscard]] Result<std::vector<SegmentKey>>
smallerPartOf(const Project& project, const EditableClustering& clustering, int cluster);

/// The training segments of a cluster that lie below a merge of the tree.
/// @param subtree  number of a cluster of the tree: 0 .. n-1 are its segments, n + s is what merge s made
/// @error StageMissing     as above
/// @error InvalidArgument  no such number, or none of the cluster's segments is below it
[[nodiscard]] Result<std::vector<SegmentKey>>
membersBelow(const Project& project, const EditableClustering& clustering, int cluster, int subtree);

} // namespace nodesentry
