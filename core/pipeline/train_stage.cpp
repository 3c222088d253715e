#include "core/pipeline/stages_p.h"

#include "core/base/log.h"
#include "core/clustering/cluster_library.h"
#include "core/model/cluster_model.h"
#include "core/pipeline/prepared_project_p.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>

namespace nodesentry {

namespace fs = std::filesystem;

namespace {

/// Whether a complete model with this fingerprint is there, from a run that was cut short.
bool isTrained(const std::string& path, const std::string& fingerprint)
{
    std::ifstream stream(path + ".json");
    if (!stream || !fs::exists(path + ".pt"))
        return false;
    const auto json = nlohmann::json::parse(stream, nullptr, false);
    return json.is_object() && json.contains("project")
        && json["project"].value("fingerprint", "") == fingerprint;
}

/// Removes the models of clusters that are no more.
Result<void> removeOtherModels(const Project& project, const std::set<std::string>& keep)
{
    const auto folder = fs::path(project.modelPath(0)).parent_path();
    std::error_code error;
    std::vector<fs::path> old;
    for (const auto& entry : fs::directory_iterator(folder, error))
        if (!keep.contains(entry.path().stem().string()))
            old.push_back(entry.path());
    for (const auto& path : old)
        if (!error)
            fs::remove(path, error);
    if (error)
        return fail(ErrorCode::IoError,
                    fmt::format("cannot tidy the models in '{}': {}", folder.string(), error.message()));
    return {};
}

} // namespace

Result<std::string> runTrain(Project& project, const PipelineOptions& options, const std::string& fingerprint,
                             const RunContext& context)
{
    NODESENTRY_TRY(const auto prepared, PreparedProject::open(project));
    NODESENTRY_TRY(const auto bytes, project.document("cluster_library"));
    if (!bytes)
        return fail(ErrorCode::StageMissing, "there are no clusters to train models for",
                    "run 'nodesentry cluster " + project.path() + "'");
    NODESENTRY_TRY(const auto library, ClusterLibrary::fromBytes(*bytes));

    std::set<std::int64_t> wanted;
    double totalWork = 0.0;
    for (const auto& entry : library.entries()) {
        wanted.insert(entry.training.begin(), entry.training.end());
        totalWork += static_cast<double>(entry.training.size());
    }
    // Only nodes with a training segment are read.
    std::map<std::int64_t, std::pair<std::size_t, Segment>> segmentById;
    std::vector<PreparedNode> nodes;
    for (const auto& name : prepared.nodes()) {
        NODESENTRY_TRY(auto node, prepared.node(name));
        bool used = false;
        for (const auto& segment : node.segments) {
            if (wanted.contains(segment.id)) {
                segmentById[segment.id] = {nodes.size(), segment};
                used = true;
            }
        }
        if (used)
            nodes.push_back(std::move(node));
    }

    auto models = nlohmann::json::array();
    std::set<std::string> keep;
    double done = 0.0;
    for (const auto& entry : library.entries()) {
        const auto path = project.modelPath(entry.id);
        keep.insert(std::to_string(entry.id));
        const double end = done + static_cast<double>(entry.training.size()) / totalWork;
        const auto part = context.part(done, end);
        done = end;
        if (isTrained(path, fingerprint)) {
            spdlog::info("cluster {}: keeping the model of the run that was cut short", entry.id);
            models.push_back({{"cluster", entry.id}, {"kept", true}});
            continue;
        }
        std::vector<SegmentView> views;
        auto segmentIds = nlohmann::json::array();
        for (const auto id : entry.training) {
            const auto& [node, segment] = segmentById.at(id);
            views.push_back({&nodes[node].values, segment.begin, segment.end, id, &nodes[node].filled});
            segmentIds.push_back(id);
        }
        NODESENTRY_TRY(const auto model,
                       ClusterModel::train(views, options.train,
                                           static_cast<std::uint64_t>(options.seed) * 1000003
                                               + static_cast<std::uint64_t>(entry.id),
                                           options.device, part));
        const nlohmann::json extra{{"fingerprint", fingerprint},
                                   {"cluster", entry.id},
                                   {"training_segments", segmentIds},
                                   {"metrics", prepared.preparation().keptMetrics}};
        NODESENTRY_CHECK(model.save(path, nlohmann::json{{"project", extra}}.dump()));
        const auto& report = model.report();
        models.push_back({{"cluster", entry.id},
                          {"kept", false},
                          {"segments", entry.training.size()},
                          {"windows", report.windows},
                          {"parameters", report.parameters},
                          {"epochs", report.epochs.size()},
                          {"loss", report.epochs.empty() ? 0.0 : report.epochs.back().trainLoss},
                          {"seconds", report.seconds},
                          {"tokens_per_second", report.tokensPerSecond},
                          {"expert_share", report.expertShare}});
    }
    NODESENTRY_CHECK(removeOtherModels(project, keep));
    return nlohmann::json{{"models", models}}.dump();
}

} // namespace nodesentry
