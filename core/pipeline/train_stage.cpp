#include "core/pipeline/stages_p.h"

#include "core/base/json_text.h"
#include "core/base/log.h"
#include "core/base/reason.h"
#include "core/base/side_by_side.h"
#include "core/clustering/cluster_library.h"
#include "core/model/cluster_model.h"
#include "core/model/torch_runtime.h"
#include "core/pipeline/fingerprints_p.h"
#include "core/pipeline/model_freshness_p.h"
#include "core/pipeline/segment_samples_p.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

namespace nodesentry {

namespace fs = std::filesystem;

namespace {

constexpr auto kCheckpointEnding = ".resume";

/// Removes the models of clusters that are no more, and checkpoints of trainings that are done.
Result<void> removeOtherFiles(const Project& project, const std::set<std::string>& keep)
{
    const auto folder = fs::path(project.modelPath(0)).parent_path();
    std::error_code error;
    std::vector<fs::path> old;
    for (const auto& entry : fs::directory_iterator(folder, error))
        if (!keep.contains(entry.path().stem().string()) || entry.path().extension() == kCheckpointEnding)
            old.push_back(entry.path());
    for (const auto& path : old)
        if (!error)
            fs::remove(path, error);
    if (error)
        return fail(ErrorCode::IoError,
                    fmt::format("cannot tidy the models in '{}': {}", folder.string(), error.message()));
    return {};
}

/// Whether more of a cluster is looked at than what its model learns from.
bool looksAtAll(const TrainOptions& options)
{
    return options.tailWeight > 0.0 || options.profileWeight > 0.0 || options.lastingWeight > 0.0
        || options.peerWeight > 0.0;
}

/// A cluster whose model is to be made.
struct ModelJob {
    const ClusterEntry* cluster = nullptr;
    std::string fingerprint;
    std::vector<const Segment*> segments; ///< to learn from
    std::vector<const Segment*> usual; ///< all of the cluster in the training range, evenly chosen
    std::int64_t samples = 0; ///< of those to learn from
};

Result<ModelJob> modelJob(const ClusterEntry& cluster, std::string fingerprint,
                          const std::map<std::int64_t, const Segment*>& segmentById,
                          const std::vector<std::int64_t>& membersInTraining, const TrainOptions& options)
{
    ModelJob job{&cluster, std::move(fingerprint), {}, {}, 0};
    auto training = cluster.training; // in an order that does not depend on the centroid
    std::sort(training.begin(), training.end());
    for (const auto id : training) {
        const auto found = segmentById.find(id);
        if (found == segmentById.end())
            return fail(Reason::ClustersUnfit);
        job.segments.push_back(found->second);
        job.samples += found->second->length();
    }
    for (const auto id : looksAtAll(options) ? membersInTraining : std::vector<std::int64_t>())
        if (const auto found = segmentById.find(id); found != segmentById.end())
            job.usual.push_back(found->second);
    job.usual = usualSegments(std::move(job.usual));
    return job;
}

/// Makes and saves one model.
/// @return its part of the stage's summary
Result<nlohmann::json> trainOne(const ModelJob& job, const Project& project, const PreparedProject& prepared,
                                const PipelineOptions& options, const PeerLevels& peers,
                                const EpochListener& onEpoch, SharedWork& helpers, const RunContext& context)
{
    constexpr double kReading = 0.05; // share of the work on one cluster
    const auto& cluster = *job.cluster;
    const auto path = project.modelPath(cluster.id);
    NODESENTRY_TRY(const auto samples, readSegments(prepared, job.segments, context.part(0.0, kReading)));
    NODESENTRY_TRY(const auto usual,
                   readUsualSegments(prepared, job.usual, peers,
                                     RunContext(context.stopToken(), {}, context.threads())));
    NODESENTRY_TRY(const auto device, resolveDevice(options.device));
    TrainingSupport support;
    support.usual = usual.scoreViews();
    support.helpers = &helpers;
    support.checkpointPath = path + kCheckpointEnding;
    support.checkpointFingerprint = job.fingerprint + " on " + device;
    support.checkpointMinutes = options.checkpointMinutes;
    support.metricNames = prepared.metricNames();
    if (onEpoch)
        support.onEpoch = [&](const EpochFigures& figures) { onEpoch(cluster.id, figures); };
    NODESENTRY_TRY(const auto model,
                   ClusterModel::train(samples.views(), options.train, modelSeed(options.seed, job.segments),
                                       device, context.part(kReading, 1.0), support));
    const nlohmann::json extra{{"fingerprint", job.fingerprint},
                               {"cluster", cluster.id},
                               {"training_segments", cluster.training},
                               {"metrics", prepared.preparation().keptMetrics}};
    NODESENTRY_CHECK(model.save(path, jsonText(nlohmann::json{{"project", extra}})));
    const auto& report = model.report();
    const double loss = report.epochs.empty() ? 0.0 : report.epochs.back().trainLoss;
    spdlog::info("cluster {}: {} epochs, {} steps, loss {:.4g}, {:.0f} samples/s", cluster.id,
                 report.epochs.size(), report.steps, loss, report.tokensPerSecond);
    auto warnings = nlohmann::json::array();
    for (const auto& warning : report.warnings()) {
        spdlog::warn("cluster {}: {}", cluster.id, warning);
        warnings.push_back(fmt::format("cluster {}: {}", cluster.id, warning));
    }
    return nlohmann::json{{"cluster", cluster.id},
                          {"kept", false},
                          {"segments", cluster.training.size()},
                          {"windows", report.windows},
                          {"parameters", report.parameters},
                          {"epochs", report.epochs.size()},
                          {"steps", report.steps},
                          {"loss", loss},
                          {"learning_rate", report.learningRate},
                          {"seconds", report.seconds},
                          {"resumed_at", report.resumedAt},
                          {"tokens_per_second", report.tokensPerSecond},
                          {"expert_share", report.expertShare},
                          {"warnings", warnings}};
}

/// An error with the cluster that it is of.
Error ofCluster(Error error, int cluster)
{
    if (error.reason == Reason::TrainingDiverged || error.reason == Reason::TrainingDivergedAgain)
        return errorOf(Reason::ClusterDiverged,
                       {std::to_string(cluster), error.arguments[0], error.arguments[1]});
    if (error.code != ErrorCode::Cancelled)
        error.message = fmt::format("cluster {}: {}", cluster, error.message);
    return error;
}

} // namespace

Result<std::string> runTrain(Project& project, const PipelineOptions& options, const EpochListener& onEpoch,
                             const RunContext& context)
{
    NODESENTRY_TRY(const auto prints, StageFingerprints::of(project, options));
    const auto common = prints.ofModels();
    NODESENTRY_TRY(const auto prepared, PreparedProject::open(project));
    NODESENTRY_TRY(const auto bytes, project.document("cluster_library"));
    if (!bytes)
        return fail(Reason::NoClusters);
    NODESENTRY_TRY(const auto library, ClusterLibrary::fromBytes(*bytes));
    std::map<std::int64_t, const Segment*> segmentById;
    for (const auto& segment : prepared.preparation().segments)
        segmentById[segment.id] = &segment;

    NODESENTRY_TRY(const auto members, project.clusterMembers());
    std::map<int, std::vector<std::int64_t>> inTraining; // by cluster; short segments are matched ones
    for (const auto& member : members)
        if (const auto found = segmentById.find(member.segment);
            found != segmentById.end() && found->second->train && member.fits)
            inTraining[member.cluster].push_back(member.segment);

    std::error_code error; // where it cannot be made, writing says so
    fs::create_directories(fs::path(project.modelPath(0)).parent_path(), error);
    NODESENTRY_TRY(const auto present, ModelFreshness::of(project));
    const auto& entries = library.entries();
    std::vector<nlohmann::json> models(entries.size());
    std::vector<std::size_t> placeOfJob; // among the models
    std::vector<ModelJob> jobs;
    std::set<std::string> keep;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        keep.insert(std::to_string(entries[i].id));
        auto fingerprint = modelFingerprint(common, entries[i]);
        if (present.isTrained(project.modelPath(entries[i].id), fingerprint)) {
            spdlog::info("cluster {}: keeping its model, which learned from just these segments",
                         entries[i].id);
            models[i] = {{"cluster", entries[i].id}, {"kept", true}};
            continue;
        }
        NODESENTRY_TRY(auto job,
                       modelJob(entries[i], std::move(fingerprint), segmentById, inTraining[entries[i].id],
                                options.train));
        jobs.push_back(std::move(job));
        placeOfJob.push_back(i);
    }
    std::vector<double> work;
    std::vector<std::string> names;
    for (const auto& job : jobs) {
        work.push_back(static_cast<double>(job.samples));
        names.push_back(fmt::format("cluster {}", job.cluster->id));
    }
    constexpr double kComparing = 0.05; // share of the work on what nodes of jobs do at the same time
    std::vector<const Segment*> compared;
    if (options.train.peerWeight > 0.0)
        for (const auto& job : jobs)
            compared.insert(compared.end(), job.usual.begin(), job.usual.end());
    NODESENTRY_TRY(const auto peers,
                   PeerLevels::measure(prepared, compared, project.path(), context.part(0.0, kComparing)));
    NODESENTRY_CHECK(runSideBySide(
        work, names, context.part(kComparing, 1.0),
        [&](std::size_t i, SharedWork& helpers, const RunContext& part) -> Result<void> {
            auto model = trainOne(jobs[i], project, prepared, options, peers, onEpoch, helpers, part);
            if (!model)
                return fail(ofCluster(std::move(model).error(), jobs[i].cluster->id));
            models[placeOfJob[i]] = std::move(*model);
            return {};
        }));
    NODESENTRY_CHECK(removeOtherFiles(project, keep));
    auto warnings = nlohmann::json::array();
    for (const auto& model : models)
        if (model.contains("warnings"))
            for (const auto& warning : model["warnings"])
                warnings.push_back(warning);
    return jsonText(nlohmann::json{{"models", models}, {"warnings", warnings}});
}

} // namespace nodesentry
