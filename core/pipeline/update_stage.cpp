#include "core/pipeline/update_stage.h"

#include "core/base/json_text.h"
#include "core/base/log.h"
#include "core/base/reason.h"
#include "core/base/side_by_side.h"
#include "core/clustering/cluster_library.h"
#include "core/features/feature_store.h"
#include "core/model/cluster_model.h"
#include "core/pipeline/cluster_name_p.h"
#include "core/pipeline/cluster_results.h"
#include "core/pipeline/fingerprints_p.h"
#include "core/pipeline/model_freshness_p.h"
#include "core/pipeline/node_features_p.h"
#include "core/pipeline/segment_hints_p.h"
#include "core/pipeline/segment_samples_p.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <limits>
#include <map>
#include <optional>
#include <set>

namespace nodesentry {

namespace {

using nlohmann::json;
using Part = FeatureStore::Part;

constexpr auto kFinished = {Stage::Prepare, Stage::Features, Stage::Cluster, Stage::Train};

/// What the project has before the update.
struct Before {
    Preparation preparation;
    ClusterLibrary library;
    std::vector<ClusterRecord> clusters;
    std::map<std::int64_t, ClusterMember> members; ///< by segment
};

Result<Before> readBefore(const Project& project)
{
    NODESENTRY_TRY(const auto trained, project.stage(stageName(Stage::Train)));
    NODESENTRY_TRY(const auto document, project.document("preparation"));
    NODESENTRY_TRY(const auto bytes, project.document("cluster_library"));
    if (!trained || !document || !bytes)
        return fail(Reason::NoModels);
    Before before;
    NODESENTRY_TRY(auto segments, project.segments());
    NODESENTRY_TRY(before.preparation, Preparation::fromJson(*document, std::move(segments)));
    NODESENTRY_TRY(before.library, ClusterLibrary::fromBytes(*bytes));
    NODESENTRY_TRY(before.clusters, project.clusters());
    NODESENTRY_TRY(const auto members, project.clusterMembers());
    for (const auto& member : members)
        before.members[member.segment] = member;
    return before;
}

/// Features of all segments there are now: those that were there are copied.
/// @return the writer of the file, not committed, and the features of the segments in @p wanted by segment
struct Features {
    FeatureStoreWriter writer;
    std::map<std::int64_t, std::pair<Eigen::VectorXd, Eigen::VectorXd>> wanted; ///< whole, prefix
};
Result<Features> makeFeatures(const Project& project, const PreparedProject& prepared,
                              const std::set<std::int64_t>& added, const std::set<std::int64_t>& wanted,
                              double matchPeriodSeconds, const std::string& standardise,
                              const RunContext& context)
{
    NODESENTRY_TRY(const auto old, FeatureStore::open(project.featuresPath()));
    NODESENTRY_TRY(const auto set, featureSetFromName(old.featureSet()));
    std::map<std::int64_t, std::int64_t> rowOf;
    for (std::size_t row = 0; row < old.segments().size(); ++row)
        rowOf[old.segments()[row]] = static_cast<std::int64_t>(row);
    std::vector<std::int64_t> ids;
    for (const auto& segment : prepared.preparation().segments)
        ids.push_back(segment.id);
    NODESENTRY_TRY(auto writer,
                   FeatureStoreWriter::create(project.featuresPath(), old.featureSet(), old.names(), ids));
    Features features{std::move(writer), {}};
    for (std::int64_t n = 0; n < prepared.nodeCount(); ++n) {
        if (context.stopRequested())
            return cancelled();
        const auto& name = prepared.entries()[static_cast<std::size_t>(n)].node;
        const auto segments = prepared.preparation().segmentsOf(name);
        NodeFeatures fresh;
        if (std::any_of(segments.begin(), segments.end(),
                        [&](const Segment& s) { return added.contains(s.id); })) {
            NODESENTRY_TRY(auto node, prepared.nodeForFeatures(name, standardise));
            std::erase_if(node.segments, [&](const Segment& s) { return !added.contains(s.id); });
            NODESENTRY_TRY(fresh, extractNode(node, set, matchPeriodSeconds, context));
        }
        Eigen::Index next = 0; // of the fresh ones
        for (const auto& segment : segments) {
            FeatureMatrix whole;
            FeatureMatrix prefix;
            if (added.contains(segment.id)) {
                whole = fresh.whole.row(next);
                prefix = fresh.prefix.row(next++);
            } else if (const auto row = rowOf.find(segment.id); row != rowOf.end() && old.has(Part::Prefix)) {
                NODESENTRY_TRY(whole, old.rows(Part::Whole, row->second, row->second + 1));
                NODESENTRY_TRY(prefix, old.rows(Part::Prefix, row->second, row->second + 1));
            } else {
                return fail(Reason::FeaturesUnfit);
            }
            if (wanted.contains(segment.id))
                features.wanted[segment.id] = {whole.row(0).transpose(), prefix.row(0).transpose()};
            NODESENTRY_CHECK(features.writer.add(whole, prefix));
        }
        context.report(static_cast<double>(n + 1) / static_cast<double>(prepared.nodeCount()), name);
    }
    return features;
}

/// A model that is made or goes on learning.
struct ModelWork {
    int cluster = 0;
    std::vector<const Segment*> replayed; ///< that the model knows; empty: it is new
    std::vector<const Segment*> fresh;
    std::optional<ClusterModel> model; ///< what came of it; none where the old one stays
    json summary;
};

double meanSquaredError(const std::vector<Reconstruction>& results, std::span<const SegmentView> segments)
{
    double sum = 0.0;
    std::int64_t count = 0;
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const auto& segment = segments[i];
        for (Eigen::Index m = 0; m < segment.values->rows(); ++m)
            for (std::int64_t t = segment.begin; t < segment.end; ++t) {
                if (segment.filled && (*segment.filled)(m, t))
                    continue;
                const double error
                    = static_cast<double>((*segment.values)(m, t)) - results[i].values(m, t - segment.begin);
                sum += error * error;
                ++count;
            }
    }
    return count > 0 ? sum / static_cast<double>(count) : 0.0;
}

/// Mean squared error of what a model says of segments while they are hidden from it.
Result<double> lossOn(const ClusterModel& model, std::span<const SegmentView> segments,
                      const RunContext& context)
{
    std::vector<ScoreView> views;
    for (const auto& segment : segments)
        views.push_back(
            {segment.values, segment.values, segment.begin, segment.end, segment.position, segment.filled});
    NODESENTRY_TRY(const auto results, model.reconstruct(views, RunContext(context.stopToken())));
    return meanSquaredError(results, segments);
}

class Update {
public:
    Update(Project& project, const PipelineOptions& options, const EpochListener& onEpoch, Before before)
        : m_project(project),
          m_options(options),
          m_onEpoch(onEpoch),
          m_before(std::move(before))
    {
    }

    Result<std::string> run(const RunContext& context)
    {
        const auto begin = std::chrono::steady_clock::now();
        NODESENTRY_CHECK(cutNewSegments(context.part(0.0, 0.05, "prepare")));
        NODESENTRY_CHECK(matchNewSegments(context.part(0.05, 0.2, "features")));
        NODESENTRY_CHECK(makeNewClusters(context.part(0.2, 0.22, "cluster")));
        NODESENTRY_CHECK(makeModels(context.part(0.22, 1.0, "train")));
        if (context.stopRequested())
            return cancelled();
        return store(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    }

private:
    Result<void> cutNewSegments(const RunContext& context)
    {
        NODESENTRY_TRY(m_store, m_project.openSeries());
        NODESENTRY_TRY(const auto jobs, m_project.jobs());
        NODESENTRY_TRY(auto extended,
                       extendPreparation(m_before.preparation, *m_store, jobs, m_options.prepare, context));
        m_added.insert(extended.added.begin(), extended.added.end());
        m_removed = extended.removed;
        NODESENTRY_TRY(const auto catalog, m_project.metrics());
        m_prepared = PreparedProject::of(std::move(extended.preparation), m_store, catalog);
        for (const auto& segment : m_prepared.preparation().segments)
            m_segmentById[segment.id] = &segment;
        for (const auto id : m_removed)
            m_before.members.erase(id);
        return {};
    }

    Result<void> matchNewSegments(const RunContext& context)
    {
        std::set<std::int64_t> wanted = m_added;
        for (const auto& [id, member] : m_before.members)
            if (isWaiting(member))
                wanted.insert(id);
        NODESENTRY_TRY(auto features,
                       makeFeatures(m_project, m_prepared, m_added, wanted,
                                    m_options.cluster.matchPeriodSeconds, m_options.features.standardise,
                                    context));
        m_features.emplace(std::move(features));
        const auto& library = m_before.library;
        m_members = m_before.members;
        for (const auto id : m_added) {
            const auto match
                = library.match(m_features->wanted.at(id).second, m_segmentById.at(id)->length());
            const int cluster = match.fits ? match.cluster : library.usesNearest() ? match.nearest : -1;
            m_members[id] = memberOf(id, cluster, true, match.fits, match.distance, match.margin);
            if (match.fits)
                m_matched[match.cluster].emplace_back(match.distance, id);
        }
        return {};
    }

    Result<void> makeNewClusters(const RunContext& context)
    {
        m_library = m_before.library;
        std::vector<std::int64_t> waiting;
        for (const auto& [id, member] : m_members)
            if (isWaiting(member))
                waiting.push_back(id);
        std::vector<const Segment*> candidates;
        for (const auto id : waiting)
            candidates.push_back(m_segmentById.at(id));
        const auto longEnough = segmentsForClusters(candidates, m_options.cluster);
        std::erase_if(waiting, [&, i = std::size_t{0}](std::int64_t) mutable { return !longEnough[i++]; });
        if (static_cast<int>(waiting.size()) < m_options.update.minSegments)
            return {};
        const auto columns = m_library.wholeScaler().columns();
        FeatureMatrix whole(static_cast<Eigen::Index>(waiting.size()), columns);
        FeatureMatrix prefix(whole.rows(), columns);
        for (std::size_t i = 0; i < waiting.size(); ++i) {
            const auto& [ofWhole, ofPrefix] = m_features->wanted.at(waiting[i]);
            whole.row(static_cast<Eigen::Index>(i)) = ofWhole.transpose();
            prefix.row(static_cast<Eigen::Index>(i)) = ofPrefix.transpose();
        }
        std::vector<const Segment*> segments;
        for (const auto id : waiting)
            segments.push_back(m_segmentById.at(id));
        NODESENTRY_TRY(const int firstId, m_project.nextClusterId());
        NODESENTRY_TRY(auto result,
                       clusterSegments(waiting, whole, prefix, columns / m_prepared.metricCount(),
                                       m_options.cluster, firstId, context, &m_before.library,
                                       hintsOf(segments, m_options.cluster)));
        m_library = std::move(result.library);
        // How often known kinds are turned away was measured on all of them, not on the new ones.
        m_library.setCalibration(m_before.library.calibration());
        for (std::size_t i = 0; i < waiting.size(); ++i)
            if (result.clusterOfRow[i] >= 0)
                m_members[waiting[i]] = memberOf(waiting[i], result.clusterOfRow[i], false, true,
                                                 result.distanceOfRow[i], 1.0, result.silhouetteOfRow[i]);
        return {};
    }

    Result<void> makeModels(const RunContext& context)
    {
        std::vector<ModelWork> works;
        for (const auto& entry : m_library.entries()) {
            ModelWork work;
            work.cluster = entry.id;
            const bool known = m_before.library.find(entry.id) != nullptr;
            for (const auto id : entry.training)
                (known ? work.replayed : work.fresh).push_back(m_segmentById.at(id));
            if (const auto found = m_matched.find(entry.id); found != m_matched.end()) {
                auto nearest = found->second;
                std::sort(nearest.begin(), nearest.end());
                nearest.resize(
                    std::min(nearest.size(), static_cast<std::size_t>(m_options.cluster.trainingSegments)));
                for (const auto& [distance, id] : nearest)
                    work.fresh.push_back(m_segmentById.at(id));
            }
            if (!work.fresh.empty())
                works.push_back(std::move(work));
        }
        std::vector<const Segment*> compared;
        if (m_options.train.peerWeight > 0.0)
            for (const auto& work : works) {
                const auto usual = usualOf(work.cluster);
                compared.insert(compared.end(), usual.begin(), usual.end());
            }
        NODESENTRY_TRY(m_peers,
                       PeerLevels::measure(m_prepared, compared, m_project.path(), context.part(0.0, 0.05)));
        std::vector<double> amounts;
        std::vector<std::string> names;
        for (const auto& work : works) {
            amounts.push_back(work.replayed.empty() ? m_options.train.minSteps : m_options.update.steps);
            names.push_back(fmt::format("cluster {}", work.cluster));
        }
        NODESENTRY_CHECK(runSideBySide(amounts, names, context.part(0.05, 1.0),
                                       [&](std::size_t i, SharedWork& helpers, const RunContext& part) {
                                           return works[i].replayed.empty()
                                               ? trainNew(works[i], helpers, part)
                                               : fineTune(works[i], helpers, part);
                                       }));
        m_works = std::move(works);
        return {};
    }

    /// What is usual in a cluster from now on: its segments of the training range, and all that fit it since.
    [[nodiscard]] std::vector<const Segment*> usualOf(int cluster) const
    {
        std::vector<const Segment*> segments;
        for (const auto& [id, member] : m_members)
            if (member.cluster == cluster && member.fits
                && (m_segmentById.at(id)->train || m_added.contains(id) || !member.matched))
                segments.push_back(m_segmentById.at(id));
        return usualSegments(std::move(segments));
    }

    Result<SegmentSamples> readUsual(int cluster, const RunContext& context) const
    {
        return readUsualSegments(m_prepared, usualOf(cluster), m_peers,
                                 RunContext(context.stopToken(), {}, context.threads()));
    }

    /// @param usual  must outlive what is returned
    TrainingSupport supportOf(int cluster, const SegmentSamples& usual, SharedWork& helpers) const
    {
        TrainingSupport support;
        support.helpers = &helpers;
        support.usual = usual.scoreViews();
        support.metricNames = m_prepared.metricNames();
        if (m_onEpoch)
            support.onEpoch = [this, cluster](const EpochFigures& figures) { m_onEpoch(cluster, figures); };
        return support;
    }

    Result<void> trainNew(ModelWork& work, SharedWork& helpers, const RunContext& context) const
    {
        NODESENTRY_TRY(const auto samples, readSegments(m_prepared, work.fresh, context.part(0.0, 0.05)));
        NODESENTRY_TRY(const auto usual, readUsual(work.cluster, context));
        const auto support = supportOf(work.cluster, usual, helpers);
        NODESENTRY_TRY(auto model,
                       ClusterModel::train(samples.views(), m_options.train,
                                           modelSeed(m_options.seed, work.fresh), m_options.device,
                                           context.part(0.05, 1.0), support));
        work.summary = {{"cluster", work.cluster},
                        {"segments", work.fresh.size()},
                        {"steps", model.report().steps},
                        {"seconds", model.report().seconds}};
        work.model = std::move(model);
        return {};
    }

    Result<void> fineTune(ModelWork& work, SharedWork& helpers, const RunContext& context) const
    {
        NODESENTRY_TRY(auto model, ClusterModel::load(m_project.modelPath(work.cluster), m_options.device));
        NODESENTRY_TRY(const auto old, readSegments(m_prepared, work.replayed, context.part(0.0, 0.05)));
        NODESENTRY_TRY(const auto fresh, readSegments(m_prepared, work.fresh, context.part(0.05, 0.1)));
        auto all = old.views();
        const auto freshViews = fresh.views();
        all.insert(all.end(), freshViews.begin(), freshViews.end());
        NODESENTRY_TRY(const auto usual, readUsual(work.cluster, context));
        const auto support = supportOf(work.cluster, usual, helpers);
        NODESENTRY_TRY(auto tuned,
                       model.fineTuned(all, m_options.update.steps, modelSeed(m_options.seed, work.fresh),
                                       context.part(0.1, 0.9), support));
        NODESENTRY_TRY(const double oldBefore, lossOn(model, old.views(), context));
        NODESENTRY_TRY(const double oldAfter, lossOn(tuned, old.views(), context));
        NODESENTRY_TRY(const double newBefore, lossOn(model, freshViews, context));
        NODESENTRY_TRY(const double newAfter, lossOn(tuned, freshViews, context));
        const bool forgets = oldAfter > m_options.update.maxForgetting * oldBefore;
        work.summary = {{"cluster", work.cluster},
                        {"new_segments", work.fresh.size()},
                        {"replayed_segments", work.replayed.size()},
                        {"steps", tuned.report().steps},
                        {"seconds", tuned.report().seconds},
                        {"loss_on_old", {{"before", oldBefore}, {"after", oldAfter}}},
                        {"loss_on_new", {{"before", newBefore}, {"after", newAfter}}},
                        {"kept_old_model", forgets}};
        if (forgets)
            spdlog::warn(
                "cluster {}: learning from {} new segments would have made it forget old ones (error {:.4g} "
                "instead of {:.4g}); its model stays as it was",
                work.cluster, work.fresh.size(), oldAfter, oldBefore);
        else
            work.model = std::move(tuned);
        return {};
    }

    /// From here on the project changes. What a crash leaves counts as not run, so that `run` makes it anew.
    Result<std::string> store(double seconds)
    {
        NODESENTRY_TRY(const auto stages, m_project.stages());
        std::map<std::string, StageRecord> records;
        for (const auto& record : stages)
            records[record.stage] = record;
        for (const auto stage : kFinished)
            NODESENTRY_CHECK(m_project.forgetStage(stageName(stage)));
        NODESENTRY_CHECK(m_features->writer.commit());
        NODESENTRY_CHECK(m_project.replaceSegments(m_prepared.preparation().segments));
        NODESENTRY_CHECK(m_project.setDocument("preparation", m_prepared.preparation().toJson()));
        NODESENTRY_CHECK(storeClusters());
        NODESENTRY_TRY(const auto features, FeatureStore::open(m_project.featuresPath()));
        NODESENTRY_CHECK(updateProjection(m_project, features, m_library, m_options.projection));
        NODESENTRY_TRY(auto summary, storeModels(seconds));

        NODESENTRY_TRY(const auto prints, StageFingerprints::of(m_project, m_options));
        for (const auto stage : kFinished) {
            auto& record = records[stageName(stage)];
            record.stage = stageName(stage);
            record.fingerprint = prints.of(stage);
            record.finished = currentTime();
            if (stage == Stage::Train)
                record.summary = withUpdate(record.summary, summary);
            NODESENTRY_CHECK(m_project.finishStage(record, parametersJson(m_options)));
        }
        return jsonText(summary);
    }

    Result<void> storeClusters()
    {
        std::map<std::string, const Job*> jobById;
        NODESENTRY_TRY(const auto jobs, m_project.jobs());
        for (const auto& job : jobs)
            jobById[job.id] = &job;
        auto records = m_before.clusters;
        for (const auto& entry : m_library.entries())
            if (m_before.library.find(entry.id) == nullptr)
                records.push_back({entry.id,
                                   clusterName(entry, m_segmentById, jobById),
                                   {},
                                   entry.silhouette,
                                   entry.spread});
        std::vector<ClusterMember> members;
        for (const auto& [id, member] : m_members)
            members.push_back(member);
        ClusterHeritage heritage;
        NODESENTRY_TRY(heritage.links, m_project.clusterLinks());
        NODESENTRY_CHECK(m_project.setDocument("cluster_library", m_library.toBytes()));
        return m_project.replaceClusters(records, members, heritage);
    }

    Result<json> storeModels(double seconds)
    {
        json summary{{"new_segments", m_added.size()},
                     {"removed_segments", m_removed.size()},
                     {"matched", matchedCount()},
                     {"waiting",
                      std::count_if(m_members.begin(), m_members.end(),
                                    [](const auto& member) { return isWaiting(member.second); })},
                     {"fine_tuned", json::array()},
                     {"new_clusters", json::array()},
                     {"untouched", json::array()}};
        NODESENTRY_TRY(const auto prints, StageFingerprints::of(m_project, m_options));
        const auto common = prints.ofModels();
        NODESENTRY_TRY(auto freshness, ModelFreshness::of(m_project));
        std::int64_t steps = 0;
        std::int64_t fullSteps = 0;
        double fullSeconds = 0.0;
        for (const auto& entry : m_library.entries()) {
            const auto path = m_project.modelPath(entry.id);
            const auto fingerprint = modelFingerprint(common, entry);
            const auto work = std::find_if(m_works.begin(), m_works.end(),
                                           [&](const ModelWork& w) { return w.cluster == entry.id; });
            const bool known = m_before.library.find(entry.id) != nullptr;
            if (work != m_works.end()) {
                steps += work->summary.at("steps").get<std::int64_t>();
                summary[known ? "fine_tuned" : "new_clusters"].push_back(work->summary);
            }
            json project = json::object();
            if (known) {
                NODESENTRY_TRY(const auto before, ClusterModel::load(path, "cpu"));
                project = json::parse(before.extraJson()).value("project", json::object());
                if (!project.contains("full_training"))
                    project["full_training"]
                        = {{"steps", before.report().steps}, {"seconds", before.report().seconds}};
                fullSteps += project["full_training"]["steps"].get<std::int64_t>();
                fullSeconds += project["full_training"]["seconds"].get<double>();
            } else {
                fullSteps += work->model->report().steps;
                fullSeconds += work->model->report().seconds;
                project = {{"cluster", entry.id},
                           {"training_segments", entry.training},
                           {"metrics", m_prepared.preparation().keptMetrics}};
            }
            if (work == m_works.end() || !work->model) {
                if (work == m_works.end())
                    summary["untouched"].push_back(entry.id);
                freshness.accept(path, fingerprint);
                continue;
            }
            project["fingerprint"] = fingerprint;
            if (known) {
                auto ids = json::array();
                for (const auto* segment : work->fresh)
                    ids.push_back(segment->id);
                project["updates"].push_back({{"segments", ids}, {"steps", work->model->report().steps}});
            }
            NODESENTRY_CHECK(work->model->save(path, jsonText(json{{"project", project}})));
        }
        NODESENTRY_CHECK(freshness.store(m_project));
        summary["cost"] = {{"seconds", seconds},
                           {"steps", steps},
                           {"full_training_seconds", fullSeconds},
                           {"full_training_steps", fullSteps}};
        return summary;
    }

    [[nodiscard]] static std::string withUpdate(const std::string& trainSummary, const json& update)
    {
        auto summary = json::parse(trainSummary.empty() ? "{}" : trainSummary, nullptr, false);
        if (!summary.is_object())
            summary = json::object();
        summary["update"] = update;
        return jsonText(summary);
    }

    [[nodiscard]] std::int64_t matchedCount() const
    {
        std::int64_t count = 0;
        for (const auto& [cluster, segments] : m_matched)
            count += static_cast<std::int64_t>(segments.size());
        return count;
    }

    /// Fits no cluster, and nobody has put it into one.
    [[nodiscard]] static bool isWaiting(const ClusterMember& member)
    {
        return member.matched && !member.fits && !member.placed;
    }

    [[nodiscard]] ClusterMember memberOf(std::int64_t id, int cluster, bool matched, bool fits,
                                         double distance, double margin,
                                         double silhouette = std::numeric_limits<double>::quiet_NaN()) const
    {
        const auto& segment = *m_segmentById.at(id);
        const auto* node = m_store->find(segment.node);
        return {id,     cluster,    matched, fits,         distance,
                margin, silhouette, false,   segment.node, node->grid.timeOf(segment.begin)};
    }

    Project& m_project;
    const PipelineOptions& m_options;
    const EpochListener& m_onEpoch;
    Before m_before;
    std::shared_ptr<const SeriesStore> m_store;
    PreparedProject m_prepared;
    std::map<std::int64_t, const Segment*> m_segmentById;
    std::set<std::int64_t> m_added;
    std::vector<std::int64_t> m_removed;
    std::optional<Features> m_features;
    std::map<std::int64_t, ClusterMember> m_members; ///< of all segments there are now
    std::map<int, std::vector<std::pair<double, std::int64_t>>>
        m_matched; ///< distance and segment, by cluster
    ClusterLibrary m_library; ///< with the new clusters
    PeerLevels m_peers; ///< of all that is usual for the models that learn
    std::vector<ModelWork> m_works;
};

} // namespace

Result<std::string> runUpdate(Project& project, const PipelineOptions& options, const EpochListener& onEpoch,
                              const RunContext& context)
{
    NODESENTRY_TRY(auto before, readBefore(project));
    Update update(project, options, onEpoch, std::move(before));
    return update.run(context);
}

} // namespace nodesentry
