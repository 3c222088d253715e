#include "app/workbench/assist_run.h"

#include "core/pipeline/label_assist.h"
#include "core/pipeline/method_names.h"
#include "core/pipeline/stored_options.h"

namespace nodesentry::app {

namespace {

using ProjectPointer = ui::AssistFunctions::ProjectPointer;

Result<std::vector<ui::DetectorEntry>> listDetectors(const ProjectPointer& project)
{
    NODESENTRY_TRY(const auto options, storedOptions(*project));
    NODESENTRY_TRY(const auto methods, knownMethods(*project, options));
    std::vector<ui::DetectorEntry> entries;
    for (const auto& method : methods)
        entries.push_back({method.name, method.description});
    return entries;
}

Result<void> detect(const ProjectPointer& project, const std::string& method,
                    const std::vector<std::string>& nodes, const RunContext& context)
{
    NODESENTRY_TRY(const auto options, storedOptions(*project));
    return detectNodes(project, options, method, nodes, context);
}

Result<void> offer(const ProjectPointer& project, const std::string& method, double factor,
                   const RunContext& context)
{
    NODESENTRY_TRY(const auto options, storedOptions(*project));
    return offerCandidates(*project, options, method, factor, context);
}

Result<std::vector<ReviewNode>> readNodes(const ProjectPointer& project, const std::string& method,
                                          const std::vector<std::string>& nodes, const RunContext& context)
{
    NODESENTRY_TRY(const auto options, storedOptions(*project));
    return reviewNodes(*project, options, method, nodes, context);
}

Result<int> similar(const ProjectPointer& project, LabelId label, const RunContext& context)
{
    NODESENTRY_TRY(const auto options, storedOptions(*project));
    return offerSimilar(*project, options, label, context);
}

} // namespace

ui::AssistFunctions assistFunctions()
{
    return {listDetectors, detect, offer, readNodes, similar};
}

} // namespace nodesentry::app
