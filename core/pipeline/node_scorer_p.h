#pragma once

#include "core/base/run_context.h"
#include "core/detect/detector.h"
#include "core/pipeline/options.h"
#include "core/pipeline/reconstruction_scores_p.h"
#include "core/project/project.h"

#include <memory>
#include <optional>
#include <string>

namespace nodesentry {

/// Share of the progress of scoring a project that fitting a baseline takes.
inline constexpr double kFittingShare = 0.4;

/// One method, ready to score the nodes of a project: NodeSentry with its models loaded, or a baseline
/// fitted.
/// @thread score() may be called for several nodes at the same time
class NodeScorer {
public:
    /// @param nodes   that a baseline is fitted to
    /// @param scored  that score() will be called for
    /// @error NotFound      no such method
    /// @error StageMissing  clusters or models are not there
    [[nodiscard]] static Result<NodeScorer> make(const Project& project, const PipelineOptions& options,
                                                 const std::string& method, const NodeSource& nodes,
                                                 const PreparedProject& prepared, const NodeSource& scored,
                                                 const RunContext& context);

    /// A baseline cannot score a node without a training range that it needs: all its scores are NaN.
    /// @param oneOfMany  whether other nodes are scored at the same time, so that this one gets one thread
    [[nodiscard]] Result<NodeScores> score(const PreparedNode& node, bool oneOfMany,
                                           const RunContext& context) const;

private:
    std::optional<ReconstructionScorer> m_models;
    std::unique_ptr<Detector> m_baseline;
};

} // namespace nodesentry
