#pragma once

#include "core/base/run_context.h"
#include "core/clustering/edit/editable_clustering.h"

#include <map>
#include <string>
#include <vector>

namespace nodesentry {

/// An edit of an earlier clustering, and what it did there.
struct PastEdit {
    ClusterEdit edit;
    ClusterChange change;
};

enum class ReplayOutcome {
    Applied, ///< done as it was
    Partly, ///< done as far as that was possible: the detail says what is missing
    Holds, ///< what it wanted is so already
    Conflict, ///< not done: the detail says why
};

/// "applied", "partly", "holds", "conflict"
[[nodiscard]] const char* replayOutcomeName(ReplayOutcome outcome);

/// What became of one past edit.
struct ReplayedEdit {
    ReplayOutcome outcome = ReplayOutcome::Applied;
    std::string detail; ///< for people; empty where there is nothing to say
    std::vector<PastEdit> done; ///< what was done to the new clustering for it, in order
};

/// Does the edits of an earlier clustering again on a new one, which may be of more, fewer or other segments.
///
/// Segments are found by their keys. An old cluster is taken for the new one that has more than half of its
/// segments and more than half of whose segments it has, counting segments that both clusterings know: no two
/// old clusters can so become one. What one of the edits created is found by where its replay put it.
/// - Merges hold where the new clustering has put most of both into one cluster; splits and new clusters hold
///   where it has made such a cluster by itself.
/// - A lock brings back the segments that the new clustering took from the locked cluster; new ones stay.
/// - A must-link that the new clustering broke moves the second segment to the cluster of the first, a broken
///   cannot-link moves it to the nearest other cluster.
/// - What a lock or link of the new clustering forbids, and what is not there any more, is a conflict.
///
/// @param placesBefore  cluster of each fixed segment before the first of the edits
/// @param edits         those in force, in the order in which they were made
/// @return one for each edit
/// @error Cancelled  @p clustering is then half edited and of no use
[[nodiscard]] Result<std::vector<ReplayedEdit>> replayEdits(std::map<SegmentKey, int> placesBefore,
                                                            const std::vector<PastEdit>& edits,
                                                            EditableClustering& clustering,
                                                            const RunContext& context = {});

} // namespace nodesentry
