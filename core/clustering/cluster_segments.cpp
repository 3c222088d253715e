#include "core/clustering/cluster_library.h"

#include "core/base/expects.h"
#include "core/base/log.h"

#include <algorithm>
#include <numeric>
#include <optional>

namespace nodesentry {

namespace {

/// Up to here the distances are copied for the silhouettes, beyond they are computed once more.
constexpr std::int64_t kPairsKeptTwice = (std::int64_t{1} << 30) / 4;

Result<void> checkOptions(const ClusterOptions& options)
{
    if (options.k < 0)
        return fail(ErrorCode::InvalidArgument, fmt::format("k is {}", options.k),
                    "0 lets the silhouette choose");
    if (options.kMin < 2 || options.kMin > options.kMax)
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("the numbers of clusters to try are {} to {}", options.kMin, options.kMax),
                    "set k_min to at least 2 and k_max to at least k_min");
    if (options.minClusterSize < 1)
        return fail(ErrorCode::InvalidArgument, fmt::format("min_cluster_size is {}", options.minClusterSize),
                    "1 keeps every cluster");
    return {};
}

bool allAlike(const FeatureMatrix& rows)
{
    for (std::int64_t row = 1; row < rows.rows(); ++row)
        if (rows.row(row) != rows.row(0))
            return false;
    return true;
}

/// Gives the rows of clusters with fewer than @p minimumSize members to the nearest of the others; the labels
/// are numbered by first appearance again. Nothing changes where there are no others.
std::vector<int> dissolveStrays(const FeatureMatrix& scaled, std::vector<int> labels, int minimumSize)
{
    const int clusters = 1 + *std::max_element(labels.begin(), labels.end());
    FeatureMatrix centroids = FeatureMatrix::Zero(clusters, scaled.cols());
    std::vector<int> size(static_cast<std::size_t>(clusters), 0);
    for (std::size_t row = 0; row < labels.size(); ++row) {
        centroids.row(labels[row]) += scaled.row(static_cast<Eigen::Index>(row));
        ++size[static_cast<std::size_t>(labels[row])];
    }
    std::vector<int> kept;
    for (int c = 0; c < clusters; ++c) {
        centroids.row(c) /= size[static_cast<std::size_t>(c)];
        if (size[static_cast<std::size_t>(c)] >= minimumSize)
            kept.push_back(c);
    }
    if (kept.empty())
        return labels;
    for (std::size_t row = 0; row < labels.size(); ++row)
        if (size[static_cast<std::size_t>(labels[row])] < minimumSize) {
            const auto apart = [&](int c) {
                return (scaled.row(static_cast<Eigen::Index>(row)) - centroids.row(c)).squaredNorm();
            };
            labels[row] = *std::min_element(kept.begin(), kept.end(),
                                            [&](int a, int b) { return apart(a) < apart(b); });
        }
    std::vector<int> number(static_cast<std::size_t>(clusters), -1);
    int next = 0;
    for (int& label : labels) {
        int& assigned = number[static_cast<std::size_t>(label)];
        if (assigned < 0)
            assigned = next++;
        label = assigned;
    }
    return labels;
}

/// The grouping itself; labels count from 0.
struct Grouping {
    MergeTree tree;
    SilhouetteCurve curve;
    std::vector<int> labels;
    std::vector<double> silhouettes;
};

Result<Grouping> group(const FeatureMatrix& scaled, Linkage linkage, const ClusterOptions& options,
                       const RunContext& context)
{
    const std::int64_t n = scaled.rows();
    Grouping grouping;
    grouping.tree.points = n;
    grouping.labels.assign(static_cast<std::size_t>(n), 0);
    grouping.silhouettes.assign(static_cast<std::size_t>(n), 0.0);
    if (n < 3 || allAlike(scaled))
        return grouping;

    NODESENTRY_TRY(auto distances, euclideanDistances(scaled, context.part(0.0, 0.4, "distances")));
    std::optional<CondensedDistances> kept;
    if (distances.pairs() <= kPairsKeptTwice)
        kept = distances.clone();
    NODESENTRY_TRY(grouping.tree,
                   agglomerate(std::move(distances), linkage, context.part(0.4, 0.7, "linkage")));
    if (!kept) {
        NODESENTRY_TRY(kept, euclideanDistances(scaled, context.part(0.7, 0.85, "distances")));
    }
    const CutRange range{options.kMin, options.kMax, options.minClusterSize};
    const auto rest = context.part(0.85, 0.95, "silhouette");
    NODESENTRY_TRY(grouping.curve, silhouetteCurve(*kept, grouping.tree, range, rest));
    if (options.k > 0) {
        grouping.labels = cutTree(grouping.tree, static_cast<int>(std::min<std::int64_t>(options.k, n)));
    } else {
        grouping.labels = dissolveStrays(scaled, cutTree(grouping.tree, grouping.curve.best(1).front()),
                                         options.minClusterSize);
    }
    NODESENTRY_TRY(grouping.silhouettes, silhouetteSamples(*kept, grouping.labels, context.part(0.95, 1.0)));
    const double mean = std::accumulate(grouping.silhouettes.begin(), grouping.silhouettes.end(), 0.0)
        / static_cast<double>(n);
    if (options.k == 0 && mean < options.minSilhouette) {
        grouping.labels.assign(static_cast<std::size_t>(n), 0);
        grouping.silhouettes.assign(static_cast<std::size_t>(n), 0.0);
    }
    return grouping;
}

} // namespace

Result<ClusteringResult> clusterSegments(const std::vector<std::int64_t>& segmentIds,
                                         const FeatureMatrix& whole, const FeatureMatrix& prefix,
                                         std::int64_t columnsPerMetric, const ClusterOptions& options,
                                         int firstId, const RunContext& context, const ClusterLibrary* known)
{
    NODESENTRY_EXPECTS(static_cast<std::int64_t>(segmentIds.size()) == whole.rows(), "one row per segment");
    NODESENTRY_CHECK(checkOptions(options));
    NODESENTRY_TRY(const auto linkage, parseLinkage(options.linkage));

    const bool extend = known != nullptr && !known->empty();
    const auto scaler = extend
        ? known->wholeScaler()
        : FeatureScaler::fit(whole, columnsPerMetric, options.metricBalance, options.clip);
    const FeatureMatrix scaled = scaler.apply(whole);
    NODESENTRY_TRY(auto grouping, group(scaled, linkage, options, context));

    ClusteringResult result;
    for (const int label : grouping.labels)
        result.clusterOfRow.push_back(firstId + label);
    NODESENTRY_TRY(result.library,
                   ClusterLibrary::describe(segmentIds, result.clusterOfRow, whole, prefix, columnsPerMetric,
                                            options, known));

    std::vector<double> silhouettes;
    for (const auto& entry : result.library.entries())
        silhouettes.push_back(entry.silhouette);
    const auto firstNew
        = silhouettes.size() - (1 + *std::max_element(grouping.labels.begin(), grouping.labels.end()));
    for (std::size_t row = 0; row < grouping.labels.size(); ++row) {
        const auto& entry = *result.library.find(result.clusterOfRow[row]);
        silhouettes[firstNew + static_cast<std::size_t>(grouping.labels[row])]
            += grouping.silhouettes[row] / static_cast<double>(entry.members.size());
        result.distanceOfRow.push_back(
            (scaled.row(static_cast<std::int64_t>(row)).transpose() - entry.centroid).norm());
    }
    result.library.setSilhouettes(silhouettes);
    result.silhouetteOfRow = std::move(grouping.silhouettes);
    result.tree = std::move(grouping.tree);
    result.curve = std::move(grouping.curve);
    return result;
}

} // namespace nodesentry
