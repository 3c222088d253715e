#include "core/baselines/three_sigma.h"

#include "core/baselines/metric_share_p.h"
#include "core/baselines/node_models_p.h"

namespace nodesentry {

namespace {

struct Spread {
    Eigen::VectorXf mean; // per metric
    Eigen::VectorXf perThreeSigma; // 1 / (3 sigma); 0 without spread
};

Spread spreadOf(const PreparedNode& node)
{
    const Eigen::MatrixXd training = node.unclipped.leftCols(node.trainEnd).cast<double>();
    const Eigen::VectorXd mean = training.rowwise().mean();
    const Eigen::VectorXd sigma
        = ((training.colwise() - mean).rowwise().squaredNorm() / static_cast<double>(training.cols()))
              .cwiseSqrt();
    constexpr double kNoSpread = 1e-6; // of standardised values: rounding
    return {mean.cast<float>(),
            (sigma.array() > kNoSpread).select(1.0 / (3.0 * sigma.array()), 0.0).cast<float>()};
}

class ThreeSigma final : public Detector {
public:
    Result<void> fit(const NodeSource& nodes, const RunContext& context) override
    {
        NODESENTRY_TRY(m_models, fitEachNode<Spread>(nodes, context, spreadOf));
        return {};
    }

    [[nodiscard]] bool learnsNodesApart() const override { return true; }

    [[nodiscard]] Result<NodeScores> score(const PreparedNode& node, const RunContext&) const override
    {
        NODESENTRY_TRY(const auto* model, modelOf(m_models, node, "three_sigma"));
        const SampleMatrix& x = node.unclipped;
        SampleMatrix share = SampleMatrix::Zero(x.rows(), x.cols());
        for (Eigen::Index t = 0; t < x.cols(); ++t) {
            Eigen::Index worst = 0;
            const float excursion
                = ((x.col(t) - model->mean).cwiseAbs().cwiseProduct(model->perThreeSigma)).maxCoeff(&worst);
            share(worst, t) = excursion;
        }
        return scoresFromShares(node, std::move(share));
    }

private:
    NodeModels<Spread> m_models;
};

} // namespace

std::unique_ptr<Detector> makeThreeSigma()
{
    return std::make_unique<ThreeSigma>();
}

} // namespace nodesentry
