#include "core/baselines/first_difference.h"

#include "core/baselines/metric_share_p.h"

#include <limits>

namespace nodesentry {

namespace {

class FirstDifference final : public Detector {
public:
    Result<void> fit(const NodeSource& nodes, const RunContext&) override
    {
        return requireTrainingSamples(nodes);
    }

    [[nodiscard]] bool learnsNodesApart() const override { return true; }

    [[nodiscard]] Result<NodeScores> score(const PreparedNode& node, const RunContext&) const override
    {
        const SampleMatrix& x = node.unclipped;
        SampleMatrix share = SampleMatrix::Zero(x.rows(), x.cols());
        if (x.cols() > 1)
            share.rightCols(x.cols() - 1) = (x.rightCols(x.cols() - 1) - x.leftCols(x.cols() - 1)).cwiseAbs()
                / static_cast<float>(x.rows());
        NodeScores scores = scoresFromShares(node, std::move(share));
        if (!scores.score.empty())
            scores.score.front() = std::numeric_limits<float>::quiet_NaN();
        return scores;
    }
};

} // namespace

std::unique_ptr<Detector> makeFirstDifference()
{
    return std::make_unique<FirstDifference>();
}

} // namespace nodesentry
