#include "app/workbench/pipeline_run.h"

#include "core/pipeline/pipeline.h"
#include "core/pipeline/stored_options.h"
#include "core/pipeline/update_stage.h"

namespace nodesentry::app {

namespace {

Result<void> runStages(const std::shared_ptr<Project>& project, PipelineOptions options,
                       std::vector<std::string> methods, const EpochListener& onEpoch,
                       const RunContext& context)
{
    Pipeline pipeline(project, std::move(options));
    pipeline.setMethods(std::move(methods));
    pipeline.setEpochListener(onEpoch);
    NODESENTRY_CHECK(pipeline.run(context));
    return {};
}

} // namespace

Result<void> runPipeline(const std::shared_ptr<Project>& project, const EpochListener& onEpoch,
                         const RunContext& context)
{
    NODESENTRY_TRY(auto options, storedOptions(*project));
    NODESENTRY_TRY(auto methods, methodsOfProject(*project));
    return runStages(project, std::move(options), std::move(methods), onEpoch, context);
}

Result<void> runAsRequested(const std::shared_ptr<Project>& project, const RunRequest& request,
                            const EpochListener& onEpoch, const RunContext& context)
{
    NODESENTRY_TRY(auto options, resolveOptions(*project, request));
    NODESENTRY_CHECK(storeOptions(*project, options));
    NODESENTRY_TRY(auto methods, resolveMethods(*project, options, request));
    return runStages(project, std::move(options), std::move(methods), onEpoch, context);
}

Result<void> updateModels(const std::shared_ptr<Project>& project, const EpochListener& onEpoch,
                          const RunContext& context)
{
    constexpr double kLearning = 0.7; // share of the work; scoring all nodes is the rest
    NODESENTRY_TRY(const auto options, storedOptions(*project));
    NODESENTRY_CHECK(runUpdate(*project, options, onEpoch, context.part(0.0, kLearning)));
    return runPipeline(project, onEpoch, context.part(kLearning, 1.0));
}

} // namespace nodesentry::app
