#include "core/eval/evaluation.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace nodesentry {

namespace {

using Json = nlohmann::ordered_json;

Json figure(double value)
{
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

} // namespace

std::string toJson(const MethodEvaluation& evaluation)
{
    const PaperFigures& paper = evaluation.paper;
    const StrictFigures& strict = evaluation.strict;
    const Json json = {{"paper",
                        {{"precision", figure(paper.precision)},
                         {"recall", figure(paper.recall)},
                         {"auc", figure(paper.auc)},
                         {"f1", figure(paper.f1)}}},
                       {"strict",
                        {{"f1", figure(strict.f1)},
                         {"precision", figure(strict.precision)},
                         {"recall", figure(strict.recall)},
                         {"f1_oracle", figure(strict.f1Oracle)},
                         {"pa_k20", figure(strict.paK20)},
                         {"composite_f1", figure(strict.compositeF1)},
                         {"event_precision", figure(strict.eventPrecision)},
                         {"event_recall", figure(strict.eventRecall)},
                         {"auc_roc", figure(strict.aucRoc)},
                         {"auc_pr", figure(strict.aucPr)},
                         {"vus_pr", figure(strict.vusPr)},
                         {"delay_s", figure(strict.delaySeconds)},
                         {"false_alarms_per_node_day", figure(strict.falseAlarmsPerNodeDay)}}}};
    return json.dump();
}

} // namespace nodesentry
