#pragma once

#include "core/base/run_context.h"
#include "core/clustering/cluster_library.h"
#include "core/clustering/cluster_options.h"
#include "core/project/project.h"

#include <string>
#include <vector>

namespace nodesentry {

/// What a new clustering came to once the edits were done again on it.
struct StoredClusters {
    ClusterLibrary library;
    std::string edits; ///< JSON list, one object for each edit: entry, edit, outcome, detail (ReplayedEdit)
    std::int64_t fitNone = 0; ///< matched segments that fit no cluster
};

/// Makes a new clustering that of the project. Edits of the one before that are in force are done again on it
/// first, unless options.keepEdits says otherwise; all of it is one transaction.
///
/// @param members  of the new clustering; what names their segments for good is filled in here
[[nodiscard]] Result<StoredClusters> storeClusters(Project& project, const ClusterLibrary& library,
                                                   const std::vector<ClusterRecord>& records,
                                                   std::vector<ClusterMember> members,
                                                   const ClusterOptions& options, const RunContext& context);

} // namespace nodesentry
