#include "core/pipeline/cluster_agreement.h"

#include "core/base/text.h"
#include "core/clustering/agreement.h"
#include "core/data/import/tool_importer.h"

#include <spdlog/fmt/fmt.h>
#include <spdlog/fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

namespace nodesentry {

namespace {

constexpr int kFitsNone = -1;

/// Every column of a job, with its name in lower case.
std::map<std::string, std::string> columnsOf(const Job& job)
{
    std::map<std::string, std::string> columns{{"name", job.name}, {"user", job.user}, {"state", job.state}};
    for (const auto& [name, value] : job.attributes)
        columns[lowerCase(name)] = value;
    return columns;
}

/// The known value of a segment; empty where there is none.
using ValueOfSegment = std::function<std::string(const Segment&)>;

/// Clusters of nodes that came with an import.
Result<ValueOfSegment> referenceValues(const Project& project)
{
    NODESENTRY_TRY(const auto text, project.document(kReferenceClusters));
    if (!text)
        return fail(ErrorCode::NotFound, "no clusters came with the imported data",
                    "only a workspace of the labelling tool brings them, as cluster_result.txt");
    NODESENTRY_TRY(auto clusters, parseClusterResult(*text));
    return ValueOfSegment([clusters = std::move(clusters)](const Segment& segment) {
        const auto known = clusters.find(segment.node);
        return known == clusters.end() ? std::string() : known->second;
    });
}

Result<ValueOfSegment> jobValues(const Project& project, const std::string& column)
{
    NODESENTRY_TRY(const auto jobs, project.jobs());
    std::map<std::string, std::string> valueOfJob;
    std::set<std::string> known;
    for (const auto& job : jobs) {
        for (const auto& [name, value] : columnsOf(job)) {
            known.insert(name);
            if (name == lowerCase(column) && !value.empty())
                valueOfJob[job.id] = value;
        }
    }
    if (valueOfJob.empty())
        return fail(ErrorCode::NotFound, fmt::format("no job has a value in the column '{}'", column),
                    fmt::format("there are {}", fmt::join(known, ", ")));
    return ValueOfSegment([valueOfJob = std::move(valueOfJob)](const Segment& segment) {
        const auto value = valueOfJob.find(segment.job);
        return value == valueOfJob.end() ? std::string() : value->second;
    });
}

} // namespace

Result<ClusterAgreement> clusterAgreement(const Project& project, const std::string& column)
{
    NODESENTRY_TRY(const auto valueOf,
                   column == kReferenceColumn ? referenceValues(project) : jobValues(project, column));
    NODESENTRY_TRY(const auto segments, project.segments());
    NODESENTRY_TRY(const auto members, project.clusterMembers());
    std::map<std::int64_t, const ClusterMember*> memberOf;
    for (const auto& member : members)
        memberOf[member.segment] = &member;

    std::set<std::string> values;
    std::vector<std::string> truth;
    std::vector<std::string> trainingTruth;
    std::vector<int> clusters;
    std::vector<int> trainingClusters;
    for (const auto& segment : segments) {
        const auto value = valueOf(segment);
        const auto member = memberOf.find(segment.id);
        if (value.empty() || member == memberOf.end())
            continue;
        values.insert(value);
        truth.push_back(value);
        clusters.push_back(member->second->fits ? member->second->cluster : kFitsNone);
        if (!member->second->matched) {
            trainingTruth.push_back(value);
            trainingClusters.push_back(member->second->cluster);
        }
    }
    const auto indexed = [&](const std::vector<std::string>& names) {
        std::vector<int> indices;
        for (const auto& name : names)
            indices.push_back(static_cast<int>(std::distance(values.begin(), values.find(name))));
        return indices;
    };
    ClusterAgreement agreement;
    agreement.segments = static_cast<std::int64_t>(truth.size());
    agreement.fitNone = std::count(clusters.begin(), clusters.end(), kFitsNone);
    agreement.trainingSegments = static_cast<std::int64_t>(trainingTruth.size());
    agreement.values.assign(values.begin(), values.end());
    agreement.all = adjustedRandIndex(indexed(truth), clusters);
    agreement.training = adjustedRandIndex(indexed(trainingTruth), trainingClusters);
    return agreement;
}

} // namespace nodesentry
