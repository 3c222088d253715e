#include "core/pipeline/stored_evaluation.h"

#include "core/base/reason.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace nodesentry {

namespace {

using Json = nlohmann::json;

bool isObject(const Json& json, const char* key)
{
    return json.contains(key) && json[key].is_object();
}

bool areIntervals(const Json& intervals)
{
    if (intervals.is_null())
        return true;
    if (!isObject(intervals, "strict") || !intervals.contains("nodes")
        || !intervals["nodes"].is_number_integer() || !intervals.contains("level")
        || !intervals["level"].is_number() || !intervals.contains("resamples")
        || !intervals["resamples"].is_number_integer())
        return false;
    const auto& strict = intervals["strict"];
    return std::all_of(strict.begin(), strict.end(), [](const Json& interval) {
        return !interval.is_array()
            || (interval.size() == 2 && interval[0].is_number() && interval[1].is_number());
    });
}

bool areMethods(const Json& json)
{
    if (!isObject(json, "methods"))
        return false;
    const auto& methods = json["methods"];
    return std::all_of(methods.begin(), methods.end(), [](const Json& figures) {
        return isObject(figures, "strict") && isObject(figures, "paper")
            && (!figures.contains("intervals") || areIntervals(figures["intervals"]));
    });
}

bool isEvaluation(const Json& json)
{
    if (!json.is_object() || !areMethods(json))
        return false;
    for (const char* key : {"nodes", "test_samples", "anomalous_samples"})
        if (json.contains(key) && !json[key].is_number())
            return false;
    if (!json.contains("groups"))
        return true;
    const auto& groups = json["groups"];
    return groups.is_object() && std::all_of(groups.begin(), groups.end(), areMethods);
}

} // namespace

Result<nlohmann::json> parseEvaluation(const std::string& text)
{
    auto json = Json::parse(text, nullptr, false);
    if (!isEvaluation(json))
        return fail(Reason::EvaluationDamaged);
    return json;
}

Result<bool> hasEvaluation(const Project& project)
{
    NODESENTRY_TRY(const auto document, project.document("evaluation"));
    return document && (*document == "{}" || parseEvaluation(*document).has_value());
}

} // namespace nodesentry
