#pragma once

#include "core/clustering/cluster_library.h"
#include "core/data/job.h"
#include "core/data/segment.h"

#include <map>
#include <string>

namespace nodesentry {

/// A cluster is called after the job name that most of its training segments have, which says more than a
/// number.
[[nodiscard]] std::string clusterName(const ClusterEntry& cluster,
                                      const std::map<std::int64_t, const Segment*>& segments,
                                      const std::map<std::string, const Job*>& jobs);

} // namespace nodesentry
