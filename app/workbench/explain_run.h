#pragma once

#include "core/base/run_context.h"
#include "core/detect/score_explanation.h"
#include "core/project/project.h"

#include <memory>
#include <string>

namespace nodesentry::app {

/// explainScores() with the parameters that the project was last run with.
[[nodiscard]] Result<ScoreExplanation> explainNode(const std::shared_ptr<Project>& project,
                                                   const std::string& method, const std::string& node,
                                                   const RunContext& context);

} // namespace nodesentry::app
