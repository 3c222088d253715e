#include "app/workbench/pipeline_run.h"

#include "core/pipeline/pipeline.h"
#include "core/pipeline/stored_options.h"

namespace nodesentry::app {

Result<void> runPipeline(const std::shared_ptr<Project>& project, const EpochListener& onEpoch,
                         const RunContext& context)
{
    NODESENTRY_TRY(auto options, storedOptions(*project));
    NODESENTRY_TRY(auto methods, methodsOfProject(*project));
    Pipeline pipeline(project, std::move(options));
    pipeline.setMethods(std::move(methods));
    pipeline.setEpochListener(onEpoch);
    NODESENTRY_CHECK(pipeline.run(context));
    return {};
}

} // namespace nodesentry::app
