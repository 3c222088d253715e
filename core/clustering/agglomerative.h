#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/clustering/distance.h"
#include "core/clustering/merge_tree.h"

#include <string_view>

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

/// Its name, as parseLinkage() reads it.
[[nodiscard]] const char* linkageName(Linkage linkage);

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

/// Builds the dendrogram of Ward's linkage from the points themselves, without their distances.
///
/// A cluster is its centroid and its weight, which is all that Ward's distance needs. In rounds, the nearest
/// neighbour of every cluster is found and all pairs that are nearest to each other merge; linkage by Ward
/// is reducible, so this is the tree that merging pair by pair leads to. Pairs at equal distance are put in
/// an order by a mix of their numbers: with the lowest number first, copies of one point would merge one pair
/// a round. Equal input gives an equal tree, whatever the number of threads.
/// @param points  n x D, finite
/// @error InvalidArgument  a value is not finite, or beyond ±1e18
/// @error Cancelled  polled for every 32 points
/// @cost  O(n^2 D) time, shared by context.threads(); 8 n D bytes besides the input and 40 n of bookkeeping
/// @source Ward (1963), JASA 58:236-244; Murtagh (1983), Computer Journal 26:354-359
[[nodiscard]] Result<MergeTree> agglomerateWard(const FeatureMatrix& points, const RunContext& context = {});

} // namespace nodesentry
