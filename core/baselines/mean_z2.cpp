#include "core/baselines/mean_z2.h"

#include "core/baselines/metric_share_p.h"

namespace nodesentry {

namespace {

class MeanZ2 final : public Detector {
public:
    Result<void> fit(const NodeSource& nodes, const RunContext&) override
    {
        return requireTrainingSamples(nodes);
    }

    [[nodiscard]] bool learnsNodesApart() const override { return true; }

    [[nodiscard]] Result<NodeScores> score(const PreparedNode& node, const RunContext&) const override
    {
        const auto metrics = static_cast<float>(node.unclipped.rows());
        return scoresFromShares(node, node.unclipped.array().square() / metrics);
    }
};

} // namespace

std::unique_ptr<Detector> makeMeanZ2()
{
    return std::make_unique<MeanZ2>();
}

} // namespace nodesentry
