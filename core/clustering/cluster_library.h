#pragma once

#include "core/base/matrix.h"
#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/clustering/agglomerative.h"
#include "core/clustering/cluster_options.h"
#include "core/clustering/feature_scaler.h"
#include "core/clustering/silhouette.h"

#include <Eigen/Core>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace nodesentry {

/// One group of segments that behave alike.
struct ClusterEntry {
    int id = 0; ///< never given to another cluster
    Eigen::VectorXd centroid; ///< D, mean of the members' whole segments, scaled
    Eigen::VectorXd matchCentroid; ///< D, mean of the members' match periods, scaled by a scaler of its own
    double spread
        = 0.0; ///< a match period farther than this from matchCentroid does not fit; may be infinite
    std::vector<std::int64_t> members; ///< segment ids, in the order of the rows
    std::vector<std::int64_t> training; ///< members nearest to the centroid, nearest first
    double silhouette = 0.0; ///< mean over the members
};

/// Which cluster a segment belongs to.
struct Match {
    int cluster = -1; ///< id; -1: fits none, and the library does not give it to the nearest
    int nearest = -1; ///< id of the cluster with the nearest match centroid
    bool fits = false; ///< distance is within the nearest cluster's spread
    double distance = 0.0; ///< to the nearest match centroid
    int runnerUp = -1; ///< id of the second nearest; -1 where there is one cluster only
    double margin = 1.0; ///< (second distance - distance) / second distance; 0: a tie, 1: no doubt
};

/// The clusters of a project, and all that is needed to find the one of a new segment.
///
/// A segment that has just begun is known by its first match period only. It is therefore compared with
/// centroids made of match periods, scaled by what was learned of match periods: like with like.
class ClusterLibrary {
public:
    ClusterLibrary() = default;

    /// Describes the clusters of a given assignment; edits of a clustering by hand come in here.
    ///
    /// @param clusterOfRow  cluster id of each row; ids need not be consecutive
    /// @param whole, prefix  n x D unscaled features of the whole segments and of their match periods
    /// @param known  library to extend, whose scalers are used and whose entries come first; may be null
    /// @error InvalidArgument  no rows; an id of @p known is used again
    [[nodiscard]] static Result<ClusterLibrary>
    describe(const std::vector<std::int64_t>& segmentIds, const std::vector<int>& clusterOfRow,
             const FeatureMatrix& whole, const FeatureMatrix& prefix, std::int64_t columnsPerMetric,
             const ClusterOptions& options, const ClusterLibrary* known = nullptr);

    /// @param rawPrefixFeatures  D unscaled features of the match period; what is not finite counts as
    /// average
    /// @pre the library is not empty
    /// @cost  O(clusters * D)
    [[nodiscard]] Match match(const Eigen::VectorXd& rawPrefixFeatures) const;

    [[nodiscard]] const std::vector<ClusterEntry>& entries() const { return m_entries; }
    [[nodiscard]] const ClusterEntry* find(int id) const; ///< nullptr when unknown
    [[nodiscard]] bool empty() const { return m_entries.empty(); }
    [[nodiscard]] const FeatureScaler& wholeScaler() const { return m_wholeScaler; }
    [[nodiscard]] const FeatureScaler& prefixScaler() const { return m_prefixScaler; }
    /// Whether match() gives a segment that fits no cluster to the nearest one.
    [[nodiscard]] bool usesNearest() const { return m_useNearest; }
    void setUsesNearest(bool use) { m_useNearest = use; }
    /// Puts other entries in the place of those there are; the scalers stay.
    /// @pre ids are unique, centroids as long as the scalers
    void setEntries(std::vector<ClusterEntry> entries);
    void setSilhouettes(const std::vector<double>& silhouetteOfEntry); ///< one per entry, in their order

    /// CBOR (RFC 8949) with a format name and version; all numbers exactly.
    [[nodiscard]] std::string toBytes() const;
    /// @error Corrupt        not the bytes of a library, or its parts contradict each other
    /// @error VersionTooNew  written by a newer version
    [[nodiscard]] static Result<ClusterLibrary> fromBytes(std::string_view bytes);

private:
    FeatureScaler m_wholeScaler;
    FeatureScaler m_prefixScaler;
    std::vector<ClusterEntry> m_entries;
    bool m_useNearest = true;
};

/// What clustering the training segments came to. Vectors have one value per row of the features.
struct ClusteringResult {
    ClusterLibrary library;
    MergeTree tree; ///< of the rows; without merges where all segments are alike
    SilhouetteCurve curve; ///< of the cuts, strays counting 0; empty with fewer than 3 segments
    std::vector<int> clusterOfRow; ///< cluster id
    std::vector<double> silhouetteOfRow;
    std::vector<double> distanceOfRow; ///< of the whole segment to its cluster's centroid, scaled
};

/// Groups training segments and describes the groups.
///
/// A cluster's spread is the spreadQuantile of its members' distances to its match centroid, each computed
/// without the member itself, times spreadMargin. Clusters of fewer than 10 members have no quantile of their
/// own: for them the quantile over all clusters stands in where it is larger. With the defaults 0.05 % of
/// unseen segments of the same kinds are turned away: 9 of 18,000 drawn from normal distributions, four
/// clusters of 50 members each (test ClusterLibrary, UnseenSegmentsOfTheSameClustersFitThem).
/// Fewer than 3 segments, or segments that are all alike, make one cluster, and so does
/// a clustering whose mean silhouette stays below minSilhouette while k is 0. When the silhouette chooses,
/// clusters below minClusterSize are dissolved, so that there may be fewer clusters than the cut has.
///
/// @param whole   n x D features of the whole training segments; may hold NaN
/// @param prefix  same rows, features of their first match period
/// @param columnsPerMetric  D = metrics * columnsPerMetric
/// @param firstId  id of the first cluster; the others follow
/// @param known    for segments that fitted none of its clusters: library to extend, whose scalers are used
///                 and whose entries are kept; null for a new library
/// @error InvalidArgument  no segments; kMin above kMax; minClusterSize below 1; unknown linkage
/// @error Unsupported      the distances do not fit into memory
/// @cost  distances, agglomerate() and silhouetteCurve(); the distances are kept twice up to 1 GB, and
///        computed twice beyond, so that 100 000 segments need 20 GB and not 40
[[nodiscard]] Result<ClusteringResult>
clusterSegments(const std::vector<std::int64_t>& segmentIds, const FeatureMatrix& whole,
                const FeatureMatrix& prefix, std::int64_t columnsPerMetric, const ClusterOptions& options,
                int firstId, const RunContext& context, const ClusterLibrary* known = nullptr);

} // namespace nodesentry
