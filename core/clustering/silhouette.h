#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/clustering/distance.h"
#include "core/clustering/merge_tree.h"

#include <cstdint>
#include <vector>

namespace nodesentry {

/// How well each number of clusters separates the points.
struct SilhouetteCurve {
    std::vector<int> k; ///< ascending, without gaps; may be empty
    std::vector<double> mean; ///< mean silhouette of the cut into k[i] clusters, -1..1
    /// Standard error of mean[i], where only a sample of the points was looked at; empty where it is exact.
    std::vector<double> error{};
    /// Clusters of each cut that are no strays, at most k[i]; empty where no size was asked for.
    std::vector<int> kept{};

    /// The numbers of clusters with the highest means, best first; of equal means the smaller number.
    [[nodiscard]] std::vector<int> best(int count = 3) const;
    /// The same as places in k, one for each different number of clusters that are no strays: what to offer.
    [[nodiscard]] std::vector<std::size_t> choices(int count = 3) const;
};

/// Which cuts of a tree are looked at.
struct CutRange {
    int kMin = 2; ///< >= 2
    int kMax = 20; ///< both are lowered to points - 1, beyond which silhouettes say nothing
    /// Smaller clusters count as stray points: their silhouette is 0, and they are nobody's neighbour. With
    /// 1, a single point far from all others makes the cut that parts it from the rest look the best of all.
    int minimumSize = 1;
};

/// Mean silhouette of every cut of one tree, from one pass over the distances: what a point's distances to
/// the clusters of the finest cut sum up to gives, added up along the tree, the sums of every coarser one.
///
/// @param distances  those the tree was made of
/// @return empty with fewer than 3 points
/// @error Cancelled  polled every 128 points
/// @cost  O(n^2 + n kMax^2), shared by context.threads(); memory 1 kB * kMax a thread
/// @source Rousseeuw (1987), J. Comput. Appl. Math. 20:53-65; a point alone in its cluster has 0, as in
///         scikit-learn
template <class Real>
[[nodiscard]] Result<SilhouetteCurve> silhouetteCurve(const BasicCondensedDistances<Real>& distances,
                                                      const MergeTree& tree, CutRange range,
                                                      const RunContext& context = {});

/// Silhouette of each point: (b - a) / max(a, b), where a is its mean distance to the others of its cluster
/// and b the smallest mean distance to another cluster; 0 where it is alone or there is one cluster only.
///
/// @param labels  one per point, >= 0; numbers without points are allowed
/// @param minimumSize  as in CutRange
/// @error Cancelled  polled every 128 points
template <class Real>
[[nodiscard]] Result<std::vector<double>>
silhouetteSamples(const BasicCondensedDistances<Real>& distances, const std::vector<int>& labels,
                  const RunContext& context = {}, int minimumSize = 1);

/// What to look at where the distances of all pairs are too many.
struct SilhouetteSampling {
    int points = 5000; ///< >= 2; points drawn without replacement; all of them where there are no more
    std::uint64_t seed = 1;
};

/// silhouetteCurve() of a sample of the points. Each point drawn is compared with all others, so that its
/// silhouette is exact and the only error is that of the sample: SilhouetteCurve::error tells it,
/// s / sqrt(m) * sqrt(1 - m / n) for m of n points whose silhouettes have the standard deviation s.
///
/// @param points  n x D, those the tree was made of; finite
/// @cost  O(m n (D + kMax)), shared by context.threads(); no distance is kept
[[nodiscard]] Result<SilhouetteCurve> sampledSilhouetteCurve(const FeatureMatrix& points,
                                                             const MergeTree& tree, CutRange range,
                                                             SilhouetteSampling sampling,
                                                             const RunContext& context = {});

/// Silhouettes estimated from a sample.
struct SampledSilhouettes {
    double mean = 0.0; ///< of the points drawn, whose silhouettes are exact
    double error = 0.0; ///< its standard error, as in sampledSilhouetteCurve()
    /// Of every point: exact where it was drawn; elsewhere from its mean distances to those drawn of each
    /// cluster. At least 50 members of each cluster, or all, are drawn for this.
    std::vector<double> ofPoint;
};

/// @param labels  one per point, >= 0
/// @param minimumSize  as in CutRange
/// @cost  O(m n D), shared by context.threads()
[[nodiscard]] Result<SampledSilhouettes>
sampledSilhouettes(const FeatureMatrix& points, const std::vector<int>& labels, SilhouetteSampling sampling,
                   const RunContext& context = {}, int minimumSize = 1);

} // namespace nodesentry
