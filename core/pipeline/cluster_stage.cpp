#include "core/pipeline/stages_p.h"

#include "core/base/splitmix.h"
#include "core/clustering/cluster_library.h"
#include "core/features/extractor.h"
#include "core/features/feature_store.h"
#include "core/pipeline/cluster_name_p.h"
#include "core/pipeline/cluster_results.h"
#include "core/pipeline/store_clusters_p.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace nodesentry {

namespace {

/// Numbers the segments so that those that the nodes of a job spent on the same part of it, each one, have
/// one number: more than half of the longer of two is at the time of the other. Idle segments are by
/// themselves.
std::vector<int> simultaneousSegments(const std::vector<const Segment*>& segments)
{
    std::map<std::string, std::vector<std::size_t>> ofJob;
    for (std::size_t i = 0; i < segments.size(); ++i)
        if (!segments[i]->idle())
            ofJob[segments[i]->job].push_back(i);
    std::vector<int> numbers(segments.size(), -1);
    int next = 0;
    const auto simultaneous = [](const Segment& a, const Segment& b) {
        const auto shared
            = std::min(a.position + a.length(), b.position + b.length()) - std::max(a.position, b.position);
        return 2 * shared > std::max(a.length(), b.length());
    };
    for (const auto& [job, all] : ofJob)
        for (const auto first : all) {
            if (numbers[first] >= 0)
                continue;
            numbers[first] = next;
            for (const auto other : all)
                if (numbers[other] < 0 && segments[other]->node != segments[first]->node
                    && simultaneous(*segments[first], *segments[other]))
                    numbers[other] = next;
            ++next;
        }
    for (int& number : numbers)
        if (number < 0)
            number = next++;
    return numbers;
}

/// Whether item number @p i is among a share of items that are evenly spread; all for a share of 1.
bool isInShare(std::int64_t i, double share)
{
    return std::floor(static_cast<double>(i + 1) * share) > std::floor(static_cast<double>(i) * share);
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
        return fail(ErrorCode::Corrupt, "the stored features have none of the match periods",
                    "run 'nodesentry run " + project.path() + "'");
    const auto& ids = features.segments();
    std::vector<std::int64_t> trainRows;
    std::vector<std::int64_t> trainIds;
    std::vector<const Segment*> trainSegments;
    std::vector<std::int64_t> otherRows;
    std::int64_t inTraining = 0;
    for (std::size_t row = 0; row < ids.size(); ++row) {
        const auto found = segmentById.find(ids[row]);
        if (found == segmentById.end())
            return fail(ErrorCode::Corrupt, "the stored features belong to other segments",
                        "run 'nodesentry run " + project.path() + "'");
        if (found->second->train && isInShare(inTraining++, options.cluster.trainingShare)) {
            trainRows.push_back(static_cast<std::int64_t>(row));
            trainIds.push_back(ids[row]);
            trainSegments.push_back(found->second);
        } else {
            otherRows.push_back(static_cast<std::int64_t>(row));
        }
    }
    if (trainRows.empty())
        return fail(ErrorCode::InconsistentData, "no segment lies in the training range",
                    "give more of the time to training with --train-fraction or --train-until, or raise "
                    "cluster.training_share");

    NODESENTRY_TRY(FeatureMatrix whole, features.rows(Part::Whole, trainRows));
    NODESENTRY_TRY(const FeatureMatrix prefix, features.rows(Part::Prefix, trainRows));
    NODESENTRY_TRY(const int firstId, project.nextClusterId());
    NODESENTRY_TRY(const auto result,
                   clusterSegments(
                       trainIds, whole, prefix, static_cast<std::int64_t>(featureNames(set).size()),
                       options.cluster, firstId, context.part(0.0, 0.6), nullptr,
                       options.cluster.joinNodes ? simultaneousSegments(trainSegments) : std::vector<int>()));
    whole.resize(0, 0); // matching needs the beginnings only

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
        const auto match = result.library.match(prefix.row(static_cast<Eigen::Index>(i)));
        if (result.clusterOfRow[i] >= 0) {
            members.push_back({trainIds[i], result.clusterOfRow[i], false, true, result.distanceOfRow[i],
                               match.margin, result.silhouetteOfRow[i]});
        } else {
            addMatched(trainIds[i], match, false); // noise is no member of any cluster
            ++noise;
        }
    }
    constexpr std::size_t kRowsAtOnce = 1024; // all of them may be more than fits into memory
    for (std::size_t begin = 0; begin < otherRows.size(); begin += kRowsAtOnce) {
        if (context.stopRequested())
            return cancelled();
        const std::vector<std::int64_t> rows(
            otherRows.begin() + static_cast<std::ptrdiff_t>(begin),
            otherRows.begin() + static_cast<std::ptrdiff_t>(std::min(begin + kRowsAtOnce, otherRows.size())));
        NODESENTRY_TRY(const auto beginnings, features.rows(Part::Prefix, rows));
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const auto match = result.library.match(beginnings.row(static_cast<Eigen::Index>(i)));
            addMatched(ids[static_cast<std::size_t>(rows[i])], match, match.fits);
        }
    }

    std::vector<ClusterRecord> records;
    for (const auto& entry : result.library.entries())
        records.push_back(
            {entry.id, clusterName(entry, segmentById, jobById), {}, entry.silhouette, entry.spread});
    const Dendrogram dendrogram{result.tree, trainIds, result.linkage};
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
    return summary.dump();
}

} // namespace nodesentry
