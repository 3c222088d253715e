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
    Category, ///< one group a category of labels; samples of other categories only are left out of it
    Job, ///< one group a job name; where jobs share a node, its samples are in the groups of all of them
    Attribute, ///< one group a value of a column of the job table, e.g. App; shared nodes as in Job
};

struct EvaluationRequest {
    std::vector<std::string> methods;
    EvaluationGroup by = EvaluationGroup::None;
    std::string attribute; ///< of Attribute: name of the column, any case
};

/// Compares stored scores with the labels, on test time only.
///
/// All methods are judged by the same samples: those of segments, which are all that any method can have
/// scored. What a method left unscored ranks below all else and is not flagged; scored_samples of each method
/// says how much it scored. Figures are made as if there were no labels that came from a method's suggestions
/// (Project::suggestedLabels()); with_suggested holds those by all labels, null where there are no such ones.
/// @return the JSON object of `nodesentry evaluate --json`: methods, nodes, labelled_nodes, test_samples,
///         anomalous_samples, suggested_labels (by method), suggested_samples, and groups where asked for
/// @error NotFound          no scores of a method
/// @error InconsistentData  there are no labels in the test range
[[nodiscard]] Result<std::string> evaluateProject(const Project& project, const PipelineOptions& options,
                                                  const EvaluationRequest& request,
                                                  const RunContext& context);

/// The methods whose stored scores are not what a run with these options would make: of other samples, jobs,
/// parameters or another seed, or of some nodes only. evaluateProject() would judge them all the same.
[[nodiscard]] Result<std::vector<std::string>>
staleMethods(const Project& project, const PipelineOptions& options, const std::vector<std::string>& methods);

/// Changes whenever evaluateProject() would give other figures of these methods after a run with these
/// options: with the samples, the jobs, the labels, the parameters, or a new way of computing a stage.
[[nodiscard]] Result<std::string> evaluationFingerprint(const Project& project,
                                                        const PipelineOptions& options,
                                                        const std::vector<std::string>& methods);

} // namespace nodesentry
