#include "core/pipeline/stored_options.h"

#include "core/detect/score_store.h"
#include "core/pipeline/method_names.h"

#include <algorithm>

namespace nodesentry {

namespace {

constexpr auto kParametersDocument = "parameters";

} // namespace

Result<PipelineOptions> storedOptions(const Project& project)
{
    NODESENTRY_TRY(const auto stored, project.document(kParametersDocument));
    return stored ? optionsFromJson(*stored) : PipelineOptions{};
}

Result<void> storeOptions(Project& project, const PipelineOptions& options)
{
    return project.setDocument(kParametersDocument, parametersJson(options));
}

Result<std::vector<std::string>> methodsOfProject(const Project& project)
{
    NODESENTRY_TRY(const auto options, storedOptions(project));
    NODESENTRY_TRY(const auto known, knownMethods(project, options));
    NODESENTRY_TRY(const auto scored, ScoreStore::methods(project.scoresPath()));
    std::vector<std::string> methods{kNodeSentryMethod, "mean_z2", kRandomMethod};
    for (const auto& method : known)
        if (std::find(scored.begin(), scored.end(), method.name) != scored.end())
            methods.push_back(method.name);
    return checkedMethods(allowedOnly(methods, known), known);
}

} // namespace nodesentry
