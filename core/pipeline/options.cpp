#include "core/pipeline/options.h"

#include "core/base/json_text.h"
#include "core/base/reason.h"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

namespace nodesentry {

ParameterBinder bindParameters(PipelineOptions& options)
{
    ParameterBinder binder;
    binder.setStage("prepare");
    bindParameters(binder, options.prepare);
    binder.setStage("features");
    bindParameters(binder, options.features);
    binder.setStage("cluster");
    bindParameters(binder, options.cluster);
    binder.setStage("projection");
    bindParameters(binder, options.projection);
    binder.setStage("train");
    bindParameters(binder, options.train);
    binder.add(&options.checkpointMinutes,
               {.name = "checkpoint_minutes",
                .range = {0.0, 10000.0},
                .unit = "min",
                .help = "Time between the notes that a training which is killed is taken up from; 0: "
                        "after every step",
                .effect = Effect::Speed});
    binder.setStage("update");
    bindParameters(binder, options.update);
    binder.setStage("detect");
    bindParameters(binder, options.detect);
    binder.setStage("baselines");
    bindParameters(binder, options.baselines);
    binder.setStage("evaluate");
    bindParameters(binder, options.evaluate);
    binder.setStage("similar");
    bindParameters(binder, options.similar);
    binder.setStage("run");
    binder.add(&options.seed,
               {.name = "seed",
                .range = {0, 2147483647},
                .help = "Seed of everything random; a run repeats for a seed",
                .audience = Audience::Basic});
    binder.add(&options.detectors,
               {.name = "detectors",
                .help = "Folder of declared external detectors, besides the project's own folder "
                        "'detectors'",
                .audience = Audience::Basic,
                .effect = Effect::Place});
    return binder;
}

std::vector<std::string> presetNames()
{
    return {"default", "paper"};
}

Result<PipelineOptions> presetOptions(const std::string& preset)
{
    PipelineOptions options;
    if (preset == "default")
        return options;
    if (preset != "paper")
        return fail(ErrorCode::InvalidArgument, fmt::format("there is no preset '{}'", preset),
                    fmt::format("known are {}", fmt::join(presetNames(), ", ")));
    options.features.set = "paper";
    options.cluster.linkage = "average";
    options.cluster.minClusterSize = 1;
    options.cluster.minSilhouette = -1.0;
    options.cluster.joinNodes = false;
    options.cluster.metricBalance = false;
    options.cluster.clip = 0.0;
    options.cluster.signedRoot = false;
    options.cluster.minSamples = 12;
    options.cluster.idleApart = false;
    options.features.standardise = "node";
    options.prepare.driftLimit = 1e9;
    options.prepare.spread = "node";
    options.train.experts = 3;
    options.train.topK = 1;
    options.train.layers = 3;
    options.train.heads = 3;
    options.train.scoreMasks = 1;
    options.train.errorNormalisation = "none";
    options.train.scoreError = "squared";
    options.train.tailWeight = 0.0;
    options.train.profileWeight = 0.0;
    options.train.lastingWeight = 0.0;
    options.train.peerWeight = 0.0;
    options.detect.threshold = "ksigma";
    options.detect.k = 3;
    options.detect.windowSeconds = 1200;
    options.detect.floorShare = 0.0;
    options.detect.alarmsPerDay = 0.0;
    options.detect.freeze = false;
    options.detect.smoothingSamples = 1;
    return options;
}

std::string parametersJson(PipelineOptions options)
{
    auto json = nlohmann::json::object();
    const auto binder = bindParameters(options);
    for (const auto& parameter : binder.parameters())
        json[parameter.name] = parameter.valueText();
    return jsonText(json);
}

ParameterTexts changedParameters(PipelineOptions options)
{
    PipelineOptions defaults;
    defaults.seed = options.seed;
    const auto usual = bindParameters(defaults);
    const auto binder = bindParameters(options);
    ParameterTexts changed;
    for (std::size_t i = 0; i < binder.parameters().size(); ++i) {
        const auto& parameter = binder.parameters()[i];
        if (auto value = parameter.valueText(); value != usual.parameters()[i].valueText())
            changed.emplace_back(parameter.name, std::move(value));
    }
    return changed;
}

Result<PipelineOptions> optionsFromJson(const std::string& text)
{
    PipelineOptions options;
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object())
        return fail(Reason::ParametersUnreadable);
    auto binder = bindParameters(options);
    for (const auto& [name, value] : json.items()) {
        // A parameter of another version is left at its default; one outside today's range is an error.
        const auto result = binder.set(name, value.is_string() ? value.get<std::string>() : jsonText(value));
        if (!result && result.error().code != ErrorCode::NotFound)
            return fail(result.error());
    }
    return options;
}

} // namespace nodesentry
