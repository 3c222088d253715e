#pragma once

#include "core/base/run_context.h"
#include "core/project/project.h"

#include <string>

namespace nodesentry {

struct LayoutExportOptions {
    bool samples = true; ///< false: labels, clusters and jobs only
};

/// Writes a project as a workspace of the authors' labelling tool, which the format "tool" imports again:
/// `node_data/NODE.csv` with every sample of the grid, `labels/NODE.csv` with `index,label` for each of them,
/// and the texts of the workspace that was imported as they were. `config_files/cluster_result.txt` is made
/// of the project's clusters, a node going to the cluster that most of its samples are in; without clusters
/// it is that of the import. A label of category "label N" is N, any other is 1; where labels overlap, the
/// largest counts. `config_files/nodesentry_metrics.csv` lists unit, kind and group of the metrics, which the
/// form has no place for. The split in training and test, jobs, notes and authors are not written.
///
/// @param folder  made; empty if it exists
/// @error AlreadyExists    the folder has something in it
/// @error InvalidArgument  a node's name cannot be that of a file
/// @error StageMissing, IoError, Cancelled
[[nodiscard]] Result<void> exportToolWorkspace(const Project& project, const std::string& folder,
                                               const LayoutExportOptions& options,
                                               const RunContext& context = {});

/// Writes a project in the data layout of the authors' model, which the format "model" imports again: `Job`
/// with `JobID|NodeList|Start|End|Tag`, and for each job and node the samples of that time, under `Train` or,
/// for jobs that begin in a node's test, under `Test` with a last column `Label`. Files under Train have it
/// where they have labels. Samples outside of all jobs, and of a job its name, user and other attributes,
/// have no place in this form. Else as exportToolWorkspace().
[[nodiscard]] Result<void> exportModelLayout(const Project& project, const std::string& folder,
                                             const LayoutExportOptions& options,
                                             const RunContext& context = {});

} // namespace nodesentry
