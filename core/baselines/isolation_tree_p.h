#pragma once

#include "core/base/matrix.h"
#include "core/base/splitmix.h"

#include <cstdint>
#include <span>
#include <vector>

namespace nodesentry {

/// Mean path length of an unsuccessful search in a binary tree of @p samples, c(n) of Liu et al. (2008).
[[nodiscard]] double expectedPathLength(std::int64_t samples);

/// One tree of an isolation forest: cuts a random metric at a random value until samples stand alone or the
/// tree is as deep as a balanced one would be.
class IsolationTree {
public:
    /// @param values   metrics x samples
    /// @param samples  columns to grow the tree from; reordered
    IsolationTree(const SampleMatrix& values, std::span<std::int64_t> samples, SplitMix& random);

    /// Cuts until @p sample arrives in a leaf, plus what the leaf's samples would still have needed.
    [[nodiscard]] float pathLength(const SampleMatrix& values, std::int64_t sample) const;

private:
    struct Node {
        std::int32_t metric = -1; // -1: leaf
        float cut = 0.0F; // inner: below goes left; leaf: path length
        std::int32_t left = 0; // the right child follows the left one
    };
    class Grower;

    std::vector<Node> m_nodes;
};

} // namespace nodesentry
