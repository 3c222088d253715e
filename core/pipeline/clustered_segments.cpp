#include "core/pipeline/clustered_segments_p.h"

#include "core/base/log.h"
#include "core/base/reason.h"
#include "core/features/feature_store.h"

namespace nodesentry {

Result<std::map<std::int64_t, SegmentKey>> segmentKeys(const Project& project)
{
    NODESENTRY_TRY(const auto store, project.openSeries());
    NODESENTRY_TRY(const auto segments, project.segments());
    std::map<std::int64_t, SegmentKey> keys;
    for (const auto& segment : segments) {
        const auto* node = store->find(segment.node);
        if (node == nullptr)
            return fail(ErrorCode::Corrupt,
                        fmt::format("node '{}' is not in the series store", segment.node));
        keys[segment.id] = {segment.node, node->grid.timeOf(segment.begin)};
    }
    return keys;
}

Result<std::shared_ptr<const ClusteredSegments>>
loadClusteredSegments(const Project& project, const ClusterLibrary& library,
                      const std::vector<ClusterMember>& members)
{
    using Part = FeatureStore::Part;
    NODESENTRY_TRY(const auto features, FeatureStore::open(project.featuresPath()));
    NODESENTRY_TRY(const auto keys, segmentKeys(project));
    std::map<std::int64_t, std::int64_t> samplesOf;
    NODESENTRY_TRY(const auto segments, project.segments());
    for (const auto& segment : segments)
        samplesOf[segment.id] = segment.length();
    std::map<std::int64_t, bool> inTraining;
    for (const auto& member : members)
        inTraining[member.segment] = !member.matched;

    auto loaded = std::make_shared<ClusteredSegments>();
    std::vector<std::int64_t> trainingRows;
    std::vector<std::int64_t> otherRows;
    const auto& ids = features.segments();
    for (std::size_t row = 0; row < ids.size(); ++row) {
        const auto found = inTraining.find(ids[row]);
        if (found == inTraining.end() || !features.has(Part::Prefix)
            || static_cast<std::int64_t>(features.names().size()) != library.wholeScaler().columns())
            return fail(Reason::FeaturesUnfit);
        (found->second ? trainingRows : otherRows).push_back(static_cast<std::int64_t>(row));
    }
    for (const auto* rows : {&trainingRows, &otherRows})
        for (const auto row : *rows) {
            loaded->ids.push_back(ids[static_cast<std::size_t>(row)]);
            loaded->keys.push_back(keys.at(loaded->ids.back()));
            loaded->reach.push_back(reachOf(library.shortReach(), samplesOf.at(loaded->ids.back())));
        }
    loaded->training = static_cast<std::int64_t>(trainingRows.size());
    loaded->prefix.resize(static_cast<Eigen::Index>(ids.size()), library.prefixScaler().columns());
    {
        NODESENTRY_TRY(const auto whole, features.rows(Part::Whole, trainingRows));
        loaded->whole = library.wholeScaler().apply(whole);
    }
    {
        NODESENTRY_TRY(const auto prefix, features.rows(Part::Prefix, trainingRows));
        loaded->prefix.topRows(prefix.rows()) = library.prefixScaler().apply(prefix);
    }
    NODESENTRY_TRY(const auto prefix, features.rows(Part::Prefix, otherRows));
    loaded->prefix.bottomRows(prefix.rows()) = library.prefixScaler().apply(prefix);
    return loaded;
}

Result<EditableClustering::Input>
editableInput(std::shared_ptr<const ClusteredSegments> segments, const ClusterLibrary& library,
              const std::vector<ClusterRecord>& clusters, const std::vector<ClusterMember>& members,
              const std::vector<ClusterLink>& links, int nextId, const ClusterOptions& options)
{
    std::map<std::int64_t, const ClusterMember*> memberOf;
    for (const auto& member : members)
        memberOf[member.segment] = &member;
    EditableClustering::Input input;
    for (const auto id : segments->ids) {
        const auto found = memberOf.find(id);
        if (found == memberOf.end())
            return fail(ErrorCode::InconsistentData,
                        fmt::format("segment {} has no place in the clustering", id),
                        "run the cluster stage again");
        input.clusterOfRow.push_back(found->second->cluster);
        input.fixed.push_back(!found->second->matched || found->second->placed ? 1 : 0);
    }
    for (const auto& record : clusters)
        input.clusters.push_back({record.id, record.name, record.colour, record.note, record.locked});
    for (const auto& link : links)
        input.links.push_back(
            {{link.firstNode, link.firstBegin}, {link.secondNode, link.secondBegin}, link.together});
    input.segments = std::move(segments);
    input.nextId = nextId;
    input.library = library;
    input.options = options;
    return input;
}

std::vector<ClusterRecord> clusterRecords(const EditableClustering& clustering, const ClusterLibrary& library)
{
    std::vector<ClusterRecord> records;
    for (const auto& entry : library.entries()) {
        const auto& facts = *clustering.find(entry.id);
        records.push_back(
            {entry.id, facts.name, facts.note, entry.silhouette, entry.spread, facts.colour, facts.locked});
    }
    return records;
}

ClusterMember clusterMember(const EditableClustering& clustering, std::int64_t row)
{
    const auto& segments = clustering.segments();
    const auto& place = clustering.placeOf(row);
    const auto& key = segments.keys[static_cast<std::size_t>(row)];
    const bool matched = row >= segments.training;
    return {segments.ids[static_cast<std::size_t>(row)],
            place.cluster,
            matched,
            place.fits,
            place.distance,
            place.margin,
            place.silhouette,
            matched && place.fixed,
            key.node,
            key.begin};
}

std::vector<ClusterLink> clusterLinks(const EditableClustering& clustering)
{
    std::vector<ClusterLink> links;
    for (const auto& link : clustering.links())
        links.push_back(
            {link.first.node, link.first.begin, link.second.node, link.second.begin, link.together});
    return links;
}

} // namespace nodesentry
