#pragma once

#include "core/base/run_context.h"
#include "core/experiment/experiment_cell.h"
#include "core/experiment/experiment_plan.h"
#include "core/project/project.h"

#include <string>
#include <vector>

namespace nodesentry {

struct ExperimentRowResult {
    ExperimentRow row;
    std::vector<ExperimentCell> cells; ///< one for each seed, in their order
};

struct ExperimentResult {
    ExperimentRequest request;
    std::vector<ExperimentRowResult> rows;
    /// Of all rows, besides what a row sets itself; see changedParameters().
    std::vector<std::pair<std::string, std::string>> changed;
};

/// Runs every row with every seed on the data of a project, which stays as it is.
///
/// Rows work on views of the project (project_view.h) in @p folder/work, which are removed when they are
/// done with; what rows have in common is computed once. Finished cells are kept in @p folder/cells and not
/// run again: a run that was stopped or killed goes on, and more seeds or another table cost only what they
/// add. A cell that fails for a reason of its own (say its training diverges) is noted and tried again next
/// time; the others go on. Figures depend neither on the order of the cells nor on what ran before.
///
/// @param folder  made when it is not there
/// @error Cancelled         what is finished is kept
/// @error InconsistentData  there are no labels in the test range
/// @error as planExperiment(), openProjectView(); IoError
[[nodiscard]] Result<ExperimentResult> runExperiment(const Project& project, const PipelineOptions& base,
                                                     const ExperimentRequest& request,
                                                     const std::string& folder, const RunContext& context);

} // namespace nodesentry
