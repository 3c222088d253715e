#pragma once

#include "core/base/run_context.h"
#include "core/pipeline/options.h"
#include "core/project/project.h"
#include "core/review/review_node.h"

#include <string>
#include <vector>

namespace nodesentry {

/// What helps a person who labels: detectors that are run where they are wanted, what they find as
/// suggestions, stretches like a labelled one, and what is needed to judge a threshold at once.

/// Scores some nodes by one method and leaves the scores of all others, and of other methods, as they are.
/// Prepares the project first where that is stale.
///
/// A method that learns each node apart is fitted to these nodes only, any other one to all nodes. The scores
/// are those that a run over all nodes would give, and so are thresholds once that run was made; before it
/// there is no level of the fleet (DetectOptions::fleetFloor), and each node has thresholds of its own. As long
/// as nodes are missing, or were scored with other parameters, the method's detection counts as stale, and a
/// run over all nodes does it again.
/// @param nodes    not empty
/// @error NotFound      no such method or node
/// @error StageMissing  nothing was imported; for NodeSentry: no models of the present clusters
/// @error Cancelled     the scores from before are kept
Result<void> detectNodes(const std::shared_ptr<Project>& project, const PipelineOptions& options,
                         const std::string& method, const std::vector<std::string>& nodes,
                         const RunContext& context);

/// Makes the present candidates of a method its suggestions in the project (Project::offerSuggestions()),
/// unless they are that already.
/// @param factor  by which all thresholds are raised, > 0
/// @error NotFound  the method has no scores
Result<void> offerCandidates(Project& project, const PipelineOptions& options, const std::string& method,
                             double factor, const RunContext& context);

/// The stored scores of some nodes, ready for a review. Nodes that the method has not scored are left out.
/// @error StageMissing  the scores are older than the samples
[[nodiscard]] Result<std::vector<ReviewNode>>
reviewNodes(const Project& project, const PipelineOptions& options, const std::string& method,
            const std::vector<std::string>& nodes, const RunContext& context);

/// Suggests what is most like a label: on its node, and on the other nodes of the jobs that ran there while
/// it lasts. See core/review/similar_stretches.h and core/review/distance_profile.h. What was suggested for
/// the label before, and nobody has decided, is replaced.
/// @return how many stretches were found; those that are labelled already are not suggested
/// @error NotFound          no such label, or its node has no samples
/// @error InconsistentData  no sample lies in the label, or too many are missing
/// @cost  per node and metric three Fourier transforms of the node's samples
Result<int> offerSimilar(Project& project, const PipelineOptions& options, LabelId label,
                         const RunContext& context);

} // namespace nodesentry
