#include "core/project/cluster_history.h"

namespace nodesentry {

ClusterEditStacks clusterEditStacks(const std::vector<ClusterHistoryEntry>& history)
{
    ClusterEditStacks stacks;
    for (std::size_t i = 0; i < history.size(); ++i) {
        const auto& action = history[i].action;
        if (action == kReclusterAction) {
            stacks = {};
        } else if (action == kUndoAction) {
            if (!stacks.done.empty()) {
                stacks.undone.push_back(stacks.done.back());
                stacks.done.pop_back();
            }
        } else if (action == kRedoAction) {
            if (!stacks.undone.empty()) {
                stacks.done.push_back(stacks.undone.back());
                stacks.undone.pop_back();
            }
        } else {
            stacks.done.push_back(i);
            stacks.undone.clear();
        }
    }
    return stacks;
}

} // namespace nodesentry
