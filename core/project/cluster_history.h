#pragma once

#include "core/project/project.h"

#include <cstddef>
#include <vector>

namespace nodesentry {

inline constexpr const char* kReclusterAction = "recluster";
inline constexpr const char* kUndoAction = "undo";
inline constexpr const char* kRedoAction = "redo";

/// Which edits of a history are in force, and which were taken back and can be done again.
struct ClusterEditStacks {
    std::vector<std::size_t> done; ///< places in the history, in the order in which they were made
    std::vector<std::size_t> undone; ///< the last one is the next to be done again
};

/// Reads the history: a new clustering begins anew, an undo takes back the last edit in force, any other edit
/// makes those that were taken back impossible to do again.
/// @param history  oldest first, see Project::clusterHistory()
[[nodiscard]] ClusterEditStacks clusterEditStacks(const std::vector<ClusterHistoryEntry>& history);

} // namespace nodesentry
