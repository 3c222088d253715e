#include "app/workbench/pipeline_run.h"

#include "core/pipeline/pipeline.h"

namespace nodesentry::app {

Result<void> runPipeline(const std::shared_ptr<Project>& project, const RunContext& context)
{
    NODESENTRY_TRY(auto options, presetOptions("default"));
    Pipeline pipeline(project, std::move(options));
    NODESENTRY_CHECK(pipeline.run(context));
    return {};
}

} // namespace nodesentry::app
