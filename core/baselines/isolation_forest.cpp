#include "core/baselines/isolation_forest.h"

#include "core/base/expects.h"
#include "core/baselines/draw_samples_p.h"
#include "core/baselines/isolation_tree_p.h"
#include "core/baselines/node_models_p.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace nodesentry {

namespace {

struct Forest {
    std::vector<IsolationTree> trees;
    std::int64_t sample = 0; // that each tree was grown from
};

class IsolationForest final : public Detector {
public:
    IsolationForest(int trees, int sample, std::uint64_t seed)
        : m_trees(trees),
          m_sample(sample),
          m_seed(seed)
    {
    }

    Result<void> fit(const NodeSource& nodes, const RunContext& context) override
    {
        NODESENTRY_TRY(m_forests, fitEachNode<Forest>(nodes, context, [&](const PreparedNode& node) {
                           return grow(node);
                       }));
        return {};
    }

    [[nodiscard]] bool learnsNodesApart() const override { return true; }

    [[nodiscard]] Result<NodeScores> score(const PreparedNode& node, const RunContext& context) const override
    {
        NODESENTRY_TRY(const Forest* found, modelOf(m_forests, node, "isolation_forest"));
        const Forest& forest = *found;
        std::vector<float> pathLength(static_cast<std::size_t>(node.grid.size), 0.0F);
        // Tree by tree: one tree stays in the cache while all samples pass through it.
        for (const IsolationTree& tree : forest.trees) {
            if (context.stopRequested())
                return cancelled();
            for (std::int64_t t = 0; t < node.grid.size; ++t)
                pathLength[static_cast<std::size_t>(t)] += tree.pathLength(node.values, t);
        }
        const double usual
            = std::max(expectedPathLength(forest.sample), 1.0) * static_cast<double>(forest.trees.size());
        NodeScores scores;
        scores.node = node.node;
        for (const float length : pathLength)
            scores.score.push_back(static_cast<float>(std::exp2(-length / usual)));
        return scores;
    }

private:
    [[nodiscard]] Forest grow(const PreparedNode& node) const
    {
        SplitMix random(m_seed, node.node);
        std::vector<std::int64_t> samples(static_cast<std::size_t>(node.trainEnd));
        std::iota(samples.begin(), samples.end(), std::int64_t{0});
        Forest forest;
        forest.sample = std::min<std::int64_t>(m_sample, node.trainEnd);
        for (int tree = 0; tree < m_trees; ++tree) {
            drawToFront(samples, forest.sample, random);
            forest.trees.emplace_back(
                node.values, std::span(samples).first(static_cast<std::size_t>(forest.sample)), random);
        }
        return forest;
    }

    int m_trees;
    int m_sample;
    std::uint64_t m_seed;
    NodeModels<Forest> m_forests;
};

} // namespace

std::unique_ptr<Detector> makeIsolationForest(int trees, int sample, std::uint64_t seed)
{
    NODESENTRY_EXPECTS(trees >= 1 && sample >= 2, "a forest has trees, a tree has samples");
    return std::make_unique<IsolationForest>(trees, sample, seed);
}

} // namespace nodesentry
