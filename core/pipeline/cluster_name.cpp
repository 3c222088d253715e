#include "core/pipeline/cluster_name_p.h"

#include <algorithm>

namespace nodesentry {

std::string clusterName(const ClusterEntry& cluster, const std::map<std::int64_t, const Segment*>& segments,
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

} // namespace nodesentry
