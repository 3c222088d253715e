#include "core/pipeline/stages_p.h"

#include "core/base/log.h"
#include "core/base/ordered_parallel.h"
#include "core/clustering/cluster_library.h"
#include "core/model/cluster_model.h"
#include "core/pipeline/fingerprints_p.h"
#include "core/pipeline/model_freshness_p.h"
#include "core/pipeline/prepared_project_p.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

namespace nodesentry {

namespace fs = std::filesystem;

namespace {

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

/// The samples of one segment, cut out of its node.
struct SegmentSamples {
    SampleMatrix values;
    MaskMatrix filled;
};

/// Reads each node that has one of the segments, one by one on each thread, and keeps the segments only: what
/// is in memory depends on the segments of one cluster, not on the nodes they come from.
/// @return in the order of @p segments
Result<std::vector<SegmentSamples>> readSegments(const PreparedProject& prepared,
                                                 const std::vector<const Segment*>& segments,
                                                 const RunContext& context)
{
    std::map<std::string, std::vector<std::size_t>> byNode;
    for (std::size_t i = 0; i < segments.size(); ++i)
        byNode[segments[i]->node].push_back(i);
    const std::vector<std::pair<std::string, std::vector<std::size_t>>> nodes(byNode.begin(), byNode.end());
    std::vector<SegmentSamples> samples(segments.size());
    NODESENTRY_CHECK(parallelInOrder<bool>(
        static_cast<std::int64_t>(nodes.size()), context,
        [&](std::int64_t item) -> Result<bool> {
            const auto& [name, wanted] = nodes[static_cast<std::size_t>(item)];
            NODESENTRY_TRY(const auto node, prepared.node(name));
            for (const auto i : wanted) {
                samples[i].values = node.values.middleCols(segments[i]->begin, segments[i]->length());
                samples[i].filled = node.filled.middleCols(segments[i]->begin, segments[i]->length());
            }
            return true;
        },
        [&](std::int64_t item, bool) -> Result<void> {
            context.report(static_cast<double>(item + 1) / static_cast<double>(nodes.size()));
            return {};
        }));
    return samples;
}

} // namespace

Result<std::string> runTrain(Project& project, const PipelineOptions& options, const RunContext& context)
{
    NODESENTRY_TRY(const auto prints, StageFingerprints::of(project, options));
    const auto common = prints.ofModels();
    NODESENTRY_TRY(const auto prepared, PreparedProject::open(project));
    NODESENTRY_TRY(const auto bytes, project.document("cluster_library"));
    if (!bytes)
        return fail(ErrorCode::StageMissing, "there are no clusters to train models for",
                    "run 'nodesentry cluster " + project.path() + "'");
    NODESENTRY_TRY(const auto library, ClusterLibrary::fromBytes(*bytes));

    std::map<std::int64_t, const Segment*> segmentById;
    for (const auto& segment : prepared.preparation().segments)
        segmentById[segment.id] = &segment;
    double totalWork = 0.0;
    for (const auto& entry : library.entries())
        totalWork += static_cast<double>(entry.training.size());

    auto models = nlohmann::json::array();
    std::set<std::string> keep;
    double done = 0.0;
    for (const auto& entry : library.entries()) {
        const auto path = project.modelPath(entry.id);
        keep.insert(std::to_string(entry.id));
        const double end = done + static_cast<double>(entry.training.size()) / totalWork;
        const auto part = context.part(done, end);
        done = end;
        const auto fingerprint = modelFingerprint(common, entry);
        if (isTrained(path, fingerprint)) {
            spdlog::info("cluster {}: keeping its model, which learned from just these segments", entry.id);
            models.push_back({{"cluster", entry.id}, {"kept", true}});
            continue;
        }
        std::vector<const Segment*> segments;
        auto training = entry.training; // in an order that does not depend on the centroid
        std::sort(training.begin(), training.end());
        for (const auto id : training) {
            const auto found = segmentById.find(id);
            if (found == segmentById.end())
                return fail(ErrorCode::Corrupt, "the clusters belong to other segments",
                            "run 'nodesentry run " + project.path() + "'");
            segments.push_back(found->second);
        }
        constexpr double kReading = 0.05; // share of the work on one cluster
        NODESENTRY_TRY(const auto samples, readSegments(prepared, segments, part.part(0.0, kReading)));
        std::vector<SegmentView> views;
        for (std::size_t i = 0; i < segments.size(); ++i)
            views.push_back({&samples[i].values, 0, segments[i]->length(), segments[i]->id,
                             &samples[i].filled, segments[i]->position});
        NODESENTRY_TRY(const auto model,
                       ClusterModel::train(views, options.train,
                                           static_cast<std::uint64_t>(options.seed) * 1000003
                                               + static_cast<std::uint64_t>(entry.id),
                                           options.device, part.part(kReading, 1.0)));
        const nlohmann::json extra{{"fingerprint", fingerprint},
                                   {"cluster", entry.id},
                                   {"training_segments", entry.training},
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
