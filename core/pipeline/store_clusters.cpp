#include "core/pipeline/store_clusters_p.h"

#include "core/base/json_text.h"
#include "core/base/log.h"
#include "core/clustering/edit/replay_edits.h"
#include "core/pipeline/clustered_segments_p.h"
#include "core/project/cluster_history.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <ranges>

namespace nodesentry {

namespace {

struct PastEdits {
    std::vector<PastEdit> edits; ///< in force, in their order
    std::vector<std::int64_t> entries; ///< of each, in the history
    std::map<SegmentKey, int> placesBefore; ///< cluster of each fixed segment before the first of them
};

Result<PastEdits> pastEdits(const Project& project)
{
    PastEdits past;
    NODESENTRY_TRY(const auto history, project.clusterHistory());
    for (const auto place : clusterEditStacks(history).done) {
        const auto& entry = history[place];
        PastEdit edit;
        NODESENTRY_TRY(edit.edit, ClusterEdit::fromJson(entry.edit));
        NODESENTRY_TRY(edit.change, ClusterChange::fromJson(entry.before, entry.after));
        past.edits.push_back(std::move(edit));
        past.entries.push_back(entry.id);
    }
    if (past.edits.empty())
        return past;
    NODESENTRY_TRY(const auto members, project.clusterMembers());
    for (const auto& member : members)
        if (!member.matched || member.placed)
            past.placesBefore[{member.node, member.begin}] = member.cluster;
    for (const auto& edit : past.edits | std::views::reverse)
        for (const auto& placement : edit.change.placements) {
            if (placement.fixedBefore)
                past.placesBefore[placement.segment] = placement.from;
            else
                past.placesBefore.erase(placement.segment);
        }
    return past;
}

std::int64_t fitNone(const std::vector<ClusterMember>& members)
{
    return std::count_if(members.begin(), members.end(),
                         [](const ClusterMember& member) { return member.matched && !member.fits; });
}

} // namespace

Result<StoredClusters> storeClusters(Project& project, const ClusterLibrary& library,
                                     const std::vector<ClusterRecord>& records,
                                     std::vector<ClusterMember> members, const ClusterOptions& options,
                                     const RunContext& context)
{
    auto report = nlohmann::json::array();
    PastEdits past;
    if (options.keepEdits) {
        NODESENTRY_TRY(past, pastEdits(project));
    }
    if (past.edits.empty()) {
        NODESENTRY_TRY(const auto keys, segmentKeys(project));
        for (auto& member : members) {
            const auto& key = keys.at(member.segment);
            member.node = key.node;
            member.begin = key.begin;
        }
        NODESENTRY_CHECK(project.setDocument("cluster_library", library.toBytes()));
        NODESENTRY_CHECK(project.replaceClusters(records, members));
        return StoredClusters{library, jsonText(report), fitNone(members)};
    }

    NODESENTRY_TRY(auto segments, loadClusteredSegments(project, library, members));
    NODESENTRY_TRY(int nextId, project.nextClusterId());
    for (const auto& record : records)
        nextId = std::max(nextId, record.id + 1);
    NODESENTRY_TRY(auto input,
                   editableInput(std::move(segments), library, records, members, {}, nextId, options));
    NODESENTRY_TRY(auto clustering, EditableClustering::make(std::move(input), context.part(0.0, 0.9)));
    NODESENTRY_TRY(const auto replayed,
                   replayEdits(std::move(past.placesBefore), past.edits, clustering, context.part(0.9, 1.0)));

    ClusterHeritage heritage;
    heritage.links = clusterLinks(clustering);
    heritage.nextId = clustering.nextId();
    for (std::size_t i = 0; i < replayed.size(); ++i) {
        const auto* name = clusterEditName(past.edits[i].edit.kind);
        report.push_back({{"entry", past.entries[i]},
                          {"edit", name},
                          {"outcome", replayOutcomeName(replayed[i].outcome)},
                          {"detail", replayed[i].detail}});
        if (replayed[i].outcome == ReplayOutcome::Conflict || replayed[i].outcome == ReplayOutcome::Partly)
            spdlog::warn("edit {} ({}) of the clusters: {}", past.entries[i], name, replayed[i].detail);
        for (const auto& done : replayed[i].done) {
            ClusterHistoryEntry entry;
            entry.action = clusterEditName(done.edit.kind);
            entry.edit = done.edit.toJson();
            entry.before = done.change.beforeJson();
            entry.after = done.change.afterJson();
            entry.refers = past.entries[i];
            heritage.entries.push_back(std::move(entry));
        }
    }
    std::vector<ClusterMember> edited;
    for (std::int64_t row = 0; row < static_cast<std::int64_t>(clustering.segments().ids.size()); ++row)
        edited.push_back(clusterMember(clustering, row));
    auto editedLibrary = clustering.library();
    NODESENTRY_CHECK(project.setDocument("cluster_library", editedLibrary.toBytes()));
    NODESENTRY_CHECK(project.replaceClusters(clusterRecords(clustering, editedLibrary), edited, heritage));
    return StoredClusters{std::move(editedLibrary), jsonText(report), fitNone(edited)};
}

} // namespace nodesentry
