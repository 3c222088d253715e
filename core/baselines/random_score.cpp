#include "core/baselines/random_score.h"

#include "core/baselines/metric_share_p.h"
#include "core/base/splitmix.h"

#include <cmath>

namespace nodesentry {

namespace {

class RandomScore final : public Detector {
public:
    explicit RandomScore(std::uint64_t seed) : m_seed(seed) { }

    Result<void> fit(const NodeSource& nodes, const RunContext&) override
    {
        return requireTrainingSamples(nodes);
    }

    [[nodiscard]] bool learnsNodesApart() const override { return true; }

    [[nodiscard]] Result<NodeScores> score(const PreparedNode& node, const RunContext&) const override
    {
        NodeScores scores;
        scores.node = node.node;
        scores.score.resize(static_cast<std::size_t>(node.grid.size));
        SplitMix random(m_seed, node.node);
        for (float& value : scores.score)
            value = static_cast<float>(-std::log1p(-random.uniform()));
        return scores;
    }

private:
    std::uint64_t m_seed;
};

} // namespace

std::unique_ptr<Detector> makeRandomScore(std::uint64_t seed)
{
    return std::make_unique<RandomScore>(seed);
}

} // namespace nodesentry
