#include "core/pipeline/pipeline.h"

#include "core/base/expects.h"
#include "core/base/json_text.h"
#include "core/base/log.h"
#include "core/clustering/cluster_library.h"
#include "core/clustering/merge_tree.h"
#include "core/detect/score_store.h"
#include "core/pipeline/cluster_results.h"
#include "core/pipeline/fingerprints_p.h"
#include "core/pipeline/model_freshness_p.h"
#include "core/pipeline/method_names.h"
#include "core/pipeline/stages_p.h"
#include "core/pipeline/stored_evaluation.h"
#include "core/preprocess/metric_fate.h"
#include "core/preprocess/preparation.h"
#include "core/projection/projection.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <filesystem>

namespace nodesentry {

namespace {

/// Share of a whole run's time, for the progress bar: about what the sample and smd take
/// (docs/performance.md).
double weightOf(Stage stage)
{
    switch (stage) {
    case Stage::Prepare:
        return 0.01;
    case Stage::Features:
        return 0.01;
    case Stage::Cluster:
        return 0.01;
    case Stage::Train:
        return 0.88;
    case Stage::Detect:
        return 0.08;
    case Stage::Evaluate:
        return 0.01;
    }
    return 0.0;
}

/// One unit of work that is recorded and can be up to date: a stage, or the detection by one method.
struct Step {
    Stage stage;
    std::string record; ///< name of its StageRecord
    std::string fingerprint;
    std::string method; ///< of Detect
    std::string scoresFingerprint; ///< of Detect
};

std::vector<Step> stepsOf(Stage stage, const StageFingerprints& prints,
                          const std::vector<std::string>& methods)
{
    std::vector<Step> steps;
    if (stage == Stage::Detect) {
        for (const auto& method : methods)
            steps.push_back(
                {stage, detectRecordName(method), prints.ofDetect(method), method, prints.ofScores(method)});
    } else if (stage == Stage::Evaluate) {
        steps.push_back({stage, stageName(stage), prints.ofEvaluate(methods), {}, {}});
    } else {
        steps.push_back({stage, stageName(stage), prints.of(stage), {}, {}});
    }
    return steps;
}

/// What cannot be read is made again; what a newer version wrote is left to it, and its reader says so.
template <class T> bool isDamaged(const Result<T>& read)
{
    return !read && read.error().code != ErrorCode::VersionTooNew;
}

/// Whether what a step wrote is still there and can be read: people delete files, and disks damage them.
Result<bool> hasFiles(const Project& project, const Step& step)
{
    switch (step.stage) {
    case Stage::Features:
        return std::filesystem::exists(project.featuresPath());
    case Stage::Train:
        return hasAllModels(project);
    case Stage::Detect: {
        NODESENTRY_TRY(const auto scores, ScoreStore::fingerprint(project.scoresPath(), step.method));
        return scores.has_value() && !isDamaged(project.cases(step.method));
    }
    case Stage::Prepare: {
        NODESENTRY_TRY(const auto document, project.document("preparation"));
        if (!document)
            return false;
        const auto preparation = Preparation::fromJson(*document, {});
        NODESENTRY_TRY(const auto catalog, project.metrics());
        return !isDamaged(preparation) && (!preparation || metricFates(catalog, *preparation).has_value());
    }
    case Stage::Cluster: {
        NODESENTRY_TRY(const auto library, project.document("cluster_library"));
        NODESENTRY_TRY(const auto tree, project.document(kMergeTreeDocument));
        NODESENTRY_TRY(const auto plane, project.document(kProjectionDocument));
        return library && !isDamaged(ClusterLibrary::fromBytes(*library))
            && (!tree || !isDamaged(Dendrogram::fromBytes(*tree)))
            && (!plane || !isDamaged(Projection::fromBytes(*plane)));
    }
    case Stage::Evaluate:
        return hasEvaluation(project);
    }
    return true;
}

Result<bool> isFresh(const Project& project, const Step& step)
{
    NODESENTRY_TRY(const auto record, project.stage(step.record));
    if (!record || record->fingerprint != step.fingerprint
        || !nlohmann::json::parse(record->summary, nullptr, false).is_object())
        return false;
    return hasFiles(project, step);
}

Result<std::string> runStep(Project& project, const PipelineOptions& options, const Step& step,
                            const std::vector<std::string>& methods, const EpochListener& onEpoch,
                            const RunContext& context)
{
    switch (step.stage) {
    case Stage::Prepare:
        return runPrepare(project, options, context);
    case Stage::Features:
        return runFeatures(project, options, context);
    case Stage::Cluster:
        return runCluster(project, options, context);
    case Stage::Train:
        return runTrain(project, options, onEpoch, context);
    case Stage::Detect:
        return runDetect(project, options, step.method, step.scoresFingerprint, context);
    case Stage::Evaluate:
        return runEvaluate(project, options, methods, context);
    }
    NODESENTRY_EXPECTS(false, "unknown stage");
    return {};
}

/// Runs what is stale of one stage and records it.
Result<StageOutcome> runSteps(Project& project, const PipelineOptions& options, Stage stage,
                              const StageFingerprints& prints, const std::vector<std::string>& methods,
                              const EpochListener& onEpoch, const RunContext& context)
{
    StageOutcome outcome;
    outcome.stage = stage;
    outcome.upToDate = true;
    auto summaries = nlohmann::json::object();
    const auto steps = stepsOf(stage, prints, methods);
    const auto share = 1.0 / static_cast<double>(steps.size());
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const auto& step = steps[i];
        NODESENTRY_TRY(const bool fresh, isFresh(project, step));
        std::string summary;
        if (fresh) {
            NODESENTRY_TRY(const auto record, project.stage(step.record));
            summary = record->summary;
        } else {
            outcome.upToDate = false;
            const auto begin = std::chrono::steady_clock::now();
            // From here until finishStage() the stored results may be half old and half new.
            NODESENTRY_CHECK(project.forgetStage(step.record));
            const auto part
                = context.part(static_cast<double>(i) * share, static_cast<double>(i + 1) * share);
            NODESENTRY_TRY(summary, runStep(project, options, step, methods, onEpoch, part));
            const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
            outcome.seconds += seconds.count();
            NODESENTRY_CHECK(
                project.finishStage({step.record, step.fingerprint, currentTime(), seconds.count(), summary},
                                    parametersJson(options)));
            spdlog::debug("{} took {:.2f} s", step.record, seconds.count());
        }
        if (step.method.empty())
            outcome.summary = summary;
        else
            summaries[step.method] = nlohmann::json::parse(summary);
    }
    if (stage == Stage::Detect)
        outcome.summary = jsonText(summaries);
    context.report(1.0);
    return outcome;
}

} // namespace

Pipeline::Pipeline(std::shared_ptr<Project> project, PipelineOptions options)
    : m_project(std::move(project)),
      m_options(std::move(options)),
      m_methods{kNodeSentryMethod, "mean_z2", kRandomMethod}
{
    NODESENTRY_EXPECTS(m_project != nullptr, "a pipeline works on a project");
}

void Pipeline::setMethods(std::vector<std::string> methods)
{
    m_methods = std::move(methods);
}

void Pipeline::setEpochListener(EpochListener listener)
{
    m_onEpoch = std::move(listener);
}

Result<std::vector<StageOutcome>> Pipeline::run(const RunContext& context, Stage last)
{
    NODESENTRY_TRY(auto prints, StageFingerprints::of(*m_project, m_options));
    const bool needsModels = last < Stage::Detect
        || std::find(m_methods.begin(), m_methods.end(), kNodeSentryMethod) != m_methods.end();
    const auto isWanted = [&](Stage stage) {
        const bool makesModels = stage == Stage::Features || stage == Stage::Cluster || stage == Stage::Train;
        return stage <= last && (needsModels || !makesModels);
    };
    double total = 0.0;
    for (const auto stage : kAllStages)
        if (isWanted(stage))
            total += weightOf(stage);
    std::vector<StageOutcome> outcomes;
    double done = 0.0;
    for (const auto stage : kAllStages) {
        if (!isWanted(stage))
            continue;
        if (context.stopRequested())
            return cancelled();
        const auto end = done + weightOf(stage) / total;
        NODESENTRY_TRY(auto outcome,
                       runSteps(*m_project, m_options, stage, prints, m_methods, m_onEpoch,
                                context.part(done, end, stageName(stage))));
        if (stage == Stage::Cluster && !outcome.upToDate) {
            // Edits by hand were done again on new clusters: what they came to is another input now.
            NODESENTRY_TRY(prints, StageFingerprints::of(*m_project, m_options));
        }
        outcomes.push_back(std::move(outcome));
        done = end;
    }
    return outcomes;
}

} // namespace nodesentry
