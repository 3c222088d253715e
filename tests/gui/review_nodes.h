#pragma once

#include "core/detect/score_store.h"
#include "core/project/project.h"
#include "core/review/candidates.h"

#include <string>
#include <vector>

namespace nodesentry::test {

/// Nodes to review straight from stored scores, without stages that would have to run first: all samples
/// count.
inline Result<std::vector<ReviewNode>> readReviewNodes(const Project& project, const std::string& method,
                                                       const std::vector<std::string>& names)
{
    std::vector<ReviewNode> nodes;
    for (const auto& name : names) {
        NODESENTRY_TRY(const auto stored, ScoreStore::read(project.scoresPath(), method, name, false));
        ReviewNode node;
        node.node = name;
        node.grid = stored.grid;
        node.ratio = thresholdRatios(stored.scores.score, stored.threshold);
        node.excluded.assign(node.ratio.size(), 0);
        node.ignored.assign(node.ratio.size(), 0);
        nodes.push_back(std::move(node));
    }
    return nodes;
}

} // namespace nodesentry::test
