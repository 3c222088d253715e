#include "core/clustering/edit/subtree.h"

#include "core/base/expects.h"

#include <algorithm>

namespace nodesentry {

std::vector<std::int64_t> leavesBelow(const MergeTree& tree, int cluster)
{
    NODESENTRY_EXPECTS(cluster >= 0 && cluster < tree.points + static_cast<std::int64_t>(tree.merges.size()),
                       "a point or a merge of the tree");
    std::vector<std::int64_t> leaves;
    std::vector<std::int64_t> open{cluster};
    while (!open.empty()) {
        const auto at = open.back();
        open.pop_back();
        if (at < tree.points) {
            leaves.push_back(at);
            continue;
        }
        const auto& merge = tree.merges[static_cast<std::size_t>(at - tree.points)];
        open.push_back(merge.first);
        open.push_back(merge.second);
    }
    std::sort(leaves.begin(), leaves.end());
    return leaves;
}

std::vector<std::int64_t> smallerSide(const MergeTree& tree, const std::vector<std::int64_t>& group)
{
    // How many of the group are below each cluster; children come before their merges.
    std::vector<std::int64_t> below(static_cast<std::size_t>(tree.points) + tree.merges.size(), 0);
    for (const auto point : group) {
        NODESENTRY_EXPECTS(point >= 0 && point < tree.points, "points of the tree");
        below[static_cast<std::size_t>(point)] = 1;
    }
    const auto all = static_cast<std::int64_t>(group.size());
    for (std::size_t step = 0; step < tree.merges.size(); ++step) {
        const auto& merge = tree.merges[step];
        const auto first = below[static_cast<std::size_t>(merge.first)];
        const auto second = below[static_cast<std::size_t>(merge.second)];
        below[static_cast<std::size_t>(tree.points) + step] = first + second;
        if (first + second < all || first == 0 || second == 0)
            continue;
        auto branch = leavesBelow(tree, merge.first);
        std::vector<std::int64_t> inside;
        std::vector<std::int64_t> outside;
        std::set_intersection(group.begin(), group.end(), branch.begin(), branch.end(),
                              std::back_inserter(inside));
        std::set_difference(group.begin(), group.end(), branch.begin(), branch.end(),
                            std::back_inserter(outside));
        if (inside.size() == outside.size())
            return inside.front() == group.front() ? outside : inside;
        return inside.size() < outside.size() ? inside : outside;
    }
    return {};
}

} // namespace nodesentry
