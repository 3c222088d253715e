#include "app/cli/command.h"
#include "app/cli/text_table.h"
#include "app/cli/version.h"
#include "core/base/json_text.h"
#include "core/base/time.h"
#include "core/model/torch_runtime.h"
#include "core/pipeline/method_names.h"
#include "core/pipeline/stored_options.h"
#include "core/preprocess/metric_fate.h"
#include "core/project/project.h"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>
#include <spdlog/fmt/ranges.h>

#include <memory>

namespace nodesentry::cli {

namespace {

struct InfoArguments {
    std::string project;
    bool system = false;
    bool metrics = false;
    bool json = false;
};

nlohmann::json systemInfo(const Environment& environment)
{
    auto methods = nlohmann::json::object();
    for (const auto& method : knownMethods())
        methods[method.name] = method.description;
    return {{"version", kVersion},
            {"threads", environment.threads},
            {"torch", nlohmann::json::parse(torchInfoJson())},
            {"methods", methods}};
}

Result<nlohmann::json> projectInfo(const Project& project)
{
    nlohmann::json info{{"project", project.path()}};
    NODESENTRY_TRY(const auto metrics, project.metrics());
    NODESENTRY_TRY(const auto jobs, project.jobs());
    NODESENTRY_TRY(const auto labels, project.labels());
    NODESENTRY_TRY(const auto segments, project.segments());
    NODESENTRY_TRY(const auto clusters, project.clusters());
    NODESENTRY_TRY(const auto stages, project.stages());
    info["metrics"] = metrics.size();
    info["jobs"] = jobs.size();
    info["labels"] = labels.size();
    info["segments"] = segments.size();
    info["clusters"] = clusters.size();
    info["nodes"] = nlohmann::json::array();
    if (const auto store = project.openSeries()) {
        for (const auto& node : (*store)->nodes()) {
            nlohmann::json entry{{"node", node.node},
                                 {"begin", formatUtc(node.grid.origin)},
                                 {"end", formatUtc(node.grid.range().end)},
                                 {"step_s", node.grid.stepSeconds()},
                                 {"samples", node.grid.size},
                                 {"metrics", node.metrics.size()}};
            if (node.trainEnd)
                entry["train_end"] = formatUtc(*node.trainEnd);
            info["nodes"].push_back(std::move(entry));
        }
    } else if (store.error().code != ErrorCode::StageMissing) {
        return fail(store.error());
    }
    info["stages"] = nlohmann::json::array();
    for (const auto& stage : stages)
        info["stages"].push_back({{"stage", stage.stage},
                                  {"finished", formatUtc(stage.finished)},
                                  {"seconds", stage.seconds},
                                  {"summary", nlohmann::json::parse(stage.summary, nullptr, false)}});
    return info;
}

const char* fateName(MetricFate::Kind kind)
{
    switch (kind) {
    case MetricFate::Kind::Kept:
    case MetricFate::Kind::KeptConstant:
    case MetricFate::Kind::KeptDrifting:
        return "kept";
    case MetricFate::Kind::Redundant:
    case MetricFate::Kind::NeverMeasured:
        return "dropped";
    case MetricFate::Kind::NotPrepared:
        break;
    }
    return "not prepared";
}

std::string fateReason(const MetricFate& fate, const MetricCatalog& metrics, double correlationThreshold)
{
    switch (fate.kind) {
    case MetricFate::Kind::KeptConstant:
        return "constant in training";
    case MetricFate::Kind::Redundant:
        return fmt::format("|r| >= {:g} with {}", correlationThreshold,
                           metrics[static_cast<std::size_t>(fate.standIn)].name);
    case MetricFate::Kind::NeverMeasured:
        return "no value in training";
    case MetricFate::Kind::Kept:
    case MetricFate::Kind::KeptDrifting:
        return fate.driftingNodes == 0 ? std::string()
                                       : fmt::format("drifts in training on {} node{}", fate.driftingNodes,
                                                     fate.driftingNodes == 1 ? "" : "s");
    case MetricFate::Kind::NotPrepared:
        break;
    }
    return {};
}

/// The catalogue, and what the reduction of stage "prepare" made of each metric.
Result<nlohmann::json> metricInfo(const Project& project)
{
    NODESENTRY_TRY(const auto metrics, project.metrics());
    NODESENTRY_TRY(const auto document, project.document("preparation"));
    NODESENTRY_TRY(const auto options, storedOptions(project));
    Preparation preparation;
    if (document) {
        NODESENTRY_TRY(preparation, Preparation::fromJson(*document, {}));
    }
    NODESENTRY_TRY(const auto fates, metricFates(metrics, preparation));
    auto list = nlohmann::json::array();
    auto keptFor = nlohmann::json::object();
    std::size_t kept = 0;
    for (std::size_t i = 0; i < metrics.size(); ++i) {
        const std::string fate = fateName(fates[i].kind);
        kept += fate == "kept";
        list.push_back({{"name", metrics[i].name},
                        {"group", metrics[i].group},
                        {"unit", metrics[i].unit},
                        {"kind", metrics[i].kind == MetricKind::Rate ? "rate" : "gauge"},
                        {"reduction", fate},
                        {"because", fateReason(fates[i], metrics, options.prepare.correlationThreshold)}});
        if (fates[i].keptFor.empty())
            continue;
        auto& others = keptFor[metrics[i].name] = nlohmann::json::array();
        for (const int other : fates[i].keptFor)
            others.push_back(metrics[static_cast<std::size_t>(other)].name);
    }
    return nlohmann::json{{"project", project.path()},
                          {"prepared", document.has_value()},
                          {"correlation_threshold", options.prepare.correlationThreshold},
                          {"kept", kept},
                          {"metrics", std::move(list)},
                          {"kept_for", std::move(keptFor)}};
}

void printMetrics(const nlohmann::json& info)
{
    TextTable table({"metric", "group", "unit", "kind", "reduction", "because"});
    for (const auto& metric : info["metrics"])
        table.add({metric["name"], metric["group"], metric["unit"], metric["kind"], metric["reduction"],
                   metric["because"]});
    fmt::print("{}", table.text());
    if (!info["prepared"].get<bool>()) {
        fmt::print("\n{} metrics; stage prepare has not run\n", info["metrics"].size());
        return;
    }
    fmt::print("\n{} of {} metrics kept\n", jsonText(info["kept"]), info["metrics"].size());
    for (const auto& [name, others] : info["kept_for"].items())
        fmt::print("  {} stands for {}\n", name, fmt::join(others.get<std::vector<std::string>>(), ", "));
}

void printProject(const nlohmann::json& info)
{
    fmt::print("{}\n{} metrics, {} jobs, {} labels, {} segments, {} clusters\n\n",
               info["project"].get<std::string>(), jsonText(info["metrics"]), jsonText(info["jobs"]),
               jsonText(info["labels"]), jsonText(info["segments"]), jsonText(info["clusters"]));
    TextTable nodes({"node", "begin", "end", "step s", "samples", "metrics"});
    constexpr std::size_t kShown = 40;
    for (std::size_t i = 0; i < std::min(kShown, info["nodes"].size()); ++i) {
        const auto& node = info["nodes"][i];
        nodes.add({node["node"], node["begin"], node["end"],
                   fmt::format("{:g}", node["step_s"].get<double>()), jsonText(node["samples"]),
                   jsonText(node["metrics"])});
    }
    fmt::print("{}", nodes.text());
    if (info["nodes"].size() > kShown)
        fmt::print("and {} more\n", info["nodes"].size() - kShown);
    TextTable stages({"stage", "finished", "seconds"});
    for (const auto& stage : info["stages"])
        stages.add(
            {stage["stage"], stage["finished"], fmt::format("{:.2f}", stage["seconds"].get<double>())});
    fmt::print("\n{}", stages.text());
}

Result<void> printInfo(const InfoArguments& arguments, const Environment& environment)
{
    if (arguments.system || arguments.project.empty()) {
        fmt::print("{}\n", jsonText(systemInfo(environment), arguments.json ? -1 : 2));
        return {};
    }
    NODESENTRY_TRY(const auto project, Project::open(arguments.project, OpenMode::ReadOnly));
    if (arguments.metrics) {
        NODESENTRY_TRY(const auto info, metricInfo(*project));
        if (arguments.json)
            fmt::print("{}\n", jsonText(info));
        else
            printMetrics(info);
        return {};
    }
    NODESENTRY_TRY(const auto info, projectInfo(*project));
    if (arguments.json)
        fmt::print("{}\n", jsonText(info));
    else
        printProject(info);
    return {};
}

} // namespace

void addInfoCommand(CommandList& commands)
{
    const auto arguments = std::make_shared<InfoArguments>();
    auto* command = commands.add(
        "info", "Say what a project holds, or what this program runs on",
        [arguments](const Environment& environment) { return printInfo(*arguments, environment); });
    auto* project = command->add_option("PROJECT", arguments->project, "Project folder, NAME.nsproj");
    command->add_flag("--system", arguments->system, "Versions, devices, BLAS and methods")
        ->excludes(project);
    command->add_flag("--metrics", arguments->metrics, "List the metrics and what the reduction made of each")
        ->needs(project);
    command->add_flag("--json", arguments->json, "Answer with one JSON object");
}

} // namespace nodesentry::cli
