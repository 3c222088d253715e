#include "core/pipeline/method_names.h"

#include "core/baselines/register_baselines.h"
#include "core/detect/external_detector.h"

#include <spdlog/fmt/fmt.h>
#include <spdlog/fmt/ranges.h>

#include <algorithm>
#include <filesystem>

namespace nodesentry {

namespace {

std::vector<MethodEntry> methodsOf(const DetectorRegistry& registry)
{
    std::vector<MethodEntry> methods{
        {kNodeSentryMethod, "Reconstruction error of the matched cluster's mixture-of-experts Transformer"}};
    for (const auto& entry : registry.entries())
        methods.push_back({entry.name, entry.description});
    return methods;
}

} // namespace

std::vector<MethodEntry> knownMethods()
{
    DetectorRegistry registry;
    registerBaselines(registry);
    return methodsOf(registry);
}

Result<std::vector<MethodEntry>> knownMethods(const Project& project, const PipelineOptions& options)
{
    NODESENTRY_TRY(const auto registry, detectorRegistry(project, options));
    return methodsOf(registry);
}

Result<std::vector<ExternalDeclaration>> externalDetectors(const Project& project,
                                                           const PipelineOptions& options)
{
    std::vector<std::string> folders{project.path() + "/detectors"};
    if (!options.detectors.empty()) {
        std::error_code error;
        if (!std::filesystem::is_directory(options.detectors, error))
            return fail(Error{ErrorCode::NotFound, "there is no such folder of external detectors"}
                            .inFile(options.detectors)
                            .advise("name one with --detectors, or --detectors '' for none"));
        if (!std::filesystem::equivalent(folders.front(), options.detectors, error))
            folders.push_back(options.detectors);
    }
    return readExternalDeclarations(folders);
}

Result<DetectorRegistry> detectorRegistry(const Project& project, const PipelineOptions& options)
{
    DetectorRegistry registry;
    registerBaselines(registry, options.baselines);
    NODESENTRY_TRY(const auto externals, externalDetectors(project, options));
    for (const auto& declaration : externals)
        registry.add(declaration.method(),
                     declaration.description.empty() ? "External program " + declaration.command.front()
                                                     : declaration.description,
                     [declaration](std::uint64_t seed) { return makeExternalDetector(declaration, seed); });
    return registry;
}

Result<std::vector<std::string>> checkedMethods(std::vector<std::string> names,
                                                const std::vector<MethodEntry>& methods)
{
    std::vector<std::string> known;
    for (const auto& method : methods)
        known.push_back(method.name);
    std::vector<std::string> checked;
    names.emplace_back(kRandomMethod);
    for (auto& name : names) {
        if (std::find(known.begin(), known.end(), name) == known.end())
            return fail(ErrorCode::NotFound, fmt::format("there is no method '{}'", name),
                        fmt::format("known are {}", fmt::join(known, ", ")));
        if (std::find(checked.begin(), checked.end(), name) == checked.end())
            checked.push_back(std::move(name));
    }
    return checked;
}

} // namespace nodesentry
