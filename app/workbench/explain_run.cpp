#include "app/workbench/explain_run.h"

#include "core/pipeline/explain_scores.h"
#include "core/pipeline/stored_options.h"

namespace nodesentry::app {

Result<ScoreExplanation> explainNode(const std::shared_ptr<Project>& project, const std::string& method,
                                     const std::string& node, const RunContext& context)
{
    NODESENTRY_TRY(const auto options, storedOptions(*project));
    return explainScores(*project, options, method, node, context);
}

} // namespace nodesentry::app
