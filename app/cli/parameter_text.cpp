#include "app/cli/parameter_text.h"

#include "core/base/json_text.h"
#include "core/pipeline/options.h"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <cmath>

namespace nodesentry::cli {

namespace {

const char* nameOf(Audience audience)
{
    switch (audience) {
    case Audience::Basic:
        return "basic";
    case Audience::Expert:
        return "expert";
    case Audience::Experiment:
        break;
    }
    return "experiment";
}

const char* nameOf(Effect effect)
{
    switch (effect) {
    case Effect::Result:
        return "result";
    case Effect::Speed:
        return "speed";
    case Effect::Place:
        break;
    }
    return "place";
}

const char* nameOf(ParameterKind kind)
{
    switch (kind) {
    case ParameterKind::Flag:
        return "flag";
    case ParameterKind::Whole:
        return "whole";
    case ParameterKind::Real:
        return "real";
    case ParameterKind::Text:
        break;
    }
    return "text";
}

std::string lineOf(const ParameterInfo& parameter)
{
    auto text = fmt::format("  {} = {}", parameter.name,
                            parameter.defaultText.empty() ? "''" : parameter.defaultText);
    const auto range = parameter.rangeText();
    if (!range.empty() || !parameter.unit.empty())
        text += fmt::format("  [{}{}{}]", range, range.empty() || parameter.unit.empty() ? "" : " ",
                            parameter.unit);
    const auto* mark = parameter.audience == Audience::Experiment ? " (for experiments)" : "";
    return text + fmt::format("\n      {}{}\n", parameter.help, mark);
}

} // namespace

std::string parameterHelp(Audience last)
{
    PipelineOptions options;
    const auto binder = bindParameters(options);
    const auto& all = binder.parameters();
    const auto isListed = [last](const Parameter& parameter) { return parameter.audience <= last; };
    const auto listed = std::count_if(all.begin(), all.end(), isListed);
    std::string text = "Parameters for --set stage.parameter=value (default, range, unit)";
    if (listed < static_cast<std::ptrdiff_t>(all.size()))
        text += fmt::format(": {} of {}, --help-all lists them all", listed, all.size());
    text += '\n';
    std::vector<std::string> stages; // one is bound in several parts
    for (const auto& parameter : all)
        if (isListed(parameter) && std::find(stages.begin(), stages.end(), parameter.stage()) == stages.end())
            stages.push_back(parameter.stage());
    for (const auto& stage : stages) {
        text += fmt::format("\n{}\n", stage);
        for (const auto& parameter : all)
            if (isListed(parameter) && parameter.stage() == stage)
                text += lineOf(parameter);
    }
    return text;
}

std::string parameterJson()
{
    PipelineOptions options;
    const auto binder = bindParameters(options);
    auto list = nlohmann::json::array();
    for (const auto& parameter : binder.parameters()) {
        nlohmann::json entry{{"name", parameter.name},
                             {"stage", parameter.stage()},
                             {"kind", nameOf(parameter.kind)},
                             {"default", parameter.defaultText},
                             {"unit", parameter.unit},
                             {"help", parameter.help},
                             {"audience", nameOf(parameter.audience)},
                             {"effect", nameOf(parameter.effect)}};
        if (std::isfinite(parameter.range.minimum))
            entry["minimum"] = parameter.range.minimum;
        if (std::isfinite(parameter.range.maximum))
            entry["maximum"] = parameter.range.maximum;
        if (!parameter.choices.empty())
            entry["choices"] = parameter.choices;
        if (!parameter.experimentChoices.empty())
            entry["experiment_choices"] = parameter.experimentChoices;
        list.push_back(std::move(entry));
    }
    return jsonText(nlohmann::json{{"parameters", std::move(list)}});
}

} // namespace nodesentry::cli
