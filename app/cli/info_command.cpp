#include "app/cli/command.h"
#include "app/cli/text_table.h"
#include "app/cli/version.h"
#include "core/base/time.h"
#include "core/model/torch_runtime.h"
#include "core/pipeline/method_names.h"
#include "core/preprocess/preparation.h"
#include "core/project/project.h"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

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
    nlohmann::json info{{"project", project.path()}, {"read_only", project.readOnly()}};
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

Result<nlohmann::json> metricInfo(const Project& project)
{
    NODESENTRY_TRY(const auto metrics, project.metrics());
    NODESENTRY_TRY(const auto document, project.document("preparation"));
    std::vector<std::string> fates(metrics.size());
    if (document) {
        NODESENTRY_TRY(const auto preparation, Preparation::fromJson(*document, {}));
        fates.assign(metrics.size(), "dropped");
        for (const int metric : preparation.keptMetrics)
            fates.at(static_cast<std::size_t>(metric)) = "kept";
        for (const auto& [kept, others] : preparation.keptFor)
            for (const int other : others)
                fates.at(static_cast<std::size_t>(other))
                    = "as " + metrics.at(static_cast<std::size_t>(kept)).name;
    }
    auto list = nlohmann::json::array();
    for (std::size_t i = 0; i < metrics.size(); ++i)
        list.push_back({{"name", metrics[i].name},
                        {"group", metrics[i].group},
                        {"unit", metrics[i].unit},
                        {"kind", metrics[i].kind == MetricKind::Rate ? "rate" : "gauge"},
                        {"reduction", fates[i]}});
    return list;
}

void printProject(const nlohmann::json& info)
{
    fmt::print("{}{}\n{} metrics, {} jobs, {} labels, {} segments, {} clusters\n\n",
               info["project"].get<std::string>(),
               info["read_only"].get<bool>() ? " (in use elsewhere, opened for reading)" : "",
               info["metrics"].dump(), info["jobs"].dump(), info["labels"].dump(), info["segments"].dump(),
               info["clusters"].dump());
    TextTable nodes({"node", "begin", "end", "step s", "samples", "metrics"});
    constexpr std::size_t kShown = 40;
    for (std::size_t i = 0; i < std::min(kShown, info["nodes"].size()); ++i) {
        const auto& node = info["nodes"][i];
        nodes.add({node["node"], node["begin"], node["end"],
                   fmt::format("{:g}", node["step_s"].get<double>()), node["samples"].dump(),
                   node["metrics"].dump()});
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
        fmt::print("{}\n", systemInfo(environment).dump(arguments.json ? -1 : 2));
        return {};
    }
    NODESENTRY_TRY(const auto project, Project::open(arguments.project, OpenMode::ReadOnly));
    if (arguments.metrics) {
        NODESENTRY_TRY(const auto list, metricInfo(*project));
        if (arguments.json) {
            fmt::print("{}\n", list.dump());
            return {};
        }
        TextTable table({"metric", "group", "unit", "kind", "reduction"});
        for (const auto& metric : list)
            table.add({metric["name"], metric["group"], metric["unit"], metric["kind"], metric["reduction"]});
        fmt::print("{}", table.text());
        return {};
    }
    NODESENTRY_TRY(const auto info, projectInfo(*project));
    if (arguments.json)
        fmt::print("{}\n", info.dump());
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
