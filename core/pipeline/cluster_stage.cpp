#include "core/pipeline/stages_p.h"

#include "core/base/json_text.h"
#include "core/base/reason.h"
#include "core/base/splitmix.h"
#include "core/clustering/cluster_library.h"
#include "core/features/extractor.h"
#include "core/features/feature_store.h"
#include "core/pipeline/cluster_name_p.h"
#include "core/pipeline/cluster_results.h"
#include "core/pipeline/segment_hints_p.h"
#include "core/pipeline/store_clusters_p.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace nodesentry {

namespace {

/// Whether item number @p i is among a share of items that are evenly spread; all for a share of 1.
bool isInShare(std::int64_t i, double share)
{
    return std::floor(static_cast<double>(i + 1) * share) > std::floor(static_cast<double>(i) * share);
}

/// Calls @p visit(i, features of the beginning) for every row; all of them may be more than fits into memory.
template <class Visit>
Result<void> forRows(const FeatureStore& features, const std::vector<std::int64_t>& rows,
                     const RunContext& context, Visit&& visit)
{
    constexpr std::size_t kRowsOfBlock = 1024;
    for (std::size_t begin = 0; begin < rows.size(); begin += kRowsOfBlock) {
        if (context.stopRequested())
            return cancelled();
        const std::vector<std::int64_t> some(
            rows.begin() + static_cast<std::ptrdiff_t>(begin),
            rows.begin() + static_cast<std::ptrdiff_t>(std::min(begin + kRowsOfBlock, rows.size())));
        NODESENTRY_TRY(const auto beginnings, features.rows(FeatureStore::Part::Prefix, some));
        for (std::size_t i = 0; i < some.size(); ++i)
            visit(begin + i, beginnings.row(static_cast<Eigen::Index>(i)));
    }
    return {};
}

/// How far the segments that were too short to make clusters may be from them.
Result<std::vector<ShortReach>> shortReachOf(const FeatureStore& features,
                                             const std::vector<std::int64_t>& rows,
                                             const std::vector<const Segment*>& segments,
                                             const ClusterLibrary& library, const ClusterOptions& options,
                                             const RunContext& context)
{
    std::vector<std::int64_t> samples;
    std::vector<double> ratios;
    NODESENTRY_CHECK(forRows(features, rows, context, [&](std::size_t i, const Eigen::VectorXd& beginning) {
        const auto match = library.match(beginning, segments[i]->length());
        samples.push_back(segments[i]->length());
        ratios.push_back(match.distance / library.find(match.nearest)->spread);
    }));
    return calibrateShortReach(samples, ratios, options.minSamples, options.falseRate);
}

/// The cluster that a segment draws by lot, which shows what matching is worth.
int clusterByLot(std::int64_t segment, const ClusterLibrary& library)
{
    constexpr std::uint64_t kMatchingLot = 0x6d617463;
    SplitMix lot(splitMixAt(kMatchingLot, static_cast<std::uint64_t>(segment)));
    const auto count = static_cast<std::int64_t>(library.entries().size());
    return library.entries()[static_cast<std::size_t>(lot.index(count))].id;
}

/// What the stage came to, as `nodesentry cluster --json` and the window show it.
nlohmann::json summaryOf(const ClusteringResult& result, const ClusterLibrary& edited,
                         const ClusterOptions& options)
{
    const auto& curve = result.curve;
    const auto point = [&](std::size_t i) {
        nlohmann::json json{{"k", curve.k[i]}, {"silhouette", curve.mean[i]}};
        if (!curve.kept.empty())
            json["kept"] = curve.kept[i];
        if (!curve.error.empty())
            json["silhouette_error"] = curve.error[i];
        return json;
    };
    auto points = nlohmann::json::array();
    for (std::size_t i = 0; i < curve.k.size(); ++i)
        points.push_back(point(i));
    // A cut with strays has fewer clusters than its number says: k is what is left, cut what leads to it.
    auto alternatives = nlohmann::json::array();
    for (const auto i : curve.choices()) {
        auto choice = point(i);
        choice["cut"] = curve.k[i];
        if (!curve.kept.empty())
            choice["k"] = curve.kept[i];
        choice.erase("kept");
        alternatives.push_back(std::move(choice));
    }
    auto sizes = nlohmann::json::object();
    double members = 0.0;
    double silhouettes = 0.0;
    for (const auto& entry : edited.entries()) {
        const auto size = static_cast<double>(entry.members.size());
        sizes[std::to_string(entry.id)] = entry.members.size();
        members += size;
        silhouettes += size * entry.silhouette;
    }
    const auto& calibration = result.library.calibration();
    nlohmann::json summary{{"k", edited.entries().size()},
                           {"silhouette", silhouettes / members},
                           {"method", options.method},
                           {"curve", points},
                           {"alternatives", alternatives},
                           {"sizes", sizes},
                           {"training_segments", result.clusterOfRow.size()},
                           {"calibration",
                            {{"false_rate", calibration.statedRate},
                             {"reached_rate", calibration.reachedRate()},
                             {"held_back", calibration.heldBack},
                             {"turned_away", calibration.turnedAway},
                             {"misplaced", calibration.misplaced}}}};
    if (!result.linkage.empty())
        summary["linkage"] = result.linkage;
    if (result.eps > 0)
        summary["eps"] = result.eps;
    if (result.silhouetteError > 0)
        summary["silhouette_error"] = result.silhouetteError;
    if (!result.note.empty())
        summary["note"] = result.note;
    return summary;
}

} // namespace

Result<std::string> runCluster(Project& project, const PipelineOptions& options, const RunContext& context)
{
    NODESENTRY_TRY(const auto features, FeatureStore::open(project.featuresPath()));
    NODESENTRY_TRY(const auto set, featureSetFromName(features.featureSet()));
    NODESENTRY_TRY(const auto segments, project.segments());
    NODESENTRY_TRY(const auto jobs, project.jobs());
    std::map<std::int64_t, const Segment*> segmentById;
    for (const auto& segment : segments)
        segmentById[segment.id] = &segment;
    std::map<std::string, const Job*> jobById;
    for (const auto& job : jobs)
        jobById[job.id] = &job;

    using Part = FeatureStore::Part;
    if (!features.has(Part::Prefix))
        return fail(Reason::StageDamaged, {"features", "they have none of the match periods"});
    const auto& ids = features.segments();
    std::vector<std::int64_t> rowsInTraining;
    std::vector<const Segment*> inTraining;
    std::vector<std::int64_t> otherRows;
    std::int64_t trainingSegments = 0;
    for (std::size_t row = 0; row < ids.size(); ++row) {
        const auto found = segmentById.find(ids[row]);
        if (found == segmentById.end())
            return fail(Reason::FeaturesUnfit);
        if (found->second->train && isInShare(trainingSegments++, options.cluster.trainingShare)) {
            rowsInTraining.push_back(static_cast<std::int64_t>(row));
            inTraining.push_back(found->second);
        } else {
            otherRows.push_back(static_cast<std::int64_t>(row));
        }
    }
    if (rowsInTraining.empty())
        return fail(Reason::NothingToTrainOn);

    const auto longEnough = segmentsForClusters(inTraining, options.cluster);
    std::vector<std::int64_t> trainRows;
    std::vector<std::int64_t> trainIds;
    std::vector<const Segment*> trainSegments;
    std::vector<std::int64_t> shortRows;
    std::vector<const Segment*> shortSegments;
    for (std::size_t i = 0; i < inTraining.size(); ++i) {
        if (!longEnough[i]) {
            otherRows.push_back(rowsInTraining[i]);
            shortRows.push_back(rowsInTraining[i]);
            shortSegments.push_back(inTraining[i]);
            continue;
        }
        trainRows.push_back(rowsInTraining[i]);
        trainIds.push_back(inTraining[i]->id);
        trainSegments.push_back(inTraining[i]);
    }
    std::sort(otherRows.begin(), otherRows.end());

    NODESENTRY_TRY(FeatureMatrix whole, features.rows(Part::Whole, trainRows));
    NODESENTRY_TRY(const FeatureMatrix prefix, features.rows(Part::Prefix, trainRows));
    NODESENTRY_TRY(const int firstId, project.nextClusterId());
    NODESENTRY_TRY(auto result,
                   clusterSegments(trainIds, whole, prefix,
                                   static_cast<std::int64_t>(featureNames(set).size()), options.cluster,
                                   firstId, context.part(0.0, 0.6), nullptr,
                                   hintsOf(trainSegments, options.cluster)));
    whole.resize(0, 0); // matching needs the beginnings only
    NODESENTRY_TRY(
        auto reach,
        shortReachOf(features, shortRows, shortSegments, result.library, options.cluster, context));
    result.library.setShortReach(std::move(reach));

    std::vector<ClusterMember> members;
    std::int64_t noise = 0;
    const auto addMatched = [&](std::int64_t segment, const Match& match, bool fits) {
        int cluster = fits ? match.cluster : result.library.usesNearest() ? match.nearest : -1;
        if (cluster >= 0 && options.cluster.matching == "random")
            cluster = clusterByLot(segment, result.library);
        members.push_back({segment, cluster, true, fits, match.distance, match.margin,
                           std::numeric_limits<double>::quiet_NaN()});
    };
    for (std::size_t i = 0; i < trainIds.size(); ++i) {
        const auto match
            = result.library.match(prefix.row(static_cast<Eigen::Index>(i)), trainSegments[i]->length());
        if (result.clusterOfRow[i] >= 0) {
            members.push_back({trainIds[i], result.clusterOfRow[i], false, true, result.distanceOfRow[i],
                               match.margin, result.silhouetteOfRow[i]});
        } else {
            addMatched(trainIds[i], match, false); // noise is no member of any cluster
            ++noise;
        }
    }
    NODESENTRY_CHECK(
        forRows(features, otherRows, context, [&](std::size_t i, const Eigen::VectorXd& beginning) {
            const auto& segment = *segmentById.at(ids[static_cast<std::size_t>(otherRows[i])]);
            const auto match = result.library.match(beginning, segment.length());
            addMatched(segment.id, match, match.fits);
        }));

    std::vector<ClusterRecord> records;
    for (const auto& entry : result.library.entries())
        records.push_back(
            {entry.id, clusterName(entry, segmentById, jobById), {}, entry.silhouette, entry.spread});
    Dendrogram dendrogram{result.tree, {}, result.linkage};
    for (const auto row : result.treeRows)
        dendrogram.segments.push_back(trainIds[static_cast<std::size_t>(row)]);
    NODESENTRY_CHECK(project.setDocument(kMergeTreeDocument, dendrogram.toBytes()));
    NODESENTRY_TRY(const auto stored,
                   storeClusters(project, result.library, records, std::move(members), options.cluster,
                                 context.part(0.6, 0.7)));
    NODESENTRY_CHECK(updateProjection(project, features, result.library, options.projection,
                                      context.part(0.7, 1.0, "projection")));
    context.report(1.0);
    auto summary = summaryOf(result, stored.library, options.cluster);
    summary["matched_segments"] = otherRows.size();
    summary["fit_no_cluster"] = stored.fitNone - noise;
    summary["edits"] = nlohmann::json::parse(stored.edits);
    if (noise > 0)
        summary["noise"] = noise;
    return jsonText(summary);
}

} // namespace nodesentry
