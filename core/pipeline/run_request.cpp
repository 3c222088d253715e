#include "core/pipeline/run_request.h"

#include "core/pipeline/method_names.h"
#include "core/pipeline/options.h"
#include "core/pipeline/stored_options.h"

#include <algorithm>

namespace nodesentry {

namespace {

constexpr auto kDetectors = "run.detectors";

ParameterTexts textsOf(PipelineOptions options)
{
    ParameterTexts texts;
    for (auto& [info, text] : bindParameters(options).values())
        texts.emplace_back(std::move(info.name), std::move(text));
    return texts;
}

} // namespace

Result<RunChoices> runChoices(const Project& project)
{
    RunChoices choices;
    NODESENTRY_TRY(auto options, storedOptions(project));
    PipelineOptions defaults; // bound first: their values are what parameters call their defaults
    choices.parameters = bindParameters(defaults).values();
    const auto stored = textsOf(options);
    for (std::size_t i = 0; i < stored.size(); ++i)
        choices.parameters[i].text = stored[i].second;
    for (const auto& name : presetNames()) {
        NODESENTRY_TRY(const auto preset, presetOptions(name));
        choices.presets.push_back({name, textsOf(preset)});
    }
    NODESENTRY_TRY(const auto known, knownMethods(project, options));
    NODESENTRY_TRY(const auto usual, methodsOfProject(project));
    for (const auto& method : known)
        choices.methods.push_back({method.name, method.description,
                                   std::find(usual.begin(), usual.end(), method.name) != usual.end(),
                                   method.name == kRandomMethod, method.allowed});
    choices.devices = availableDevices();
    return choices;
}

Result<PipelineOptions> resolveOptions(const Project& project, const RunRequest& request)
{
    PipelineOptions options;
    if (!request.preset.empty()) {
        NODESENTRY_TRY(options, presetOptions(request.preset));
    } else {
        NODESENTRY_TRY(options, storedOptions(project));
    }
    options.device = request.device;
    NODESENTRY_CHECK(resolveDevice(options.device)); // a wrong one is told also where nothing needs it
    auto binder = bindParameters(options);
    if (!request.trainUntil.empty())
        NODESENTRY_CHECK(binder.set("prepare.train_until", request.trainUntil));
    if (request.trainFraction) {
        NODESENTRY_CHECK(binder.set("prepare.train_until", ""));
        NODESENTRY_CHECK(binder.set("prepare.train_fraction", parameterText(*request.trainFraction)));
    }
    if (request.seed)
        NODESENTRY_CHECK(binder.set("run.seed", std::to_string(*request.seed)));
    bool namesDetectors = false;
    for (const auto& [name, text] : request.parameters) {
        NODESENTRY_CHECK(binder.set(name, text));
        namesDetectors = namesDetectors || name == kDetectors;
    }
    if (namesDetectors)
        options.detectors = storedDetectorsFolder(project, options.detectors);
    return options;
}

Result<std::vector<std::string>> resolveMethods(const Project& project, const PipelineOptions& options,
                                                const RunRequest& request)
{
    if (request.methods.empty())
        return methodsOfProject(project);
    NODESENTRY_TRY(const auto known, knownMethods(project, options));
    return checkedMethods(request.methods, known);
}

} // namespace nodesentry
