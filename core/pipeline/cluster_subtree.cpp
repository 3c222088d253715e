#include "core/pipeline/cluster_subtree.h"

#include "core/base/log.h"
#include "core/clustering/edit/subtree.h"
#include "core/pipeline/cluster_results.h"

#include <algorithm>
#include <map>

namespace nodesentry {

namespace {

/// The tree, and which of its points belong to a cluster.
struct ClusterInTree {
    Dendrogram dendrogram;
    std::vector<std::int64_t> points; ///< ascending
    std::map<std::int64_t, SegmentKey> keyOf; ///< by point
};

Result<ClusterInTree> inTree(const Project& project, const EditableClustering& clustering, int cluster)
{
    NODESENTRY_TRY(auto dendrogram, storedMergeTree(project));
    if (!dendrogram || dendrogram->tree.merges.empty())
        return fail(ErrorCode::StageMissing, "the project has no merge tree",
                    "cluster with cluster.method=hac, or name the segments");
    if (clustering.find(cluster) == nullptr)
        return fail(ErrorCode::NotFound, fmt::format("there is no cluster {}", cluster));
    const auto& segments = clustering.segments();
    std::map<std::int64_t, std::int64_t> rowOf; // by number of the segment
    for (const auto row : clustering.trainingRowsOf(cluster))
        rowOf[segments.ids[static_cast<std::size_t>(row)]] = row;
    ClusterInTree found;
    for (std::size_t point = 0; point < dendrogram->segments.size(); ++point)
        if (const auto row = rowOf.find(dendrogram->segments[point]); row != rowOf.end()) {
            found.points.push_back(static_cast<std::int64_t>(point));
            found.keyOf[found.points.back()] = segments.keys[static_cast<std::size_t>(row->second)];
        }
    found.dendrogram = std::move(*dendrogram);
    return found;
}

std::vector<SegmentKey> keysOf(const ClusterInTree& tree, const std::vector<std::int64_t>& points)
{
    std::vector<SegmentKey> keys;
    for (const auto point : points)
        keys.push_back(tree.keyOf.at(point));
    return keys;
}

} // namespace

Result<std::vector<SegmentKey>> smallerPartOf(const Project& project, const EditableClustering& clustering,
                                              int cluster)
{
    NODESENTRY_TRY(const auto tree, inTree(project, clustering, cluster));
    const auto part = smallerSide(tree.dendrogram.tree, tree.points);
    if (part.empty())
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("the merge tree does not part the segments of cluster {}", cluster),
                    "name the segments that shall leave it");
    return keysOf(tree, part);
}

Result<std::vector<SegmentKey>> membersBelow(const Project& project, const EditableClustering& clustering,
                                             int cluster, int subtree)
{
    NODESENTRY_TRY(const auto tree, inTree(project, clustering, cluster));
    const auto& merges = tree.dendrogram.tree;
    const auto numbers = merges.points + static_cast<std::int64_t>(merges.merges.size());
    if (subtree < 0 || subtree >= numbers)
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("the merge tree has the numbers 0 to {}, not {}", numbers - 1, subtree));
    const auto below = leavesBelow(merges, subtree);
    std::vector<std::int64_t> points;
    std::set_intersection(below.begin(), below.end(), tree.points.begin(), tree.points.end(),
                          std::back_inserter(points));
    if (points.empty())
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("no segment of cluster {} is below {} in the merge tree", cluster, subtree));
    return keysOf(tree, points);
}

} // namespace nodesentry
