#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/clustering/distance.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace nodesentry {

/// How far apart two clusters are, given the distances of their members.
enum class Linkage {
    Single, ///< the smallest
    Complete, ///< the largest
    Average, ///< the mean of all pairs (UPGMA)
    Ward, ///< what merging them adds to the within-cluster sum of squares, as a distance
};

/// @error InvalidArgument  not one of "single", "complete", "average", "ward"
[[nodiscard]] Result<Linkage> parseLinkage(std::string_view name);

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

/// Builds the dendrogram by the nearest-neighbour chain.
///
/// Of equally near neighbours the one with the lower index is taken, after the one the chain came from;
/// merges of equal height keep the order in which they were found. Equal input gives an equal tree.
/// @param distances  consumed: its memory is worked in, so none is added; finite and >= 0
/// @error Cancelled  polled at every step of the chain
/// @cost  O(n^2) time, on one thread
/// @source Müllner (2011), arXiv:1109.2378, algorithm NN-chain with the updates of Lance and Williams (1967);
///         ours drops merged rows from the matrix from time to time, so that later passes are shorter
template <class Real>
[[nodiscard]] Result<MergeTree> agglomerate(BasicCondensedDistances<Real> distances, Linkage linkage,
                                            const RunContext& context = {});

/// The clusters that are left when the tree is cut into @p k.
/// @param k  1 <= k <= tree.points
/// @return one label per point, 0 .. k-1, numbered by first appearance
[[nodiscard]] std::vector<int> cutTree(const MergeTree& tree, int k);

} // namespace nodesentry
