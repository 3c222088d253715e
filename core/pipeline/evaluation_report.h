#pragma once

#include "core/base/run_context.h"
#include "core/pipeline/options.h"
#include "core/project/project.h"

#include <string>
#include <vector>

namespace nodesentry {

/// How the figures are grouped beside the figures of the whole.
enum class EvaluationGroup {
    None,
    Node, ///< one group a node
    Category, ///< one group a category of labels; samples of other categories are left out of it
    Job, ///< one group a job name
    Attribute, ///< one group a value of a column of the job table, e.g. App
};

struct EvaluationRequest {
    std::vector<std::string> methods;
    EvaluationGroup by = EvaluationGroup::None;
    std::string attribute; ///< of Attribute: name of the column, any case
};

/// Compares stored scores with the labels, on test time only.
///
/// @return the JSON object of `nodesentry evaluate --json`: methods, nodes, test_samples, anomalous_samples,
///         and groups where asked for
/// @error NotFound          no scores of a method
/// @error InconsistentData  there are no labels in the test range
[[nodiscard]] Result<std::string> evaluateProject(const Project& project, const PipelineOptions& options,
                                                  const EvaluationRequest& request,
                                                  const RunContext& context);

/// Changes whenever evaluateProject() would give other figures of these methods after a run with these
/// options: with the samples, the jobs, the labels, the parameters, or a new way of computing a stage.
[[nodiscard]] Result<std::string> evaluationFingerprint(const Project& project,
                                                        const PipelineOptions& options,
                                                        const std::vector<std::string>& methods);

} // namespace nodesentry
