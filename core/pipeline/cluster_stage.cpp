#include "core/pipeline/stages_p.h"

#include "core/clustering/cluster_library.h"
#include "core/features/extractor.h"
#include "core/features/feature_store.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>

namespace nodesentry {

namespace {

/// A cluster is called after the job name that most of its training segments have, which says more than a
/// number.
std::string describe(const ClusterEntry& cluster, const std::map<std::int64_t, const Segment*>& segments,
                     const std::map<std::string, const Job*>& jobs)
{
    std::map<std::string, int> votes;
    for (const auto id : cluster.members) {
        const auto& segment = *segments.at(id);
        const auto job = jobs.find(segment.job);
        if (segment.idle())
            ++votes["idle"];
        else if (job != jobs.end() && !job->second->name.empty())
            ++votes[job->second->name];
    }
    const auto most = std::max_element(votes.begin(), votes.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == votes.end() ? std::string() : most->first;
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
    std::vector<std::int64_t> otherRows;
    for (std::size_t row = 0; row < ids.size(); ++row) {
        const auto found = segmentById.find(ids[row]);
        if (found == segmentById.end())
            return fail(ErrorCode::Corrupt, "the stored features belong to other segments",
                        "run 'nodesentry run " + project.path() + "'");
        if (found->second->train) {
            trainRows.push_back(static_cast<std::int64_t>(row));
            trainIds.push_back(ids[row]);
        } else {
            otherRows.push_back(static_cast<std::int64_t>(row));
        }
    }
    if (trainRows.empty())
        return fail(ErrorCode::InconsistentData, "no segment lies in the training range",
                    "give more of the time to training with --train-fraction or --train-until");

    NODESENTRY_TRY(FeatureMatrix whole, features.rows(Part::Whole, trainRows));
    NODESENTRY_TRY(const FeatureMatrix prefix, features.rows(Part::Prefix, trainRows));
    NODESENTRY_TRY(const int firstId, project.nextClusterId());
    NODESENTRY_TRY(const auto result,
                   clusterSegments(trainIds, whole, prefix,
                                   static_cast<std::int64_t>(featureNames(set).size()), options.cluster,
                                   firstId, context.part(0.0, 0.8)));
    whole.resize(0, 0); // matching needs the beginnings only

    std::vector<ClusterMember> members;
    for (std::size_t i = 0; i < trainIds.size(); ++i) {
        const auto match = result.library.match(prefix.row(static_cast<Eigen::Index>(i)));
        members.push_back({trainIds[i], result.clusterOfRow[i], false, true, result.distanceOfRow[i],
                           match.margin, result.silhouetteOfRow[i]});
    }
    std::int64_t unmatched = 0;
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
            unmatched += match.fits ? 0 : 1;
            members.push_back({ids[static_cast<std::size_t>(rows[i])], match.cluster, true, match.fits,
                               match.distance, match.margin, std::numeric_limits<double>::quiet_NaN()});
        }
    }

    std::vector<ClusterRecord> records;
    auto sizes = nlohmann::json::object();
    for (const auto& entry : result.library.entries()) {
        records.push_back(
            {entry.id, describe(entry, segmentById, jobById), {}, entry.silhouette, entry.spread});
        sizes[std::to_string(entry.id)] = entry.members.size();
    }
    auto curve = nlohmann::json::array();
    for (std::size_t i = 0; i < result.curve.k.size(); ++i)
        curve.push_back({{"k", result.curve.k[i]}, {"silhouette", result.curve.mean[i]}});
    const auto silhouette = std::accumulate(result.silhouetteOfRow.begin(), result.silhouetteOfRow.end(), 0.0)
        / static_cast<double>(result.silhouetteOfRow.size());
    NODESENTRY_CHECK(project.setDocument("cluster_library", result.library.toBytes()));
    NODESENTRY_CHECK(project.replaceClusters(records, members));
    context.report(1.0);
    return nlohmann::json{{"k", records.size()},
                          {"silhouette", silhouette},
                          {"curve", curve},
                          {"sizes", sizes},
                          {"training_segments", trainIds.size()},
                          {"matched_segments", members.size() - trainIds.size()},
                          {"fit_no_cluster", unmatched}}
        .dump();
}

} // namespace nodesentry
