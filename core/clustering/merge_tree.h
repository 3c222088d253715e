#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace nodesentry {

/// One step of agglomeration. Clusters 0 .. n-1 are the points; step s makes cluster n + s.
struct Merge {
    int first = 0; ///< the smaller cluster number
    int second = 0;
    double height = 0.0; ///< distance of the two when they merged
    int size = 0; ///< points in the new cluster

    bool operator==(const Merge&) const = default;
};

/// A dendrogram: the n - 1 merges in ascending order of height, in the convention of SciPy's `linkage`.
struct MergeTree {
    std::int64_t points = 0; ///< n
    std::vector<Merge> merges; ///< n - 1 (none for n <= 1); no merge is lower than the merges it contains
};

/// The clusters that are left when the tree is cut into @p k.
/// @param k  1 <= k <= tree.points
/// @return one label per point, 0 .. k-1, numbered by first appearance
[[nodiscard]] std::vector<int> cutTree(const MergeTree& tree, int k);

/// The points in an order in which no branches of a drawn tree cross: those below a cluster side by side, the
/// child with the lower number first.
[[nodiscard]] std::vector<int> leafOrder(const MergeTree& tree);

/// A tree as it is kept in a project: its leaves are segments.
struct Dendrogram {
    MergeTree tree;
    std::vector<std::int64_t> segments; ///< id of the segment of each point
    std::string linkage; ///< by which the heights were made

    /// A compact form that loads fast: 20 bytes a merge.
    [[nodiscard]] std::string toBytes() const;
    /// @error Corrupt        not the bytes of a tree, or it contradicts itself
    /// @error VersionTooNew  written by a newer version
    [[nodiscard]] static Result<Dendrogram> fromBytes(std::string_view bytes);
};

} // namespace nodesentry
