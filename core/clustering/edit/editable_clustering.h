#pragma once

#include "core/base/matrix.h"
#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/clustering/cluster_library.h"
#include "core/clustering/cluster_options.h"
#include "core/clustering/edit/cluster_edit.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace nodesentry {

/// The segments whose clustering is edited: rows 0 .. training-1 are training segments, which make the
/// clusters; the others are matched with them by their first match period.
struct ClusteredSegments {
    std::vector<SegmentKey> keys; ///< n, each once
    std::vector<std::int64_t> ids; ///< n, their numbers in the project
    std::int64_t training = 0; ///< t, 1 <= t <= n
    FeatureMatrix whole; ///< t x D, as FeatureScaler::apply() gives them; finite
    FeatureMatrix prefix; ///< n x D, of the match periods, likewise
    std::vector<double> reach; ///< n, factor on the spread, see ShortReach; empty: 1
};

/// Where a segment is, with the figures that say how well it is there.
struct SegmentPlace {
    int cluster = -1; ///< id; -1: fits none, and the nearest is not to stand in
    bool fixed = true; ///< training segments always; matched ones when placed by hand
    bool fits = true; ///< of matched segments: within the spread of the cluster
    double distance = 0.0; ///< to the centroid (training) or match centroid (matched)
    double margin = 0.0; ///< between the two nearest match centroids, see Match
    double silhouette = 0.0; ///< training segments only; NaN for matched ones

    bool operator==(const SegmentPlace& other) const;
};

/// What an edit would do to one cluster.
struct ClusterEffect {
    int id = 0;
    std::int64_t sizeBefore = 0; ///< training segments; 0: the edit makes the cluster
    std::int64_t sizeAfter = 0; ///< 0: the edit empties it, and it disappears
    double silhouetteBefore = 0.0; ///< mean over its training segments; NaN: there is no such cluster then
    double silhouetteAfter = 0.0;
    double centroidShift = 0.0; ///< distance between the centroids; NaN: there is one only
    double matchCentroidShift = 0.0;
    double spreadBefore = 0.0; ///< NaN: there is no such cluster then
    double spreadAfter = 0.0;
};

/// What an edit would do, before it is done.
struct EditPreview {
    ClusterChange change;
    std::vector<std::string> violations; ///< locks and links in its way: it would be refused
    double silhouetteBefore = 0.0; ///< mean over all training segments
    double silhouetteAfter = 0.0;
    std::vector<ClusterEffect> clusters; ///< those whose segments it changes, by id
    std::vector<int> staleModels; ///< clusters that would learn from other segments than now, by id
    std::vector<int> goneModels; ///< clusters that would disappear, by id
    std::int64_t rematched = 0; ///< matched segments that would go to another cluster by themselves
};

/// A clustering that a person corrects, with all that follows from the assignment kept up to date.
///
/// Rules, which apply() enforces and preview() reports:
/// - A locked cluster refuses every edit but Unlock. What is computed of it may still change: its silhouette
///   depends on its neighbours, its spread on all clusters, and matched segments come and go.
/// - A must-link or cannot-link is refused unless it holds; from then on edits that would break it are.
///   Both segments need a fixed place, so that no matching can break it.
/// - A cluster without training segments disappears; its id is not used again. Matched segments that were
///   placed in it by hand are matched again.
/// - A new cluster needs a training segment; the one that is split keeps one.
///
/// Sums of distances and of features are kept as whole numbers (ExactUnit), so that the state depends on the
/// assignment alone and not on the edits that led to it: it equals one made anew to the last bit, and the
/// silhouettes, centroids and spreads of silhouetteSamples() and ClusterLibrary::describe() to 1e-9.
///
/// Copies share the segments and the clusters that do not differ, and are cheap.
/// @thread const functions from any thread
class EditableClustering {
public:
    struct Input {
        std::shared_ptr<const ClusteredSegments> segments;
        std::vector<int> clusterOfRow; ///< n; of matched segments only where fixed
        std::vector<char> fixed; ///< n; training segments are fixed whatever is said here
        std::vector<ClusterFacts> clusters; ///< those of the training segments
        std::vector<SegmentLink> links;
        int nextId = 1; ///< larger than every id ever used
        ClusterLibrary library; ///< for its scalers
        ClusterOptions options; ///< training segments, spread and use of the nearest are taken from it
    };

    /// @param sums  what sumsToBytes() gave for the same segments and assignment, or anything else, which is
    ///              passed over
    /// @error InvalidArgument   a feature is not finite
    /// @error InconsistentData  an assignment to a cluster that is not there, a cluster without segments
    /// @error Cancelled
    /// @cost  t^2 D for the distances, unless @p sums fits; 8 t bytes a cluster
    [[nodiscard]] static Result<EditableClustering> make(Input input, const RunContext& context = {},
                                                         std::string_view sums = {});

    /// What apply() would do. Locks and links that are in the way are listed, other errors are as there.
    /// @cost  as apply()
    [[nodiscard]] Result<EditPreview> preview(const ClusterEdit& edit, const RunContext& context = {}) const;

    /// Does an edit.
    /// @return what changed, for the journal
    /// @error NotFound         no such cluster or segment
    /// @error InvalidArgument  a rule forbids it, or it would change nothing
    /// @error Cancelled        nothing is changed
    /// @cost  O(moved * t * D) for the silhouettes, moved being the training segments that change cluster or,
    ///        if fewer, those their cluster keeps (none when clusters merge); O(n * D) for each cluster that
    ///        changes; O(n * clusters)
    [[nodiscard]] Result<ClusterChange> apply(const ClusterEdit& edit, const RunContext& context = {});

    /// Does or, given its inverse(), takes back what an edit changed.
    /// @error InconsistentData  the clustering is not as it was before the change; nothing is changed
    [[nodiscard]] Result<void> apply(const ClusterChange& change, const RunContext& context = {});

    [[nodiscard]] const ClusteredSegments& segments() const { return *m_segments; }
    [[nodiscard]] std::vector<ClusterFacts> clusters() const; ///< by id
    [[nodiscard]] const ClusterFacts* find(int id) const; ///< nullptr when unknown
    [[nodiscard]] const std::vector<SegmentLink>& links() const { return m_links; }
    [[nodiscard]] int nextId() const { return m_nextId; }
    /// Row of a segment; -1 when unknown.
    [[nodiscard]] std::int64_t rowOf(const SegmentKey& key) const;
    [[nodiscard]] const SegmentPlace& placeOf(std::int64_t row) const
    {
        return m_places.at(static_cast<std::size_t>(row));
    }
    [[nodiscard]] std::vector<std::int64_t> trainingRowsOf(int cluster) const; ///< ascending
    [[nodiscard]] double meanSilhouette() const { return m_meanSilhouette; } ///< over training segments
    [[nodiscard]] ClusterLibrary library() const; ///< the clusters as they are now

    /// The sums of distances, which take t^2 D to compute, and what they belong to.
    [[nodiscard]] std::string sumsToBytes() const;

private:
    struct Cluster;
    struct Shared;

    EditableClustering() = default;
    [[nodiscard]] Result<ClusterChange> plan(const ClusterEdit& edit,
                                             std::vector<std::string>& violations) const;
    [[nodiscard]] Result<std::vector<std::int64_t>> rowsOf(const std::vector<SegmentKey>& keys) const;
    void checkLocks(const ClusterChange& change, const ClusterEdit& edit,
                    std::vector<std::string>& violations) const;
    void checkLinks(const ClusterChange& change, std::vector<std::string>& violations) const;
    void settleEmptied(ClusterChange& change) const;
    Result<void> checkBefore(const ClusterChange& change) const;
    Result<void> moveSums(std::map<int, std::shared_ptr<Cluster>>& touched,
                          const std::map<std::pair<int, int>, std::vector<std::int64_t>>& groups,
                          const RunContext& context) const;
    void describe(Cluster& cluster) const;
    void updateFigures();

    std::shared_ptr<const ClusteredSegments> m_segments;
    std::shared_ptr<const Shared> m_shared;
    std::map<int, std::shared_ptr<const Cluster>> m_clusters;
    std::vector<SegmentLink> m_links;
    std::vector<SegmentPlace> m_places;
    std::vector<double> m_spreads; ///< of the clusters, in their order
    int m_nextId = 1;
    double m_meanSilhouette = 0.0;
};

} // namespace nodesentry
