#include "core/pipeline/cluster_editor.h"

#include "core/base/log.h"
#include "core/base/reason.h"
#include "core/pipeline/clustered_segments_p.h"
#include "core/project/cluster_history.h"

namespace nodesentry {

namespace {

constexpr auto kSumsDocument = "cluster_sums";

} // namespace

Result<ClusterEditor> ClusterEditor::open(std::shared_ptr<Project> project, const ClusterOptions& options,
                                          const RunContext& context)
{
    NODESENTRY_TRY(const auto bytes, project->document("cluster_library"));
    NODESENTRY_TRY(const auto stage, project->stage("cluster"));
    if (!bytes || !stage)
        return fail(Reason::NoClusters);
    NODESENTRY_TRY(const auto library, ClusterLibrary::fromBytes(*bytes));
    NODESENTRY_TRY(const auto clusters, project->clusters());
    NODESENTRY_TRY(const auto members, project->clusterMembers());
    NODESENTRY_TRY(const auto links, project->clusterLinks());
    NODESENTRY_TRY(const auto nextId, project->nextClusterId());
    NODESENTRY_TRY(const auto sums, project->document(kSumsDocument));
    NODESENTRY_TRY(auto segments, loadClusteredSegments(*project, library, members));

    ClusterEditor editor(std::move(project));
    for (const auto& member : members)
        editor.m_writeAll = editor.m_writeAll || member.node.empty();
    NODESENTRY_TRY(auto input,
                   editableInput(std::move(segments), library, clusters, members, links, nextId, options));
    NODESENTRY_TRY(editor.m_clustering,
                   EditableClustering::make(std::move(input), context, sums.value_or("")));
    if (!editor.m_project->readOnly() && editor.m_clustering->sumsToBytes() != sums.value_or(""))
        NODESENTRY_CHECK(editor.keepSums());
    return editor;
}

Result<void> ClusterEditor::keepSums()
{
    return m_project->setDocument(kSumsDocument, m_clustering->sumsToBytes());
}

Result<std::int64_t> ClusterEditor::commit(EditableClustering edited, ClusterHistoryEntry entry)
{
    ClusterUpdate update;
    update.entry = std::move(entry);
    const auto library = edited.library();
    update.clusters = clusterRecords(edited, library);
    for (std::int64_t row = 0; row < static_cast<std::int64_t>(edited.segments().ids.size()); ++row)
        if (m_writeAll || !(edited.placeOf(row) == m_clustering->placeOf(row)))
            update.members.push_back(clusterMember(edited, row));
    update.links = clusterLinks(edited);
    update.nextId = edited.nextId();
    update.library = library.toBytes();
    NODESENTRY_TRY(const auto id, m_project->commitClusterEdit(update));
    m_clustering = std::move(edited);
    m_writeAll = false;
    return id;
}

Result<std::int64_t> ClusterEditor::apply(const ClusterEdit& edit, const RunContext& context)
{
    auto edited = *m_clustering;
    NODESENTRY_TRY(const auto change, edited.apply(edit, context));
    ClusterHistoryEntry entry;
    entry.action = clusterEditName(edit.kind);
    entry.edit = edit.toJson();
    entry.before = change.beforeJson();
    entry.after = change.afterJson();
    return commit(std::move(edited), std::move(entry));
}

Result<ClusterHistoryEntry> ClusterEditor::step(bool back, const RunContext& context)
{
    NODESENTRY_TRY(const auto history, m_project->clusterHistory());
    const auto stacks = clusterEditStacks(history);
    const auto& stack = back ? stacks.done : stacks.undone;
    if (stack.empty())
        return fail(ErrorCode::NotFound,
                    back ? "there is no edit to take back since the last clustering"
                         : "there is no edit that was taken back last");
    const auto& past = history[stack.back()];
    NODESENTRY_TRY(auto change, ClusterChange::fromJson(past.before, past.after));
    if (back)
        change = change.inverse();
    auto edited = *m_clustering;
    NODESENTRY_CHECK(edited.apply(change, context));
    ClusterHistoryEntry entry;
    entry.action = back ? kUndoAction : kRedoAction;
    entry.before = change.beforeJson();
    entry.after = change.afterJson();
    entry.refers = past.id;
    NODESENTRY_CHECK(commit(std::move(edited), std::move(entry)));
    return past;
}

Result<ClusterHistoryEntry> ClusterEditor::undo(const RunContext& context)
{
    return step(true, context);
}

Result<ClusterHistoryEntry> ClusterEditor::redo(const RunContext& context)
{
    return step(false, context);
}

} // namespace nodesentry
