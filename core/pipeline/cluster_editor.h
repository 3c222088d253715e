#pragma once

#include "core/base/run_context.h"
#include "core/clustering/edit/editable_clustering.h"
#include "core/project/project.h"

#include <memory>
#include <optional>
#include <vector>

namespace nodesentry {

/// Edits the clusters of a project: each edit is on disk, with its entry in the history, when the call
/// returns. The window and the command line use nothing below it.
///
/// Scores and models are not touched: stages that rest on the clusters are stale afterwards, and `train`
/// makes anew only the models whose training segments changed (see staleModels()).
/// @thread one call at a time
class ClusterEditor {
public:
    /// Loads features and clusters. The sums of distances are taken from the project where it has them, else
    /// computed (EditableClustering::make()) and, if the project can be written, kept.
    /// @param options  those of the last clustering, see storedOptions()
    /// @error StageMissing  there are no clusters
    /// @error Cancelled
    [[nodiscard]] static Result<ClusterEditor>
    open(std::shared_ptr<Project> project, const ClusterOptions& options, const RunContext& context = {});

    [[nodiscard]] const EditableClustering& clustering() const { return *m_clustering; }

    [[nodiscard]] Result<EditPreview> preview(const ClusterEdit& edit, const RunContext& context = {}) const
    {
        return m_clustering->preview(edit, context);
    }
    /// @return id of the entry in the history
    /// @error as EditableClustering::apply(), and those of writing; nothing is changed then
    Result<std::int64_t> apply(const ClusterEdit& edit, const RunContext& context = {});

    /// Takes back the last edit in force, or does again the last one taken back.
    /// @return the edit's own entry
    /// @error NotFound  there is none since the last clustering
    Result<ClusterHistoryEntry> undo(const RunContext& context = {});
    Result<ClusterHistoryEntry> redo(const RunContext& context = {});

    /// Keeps the sums of distances for the next time; call it when editing ends. Without it the next open()
    /// computes them.
    Result<void> keepSums();

private:
    explicit ClusterEditor(std::shared_ptr<Project> project) : m_project(std::move(project)) { }
    Result<std::int64_t> commit(EditableClustering edited, ClusterHistoryEntry entry);
    Result<ClusterHistoryEntry> step(bool back, const RunContext& context);

    std::shared_ptr<Project> m_project;
    std::optional<EditableClustering> m_clustering; ///< always there once opened
    bool m_writeAll = false; ///< the members in the project do not name their segments yet
};

} // namespace nodesentry
