#pragma once

#include "core/clustering/cluster_library.h"
#include "core/data/segment.h"

#include <vector>

namespace nodesentry {

/// Which segments make clusters: those of at least ClusterOptions::minSamples. Where these hold less than
/// half of the time in jobs, all of jobs do; likewise of the idle ones.
/// @return one value per segment
[[nodiscard]] std::vector<bool> segmentsForClusters(const std::vector<const Segment*>& segments,
                                                    const ClusterOptions& options);

/// What the job table knows of segments before they are compared.
///
/// Segments that the nodes of a job spent on the same part of it, each one, are of one set: more than half of
/// the longer of two is at the time of the other. Idle segments are kept apart where there are jobs.
[[nodiscard]] SegmentHints hintsOf(const std::vector<const Segment*>& segments,
                                   const ClusterOptions& options);

} // namespace nodesentry
