#pragma once

#include "core/project/project.h"

#include <string>
#include <vector>

namespace nodesentry {

/// How well the clusters agree with something known of the jobs, by the adjusted Rand index (1 = the same
/// partition, 0 = as by chance).
struct ClusterAgreement {
    double all = 0.0; ///< over all segments of one job: clustered in training, or matched later
    double training = 0.0; ///< over those in training only
    std::int64_t segments = 0;
    std::int64_t trainingSegments = 0;
    std::int64_t fitNone = 0; ///< of segments: those that fit no cluster
    std::vector<std::string> values; ///< the known values, ascending
};

/// Stands for the clusters of nodes that came with an imported workspace of the labelling tool.
inline constexpr const char* kReferenceColumn = "cluster_result";

/// @param column  a column of the job table, any case: name, user, state or one of the further columns; or
///                kReferenceColumn
/// @return over the segments whose job has a value in that column; idle and shared segments are left out;
///         those that fit no cluster count as one more cluster
/// @error NotFound  no job has such a column; the advice lists those there are
[[nodiscard]] Result<ClusterAgreement> clusterAgreement(const Project& project, const std::string& column);

} // namespace nodesentry
