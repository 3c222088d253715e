#include "app/engine/core_engine.h"

#include "core/pipeline/demo.h"
#include "core/pipeline/explain_scores.h"
#include "core/pipeline/import_stage.h"
#include "core/pipeline/label_assist.h"
#include "core/pipeline/method_names.h"
#include "core/pipeline/pipeline.h"
#include "core/pipeline/simulate_stage.h"
#include "core/pipeline/stored_options.h"
#include "core/pipeline/update_stage.h"

namespace nodesentry::app {

Result<void> CoreEngine::run(const ProjectPointer& project, const RunRequest& request,
                             const EpochListener& onEpoch, const RunContext& context)
{
    NODESENTRY_TRY(auto options, resolveOptions(*project, request));
    NODESENTRY_CHECK(storeOptions(*project, options));
    NODESENTRY_TRY(auto methods, resolveMethods(*project, options, request));
    Pipeline pipeline(project, std::move(options));
    pipeline.setMethods(std::move(methods));
    pipeline.setEpochListener(onEpoch);
    NODESENTRY_CHECK(pipeline.run(context));
    return {};
}

Result<RunChoices> CoreEngine::choices(const Project& project)
{
    return runChoices(project);
}

Result<void> CoreEngine::update(const ProjectPointer& project, const EpochListener& onEpoch,
                                const RunContext& context)
{
    constexpr double kLearning = 0.7; // share of the work; scoring all nodes is the rest
    NODESENTRY_TRY(const auto options, storedOptions(*project));
    NODESENTRY_CHECK(runUpdate(*project, options, onEpoch, context.part(0.0, kLearning)));
    return run(project, {}, onEpoch, context.part(kLearning, 1.0));
}

Result<void> CoreEngine::detect(const ProjectPointer& project, const std::string& method,
                                const std::vector<std::string>& nodes, const RunContext& context)
{
    NODESENTRY_TRY(const auto options, storedOptions(*project));
    return detectNodes(project, options, method, nodes, context);
}

Result<std::vector<ClusterTraining>> CoreEngine::trainings(const Project& project)
{
    return readTrainings(project);
}

Result<std::vector<ui::DetectorEntry>> CoreEngine::detectors(const Project& project)
{
    NODESENTRY_TRY(const auto options, storedOptions(project));
    NODESENTRY_TRY(const auto methods, knownMethods(project, options));
    std::vector<ui::DetectorEntry> entries;
    for (const auto& method : methods)
        entries.push_back({method.name, method.description});
    return entries;
}

Result<void> CoreEngine::offerSuggestions(Project& project, const std::string& method, double factor,
                                          const RunContext& context)
{
    NODESENTRY_TRY(const auto options, storedOptions(project));
    return offerCandidates(project, options, method, factor, context);
}

Result<int> CoreEngine::offerSimilar(Project& project, LabelId label, const RunContext& context)
{
    NODESENTRY_TRY(const auto options, storedOptions(project));
    return nodesentry::offerSimilar(project, options, label, context);
}

Result<std::vector<ReviewNode>> CoreEngine::reviewNodes(const Project& project, const std::string& method,
                                                        const std::vector<std::string>& nodes,
                                                        const RunContext& context)
{
    NODESENTRY_TRY(const auto options, storedOptions(project));
    return nodesentry::reviewNodes(project, options, method, nodes, context);
}

Result<ScoreExplanation> CoreEngine::explain(const ProjectPointer& project, const std::string& method,
                                             const std::string& node, const RunContext& context)
{
    NODESENTRY_TRY(const auto options, storedOptions(*project));
    return explainScores(*project, options, method, node, context);
}

ImportRequest CoreEngine::addSources(const std::vector<std::string>& given, ImportRequest request)
{
    nodesentry::addSources(given, request);
    return request;
}

Result<ImportPreview> CoreEngine::preview(const ProjectPointer& project, const ImportRequest& request,
                                          const RunContext& context)
{
    return previewImport(project.get(), request, context);
}

Result<void> CoreEngine::import(const ProjectPointer& project, const ImportRequest& request,
                                const RunContext& context)
{
    NODESENTRY_CHECK(project ? importIntoProject(*project, request.sources, request.options, context)
                             : importIntoProject(request.project, request.sources, request.options, context));
    return {};
}

Result<void> CoreEngine::demo(const std::string& folder, const RunContext& context)
{
    NODESENTRY_CHECK(makeDemo(folder, context));
    return {};
}

Result<void> CoreEngine::simulate(const std::string& folder, const SimulationOptions& options,
                                  const RunContext& context)
{
    NODESENTRY_CHECK(simulateIntoProject(folder, options, context));
    return {};
}

Result<void> CoreEngine::exportTable(const Project& project, ExportTable table, const std::string& method,
                                     const std::string& path, const RunContext& context)
{
    return writeTableFile(project, table, method, path, context);
}

} // namespace nodesentry::app
