#include "core/clustering/edit/editable_clustering.h"
#include "core/clustering/edit/editable_clustering_p.h"

#include <algorithm>
#include <limits>
#include <set>

namespace nodesentry {

Result<EditPreview> EditableClustering::preview(const ClusterEdit& edit, const RunContext& context) const
{
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    EditPreview preview;
    NODESENTRY_TRY(preview.change, plan(edit, preview.violations));
    auto edited = *this;
    NODESENTRY_CHECK(edited.apply(preview.change, context));
    preview.silhouetteBefore = m_meanSilhouette;
    preview.silhouetteAfter = edited.m_meanSilhouette;

    std::set<int> ids;
    for (const EditableClustering* side : {this, static_cast<const EditableClustering*>(&edited)})
        for (const auto& [id, cluster] : side->m_clusters)
            ids.insert(id);
    struct Side {
        const Cluster* cluster = nullptr;
        double silhouette = kNone;
        double spread = kNone;
    };
    const auto sideOf = [](const EditableClustering& clustering, int id) {
        Side side;
        const auto found = clustering.m_clusters.find(id);
        if (found == clustering.m_clusters.end())
            return side;
        side.cluster = found->second.get();
        side.silhouette = 0.0;
        for (const auto row : side.cluster->rows)
            side.silhouette
                += clustering.placeOf(row).silhouette / static_cast<double>(side.cluster->rows.size());
        side.spread
            = clustering
                  .m_spreads[static_cast<std::size_t>(std::distance(clustering.m_clusters.begin(), found))];
        return side;
    };
    for (const int id : ids) {
        const auto before = sideOf(*this, id);
        const auto after = sideOf(edited, id);
        if (before.cluster != nullptr && after.cluster != nullptr
            && before.cluster->rows == after.cluster->rows)
            continue;
        ClusterEffect effect;
        effect.id = id;
        effect.silhouetteBefore = before.silhouette;
        effect.silhouetteAfter = after.silhouette;
        effect.spreadBefore = before.spread;
        effect.spreadAfter = after.spread;
        effect.centroidShift = kNone;
        effect.matchCentroidShift = kNone;
        if (before.cluster != nullptr)
            effect.sizeBefore = static_cast<std::int64_t>(before.cluster->rows.size());
        if (after.cluster != nullptr)
            effect.sizeAfter = static_cast<std::int64_t>(after.cluster->rows.size());
        if (before.cluster != nullptr && after.cluster != nullptr) {
            effect.centroidShift = (before.cluster->centroid - after.cluster->centroid).norm();
            effect.matchCentroidShift = (before.cluster->matchCentroid - after.cluster->matchCentroid).norm();
        }
        preview.clusters.push_back(effect);
        const auto learnsFrom = [](const Side& side) {
            return std::set<std::int64_t>(side.cluster->learnsFrom.begin(), side.cluster->learnsFrom.end());
        };
        if (after.cluster == nullptr)
            preview.goneModels.push_back(id);
        else if (before.cluster == nullptr || learnsFrom(before) != learnsFrom(after))
            preview.staleModels.push_back(id);
    }
    std::set<std::int64_t> byHand;
    for (const auto& placement : preview.change.placements)
        byHand.insert(rowOf(placement.segment));
    for (auto row = m_segments->training; row < static_cast<std::int64_t>(m_places.size()); ++row)
        if (!byHand.contains(row) && placeOf(row).cluster != edited.placeOf(row).cluster)
            ++preview.rematched;
    return preview;
}

} // namespace nodesentry
