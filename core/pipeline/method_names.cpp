#include "core/pipeline/method_names.h"

#include "core/base/log.h"
#include "core/base/reason.h"
#include "core/baselines/register_baselines.h"
#include "core/detect/external_detector.h"
#include "core/detect/external_trust.h"

#include <spdlog/fmt/fmt.h>
#include <spdlog/fmt/ranges.h>

#include <algorithm>
#include <filesystem>

namespace nodesentry {

namespace {

namespace fs = std::filesystem;

std::vector<MethodEntry> methodsOf(const DetectorRegistry& registry)
{
    std::vector<MethodEntry> methods{
        {kNodeSentryMethod, "Reconstruction error of the matched cluster's mixture-of-experts Transformer"}};
    for (const auto& entry : registry.entries())
        methods.push_back({entry.name, entry.description});
    return methods;
}

/// Stands in for a program that is not allowed.
class RefusedDetector final : public Detector {
public:
    explicit RefusedDetector(const ExternalDeclaration& declaration) : m_error(notAllowed(declaration)) { }

    Result<void> fit(const NodeSource&, const RunContext&) override { return fail(m_error); }
    [[nodiscard]] Result<NodeScores> score(const PreparedNode&, const RunContext&) const override
    {
        return fail(m_error);
    }
    [[nodiscard]] bool learnsNodesApart() const override { return true; }

private:
    Error m_error;
};

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
    auto methods = methodsOf(registry);
    NODESENTRY_TRY(const auto externals, externalDetectors(project, options));
    const auto trust = ExternalTrust::ofUser();
    for (const auto& declaration : externals) {
        const auto method = std::find_if(methods.begin(), methods.end(), [&](const MethodEntry& entry) {
            return entry.name == declaration.method();
        });
        if (method == methods.end() || trust.allows(declaration))
            continue;
        method->allowed = false;
        method->description += " (not allowed to run yet)";
    }
    return methods;
}

std::string detectorsFolder(const Project& project, const PipelineOptions& options)
{
    if (options.detectors.empty() || fs::path(options.detectors).is_absolute())
        return options.detectors;
    return (fs::path(project.path()) / options.detectors).lexically_normal().string();
}

std::string storedDetectorsFolder(const Project& project, const std::string& folder)
{
    if (folder.empty())
        return {};
    std::error_code error;
    const auto absolute = fs::weakly_canonical(fs::absolute(folder), error);
    const auto home = fs::weakly_canonical(fs::absolute(project.path()), error);
    const auto relative = absolute.lexically_relative(home);
    const bool isNear = !relative.empty() && !relative.generic_string().starts_with("../..");
    return isNear && relative != ".." ? relative.generic_string() : absolute.string();
}

std::string missingDetectors(const Project& project, const PipelineOptions& options)
{
    const auto folder = detectorsFolder(project, options);
    std::error_code error;
    return folder.empty() || fs::is_directory(folder, error) ? std::string() : folder;
}

Result<std::vector<ExternalDeclaration>> externalDetectors(const Project& project,
                                                           const PipelineOptions& options)
{
    std::vector<std::string> folders{project.path() + "/detectors"};
    std::error_code error;
    if (auto other = detectorsFolder(project, options);
        !other.empty() && !fs::equivalent(folders.front(), other, error))
        folders.push_back(std::move(other));
    return readExternalDeclarations(folders);
}

Result<void> allowDetectors(const Project& project, const PipelineOptions& options, bool all)
{
    NODESENTRY_TRY(const auto declarations,
                   all ? externalDetectors(project, options)
                       : readExternalDeclarations({detectorsFolder(project, options)}));
    return ExternalTrust::ofUser().allow(declarations);
}

std::vector<std::string> allowedOnly(const std::vector<std::string>& names,
                                     const std::vector<MethodEntry>& methods)
{
    std::vector<std::string> allowed;
    for (const auto& name : names) {
        const auto method = std::find_if(methods.begin(), methods.end(),
                                         [&](const MethodEntry& entry) { return entry.name == name; });
        if (method == methods.end() || method->allowed)
            allowed.push_back(name);
        else
            spdlog::warn(
                "'{}' is left out: the project brings this program, and it was not allowed to run yet or "
                "has changed since; look at its declaration, and allow it with --allow-detectors",
                name);
    }
    return allowed;
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
                     [declaration](std::uint64_t seed) -> std::unique_ptr<Detector> {
                         // Asked for as late as can be: the file may have changed since it was listed.
                         if (!ExternalTrust::ofUser().allows(declaration))
                             return std::make_unique<RefusedDetector>(declaration);
                         return makeExternalDetector(declaration, seed);
                     });
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
            return fail(Reason::MethodUnknown, {name, fmt::format("{}", fmt::join(known, ", "))});
        if (std::find(checked.begin(), checked.end(), name) == checked.end())
            checked.push_back(std::move(name));
    }
    return checked;
}

} // namespace nodesentry
