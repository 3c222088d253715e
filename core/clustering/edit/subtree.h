#pragma once

#include "core/clustering/merge_tree.h"

#include <cstdint>
#include <vector>

namespace nodesentry {

/// The points below a cluster of a tree, ascending; a point is below itself.
/// @pre 0 <= cluster < points + merges
[[nodiscard]] std::vector<std::int64_t> leavesBelow(const MergeTree& tree, int cluster);

/// Parts a group of points where the tree does: at the lowest merge that holds all of them, or, where one of
/// its branches has none of them, further down. The group need not be a branch itself, since it may have been
/// edited.
/// @param group  points, ascending, each once
/// @return the points of the smaller side, ascending (of equal sides the one without the first point); empty
///         for fewer than two points, or where the tree has no merges
/// @cost  O(points)
[[nodiscard]] std::vector<std::int64_t> smallerSide(const MergeTree& tree,
                                                    const std::vector<std::int64_t>& group);

} // namespace nodesentry
