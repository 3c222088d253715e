#pragma once

#include "core/base/matrix.h"
#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/clustering/agglomerative.h"
#include "core/clustering/cluster_options.h"
#include "core/clustering/feature_scaler.h"
#include "core/clustering/short_reach.h"
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
    std::vector<std::int64_t> training; ///< members its model learns from; nearest to the centroid first
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

/// How often match() turns away, and misplaces, segments of kinds it knows: measured on training segments
/// that were held back, a fifth at a time.
struct Calibration {
    double statedRate = 0.0; ///< what the spreads were chosen for: ClusterOptions::falseRate
    std::int64_t heldBack = 0; ///< segments that were; 0: not measured
    std::int64_t turnedAway = 0; ///< of them, said to fit no cluster
    std::int64_t misplaced = 0; ///< of them, nearest to a cluster that is not their own

    [[nodiscard]] double reachedRate() const
    {
        return heldBack > 0 ? static_cast<double>(turnedAway) / static_cast<double>(heldBack) : 0.0;
    }
    bool operator==(const Calibration&) const = default;
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
    /// @param apart  rows that the scalers are not learned from, see SegmentHints; empty: none
    /// @error InvalidArgument  no rows; an id of @p known is used again
    [[nodiscard]] static Result<ClusterLibrary>
    describe(const std::vector<std::int64_t>& segmentIds, const std::vector<int>& clusterOfRow,
             const FeatureMatrix& whole, const FeatureMatrix& prefix, std::int64_t columnsPerMetric,
             const ClusterOptions& options, const ClusterLibrary* known = nullptr,
             const std::vector<bool>& apart = {});

    /// Finds the cluster of a segment by its beginning, of which any length will do that the features can be
    /// taken of. Match centroids are made of the first match period: up to there, the longer the surer.
    ///
    /// @param rawPrefixFeatures  D unscaled features of that beginning; what is not finite counts as average
    /// @param samples  of that beginning, for which shortReach() may allow more than the spread
    /// @pre the library is not empty
    /// @cost  O(clusters * D)
    [[nodiscard]] Match match(const Eigen::VectorXd& rawPrefixFeatures,
                              std::int64_t samples = kNotShort) const;

    [[nodiscard]] const std::vector<ClusterEntry>& entries() const { return m_entries; }
    [[nodiscard]] const ClusterEntry* find(int id) const; ///< nullptr when unknown
    [[nodiscard]] bool empty() const { return m_entries.empty(); }
    [[nodiscard]] const FeatureScaler& wholeScaler() const { return m_wholeScaler; }
    [[nodiscard]] const FeatureScaler& prefixScaler() const { return m_prefixScaler; }
    /// Whether match() gives a segment that fits no cluster to the nearest one.
    [[nodiscard]] bool usesNearest() const { return m_useNearest; }
    void setUsesNearest(bool use) { m_useNearest = use; }
    [[nodiscard]] const Calibration& calibration() const { return m_calibration; }
    void setCalibration(const Calibration& calibration) { m_calibration = calibration; }
    [[nodiscard]] const std::vector<ShortReach>& shortReach() const { return m_shortReach; }
    void setShortReach(std::vector<ShortReach> reach) { m_shortReach = std::move(reach); }
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
    Calibration m_calibration;
    std::vector<ShortReach> m_shortReach;
    bool m_useNearest = true;
};

/// What clustering the training segments came to. Vectors have one value per row of the features.
struct ClusteringResult {
    ClusterLibrary library;
    MergeTree tree; ///< of treeRows by hac; without merges with other methods or where all are alike
    std::vector<std::int64_t> treeRows; ///< what the points of the tree are: all rows but those kept apart
    /// Of the numbers of clusters that were tried, strays counting 0; empty with fewer than 3 segments. The
    /// best, and the next ones to offer, are curve.choices().
    SilhouetteCurve curve;
    std::vector<int> clusterOfRow; ///< cluster id; -1: noise, which belongs to none
    std::vector<double> silhouetteOfRow; ///< NaN for noise
    std::vector<double>
        distanceOfRow; ///< of the whole segment to its cluster's centroid, scaled; NaN for noise
    double silhouette = 0.0; ///< mean over the rows that are not noise
    double silhouetteError = 0.0; ///< its standard error; 0: it is exact
    std::string linkage; ///< of hac: the one that was used; empty otherwise
    double eps = 0.0; ///< of dbscan: the one that was used; 0 otherwise
    std::string note; ///< what was done otherwise than the options say, and why; a sentence, or empty
};

/// What is known of segments before they are compared; each empty, or with a value for every segment.
struct SegmentHints {
    /// Number of the segment's set, from 0, e.g. the nodes of one job. While clusters are looked for,
    /// segments of one set are taken for their mean, hence stay together, and if all are of one set and k is
    /// 0, they are one cluster.
    std::vector<int> together{};
    /// Of those that are known to be one kind, e.g. idle time: they are one cluster, the first after the
    /// others, and the tree and the curve are without them. Nothing changes where it is all segments or none.
    std::vector<bool> apart{};
};

/// Groups training segments and describes the groups.
///
/// While the distances between all segments fit into the memory budget, silhouettes are exact and hac links
/// as it was told. Beyond, hac links by Ward from the features (agglomerateWard(); features of more than 256
/// columns as 256 principal components), silhouettes come from a sample, and the note says so.
///
/// Fewer than 3 segments, or segments that are all alike, make one cluster, and so does
/// a clustering whose mean silhouette stays below minSilhouette while k is 0. When the silhouette chooses,
/// clusters below minClusterSize are dissolved, so that there may be fewer clusters than the cut has. DBSCAN
/// takes none of these: it has its own number and its own strays, which stay noise.
///
/// A cluster's spread is chosen so that falseRate of unseen segments of its kind lie beyond it: by the
/// distances of its members' match periods to their match centroid, each made without the member itself, in
/// units of their median and pooled over the clusters; by its own where at least two of its members lie
/// beyond. Clusters of fewer than 10 members count as no narrower than clusters on the whole. What rate is
/// reached on held-back segments is in ClusterLibrary::calibration().
///
/// @param whole   n x D features of the whole training segments; may hold NaN
/// @param prefix  same rows, features of their first match period
/// @param columnsPerMetric  D = metrics * columnsPerMetric
/// @param firstId  id of the first cluster; the others follow
/// @param known    for segments that fitted none of its clusters: library to extend, whose scalers are used
///                 and whose entries are kept; null for a new library
/// @error InvalidArgument  no segments; kMin above kMax; minClusterSize below 1; unknown method or linkage;
///                         DBSCAN finds nothing but noise
/// @error Unsupported      the distances do not fit into memory
/// @cost  distances, agglomerate() and silhouetteCurve(); the distances are kept twice up to 1 GB, and
///        computed twice beyond. kmeans and gmm: a fit and one pass over the distances for every number
[[nodiscard]] Result<ClusteringResult>
clusterSegments(const std::vector<std::int64_t>& segmentIds, const FeatureMatrix& whole,
                const FeatureMatrix& prefix, std::int64_t columnsPerMetric, const ClusterOptions& options,
                int firstId, const RunContext& context, const ClusterLibrary* known = nullptr,
                const SegmentHints& hints = {});

} // namespace nodesentry
