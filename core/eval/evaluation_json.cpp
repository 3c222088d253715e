#include "core/eval/evaluation.h"

#include "core/base/json_text.h"
#include "core/eval/figures.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace nodesentry {

namespace {

using Json = nlohmann::ordered_json;

Json figure(double value)
{
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

template <class Figures, std::size_t n>
Json asJson(const Figures& figures, const std::array<NamedFigure<Figures>, n>& names)
{
    auto json = Json::object();
    for (const auto& item : names)
        json[item.name] = figure(figures.*item.value);
    return json;
}

template <class Figures, std::size_t n>
Json asJson(const Figures& low, const Figures& high, const std::array<NamedFigure<Figures>, n>& names)
{
    auto json = Json::object();
    for (const auto& item : names) {
        const auto from = low.*item.value;
        const auto to = high.*item.value;
        json[item.name] = std::isfinite(from) && std::isfinite(to) ? Json::array({from, to}) : Json(nullptr);
    }
    return json;
}

} // namespace

std::string toJson(const MethodEvaluation& evaluation)
{
    Json json{{"paper", asJson(evaluation.paper, kPaperFigures)},
              {"strict", asJson(evaluation.strict, kStrictFigures)},
              {"scored_samples", evaluation.scoredSamples}};
    if (const auto& intervals = evaluation.intervals) {
        json["intervals"] = {{"level", intervals->level},
                             {"resamples", intervals->resamples},
                             {"nodes", intervals->nodes},
                             {"labelled_nodes", intervals->labelledNodes},
                             {"paper", asJson(intervals->paperLow, intervals->paperHigh, kPaperFigures)},
                             {"strict", asJson(intervals->strictLow, intervals->strictHigh, kStrictFigures)}};
    } else {
        json["intervals"] = nullptr;
    }
    return jsonText(json);
}

} // namespace nodesentry
