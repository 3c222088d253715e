#include "core/clustering/cluster_library.h"

#include "core/base/expects.h"
#include "core/base/log.h"
#include "core/clustering/calibration_p.h"
#include "core/clustering/group_rows_p.h"

#include <algorithm>
#include <limits>

namespace nodesentry {

namespace {

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

} // namespace

Result<ClusteringResult> clusterSegments(const std::vector<std::int64_t>& segmentIds,
                                         const FeatureMatrix& whole, const FeatureMatrix& prefix,
                                         std::int64_t columnsPerMetric, const ClusterOptions& options,
                                         int firstId, const RunContext& context, const ClusterLibrary* known,
                                         const SegmentHints& hints)
{
    NODESENTRY_EXPECTS(static_cast<std::int64_t>(segmentIds.size()) == whole.rows(), "one row per segment");
    for (const auto size : {hints.together.size(), hints.apart.size()})
        NODESENTRY_EXPECTS(size == 0 || size == segmentIds.size(), "a hint for every segment");
    NODESENTRY_CHECK(checkOptions(options));

    // Where all are apart, or none, there is nothing to keep apart.
    const auto countApart = std::count(hints.apart.begin(), hints.apart.end(), true);
    const auto apart = 0 < countApart && countApart < whole.rows() ? hints.apart : std::vector<bool>();
    const bool extend = known != nullptr && !known->empty();
    const auto scaler = extend ? known->wholeScaler()
                               : FeatureScaler::fit(whole, columnsPerMetric, options.metricBalance,
                                                    options.clip, options.signedRoot, apart);
    const FeatureMatrix scaled = scaler.apply(whole);
    NODESENTRY_TRY(auto grouping,
                   groupRows(scaled, options, {hints.together, apart}, context.part(0.0, 0.95)));

    // Noise makes no cluster: the library is made of the other rows.
    std::vector<Eigen::Index> rows;
    std::vector<std::int64_t> ids;
    std::vector<int> clusterOfMember;
    std::vector<bool> apartOfMember;
    ClusteringResult result;
    for (std::size_t row = 0; row < grouping.labels.size(); ++row) {
        const int label = grouping.labels[row];
        result.clusterOfRow.push_back(label < 0 ? -1 : firstId + label);
        if (label < 0)
            continue;
        rows.push_back(static_cast<Eigen::Index>(row));
        ids.push_back(segmentIds[row]);
        clusterOfMember.push_back(firstId + label);
        if (!apart.empty())
            apartOfMember.push_back(apart[row]);
    }
    const bool noise = rows.size() < segmentIds.size();
    const FeatureMatrix memberWhole = noise ? FeatureMatrix(whole(rows, Eigen::all)) : FeatureMatrix();
    const FeatureMatrix memberPrefix = noise ? FeatureMatrix(prefix(rows, Eigen::all)) : FeatureMatrix();
    NODESENTRY_TRY(result.library,
                   ClusterLibrary::describe(ids, clusterOfMember, noise ? memberWhole : whole,
                                            noise ? memberPrefix : prefix, columnsPerMetric, options, known,
                                            apartOfMember));
    NODESENTRY_TRY(const auto calibration,
                   calibrate(result.library, clusterOfMember, noise ? memberPrefix : prefix, options,
                             context.part(0.95, 1.0)));
    result.library.setCalibration(calibration);

    // A library without the noise scales by what its own members vary.
    const FeatureMatrix rescaled = noise ? result.library.wholeScaler().apply(whole) : FeatureMatrix();
    const FeatureMatrix& placed = noise ? rescaled : scaled;
    std::vector<double> silhouettes;
    for (const auto& entry : result.library.entries())
        silhouettes.push_back(entry.silhouette);
    const auto firstNew
        = silhouettes.size() - (1 + *std::max_element(grouping.labels.begin(), grouping.labels.end()));
    for (std::size_t row = 0; row < grouping.labels.size(); ++row) {
        if (grouping.labels[row] < 0) {
            result.distanceOfRow.push_back(std::numeric_limits<double>::quiet_NaN());
            continue;
        }
        const auto& entry = *result.library.find(result.clusterOfRow[row]);
        silhouettes[firstNew + static_cast<std::size_t>(grouping.labels[row])]
            += grouping.silhouettes[row] / static_cast<double>(entry.members.size());
        result.distanceOfRow.push_back(
            (placed.row(static_cast<std::int64_t>(row)).transpose() - entry.centroid).norm());
    }
    result.library.setSilhouettes(silhouettes);
    result.silhouetteOfRow = std::move(grouping.silhouettes);
    result.silhouette = grouping.silhouette;
    result.silhouetteError = grouping.silhouetteError;
    result.tree = std::move(grouping.tree);
    result.treeRows = std::move(grouping.treeRows);
    result.curve = std::move(grouping.curve);
    result.linkage = std::move(grouping.linkage);
    result.eps = grouping.eps;
    result.note = std::move(grouping.note);
    context.report(1.0);
    return result;
}

} // namespace nodesentry
