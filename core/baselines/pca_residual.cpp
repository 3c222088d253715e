#include "core/baselines/pca_residual.h"

#include "core/baselines/metric_share_p.h"
#include "core/baselines/node_models_p.h"

#include <Eigen/Eigenvalues>

namespace nodesentry {

namespace {

struct PrincipalComponents {
    Eigen::VectorXf mean; // d
    Eigen::MatrixXf basis; // d x components, orthonormal columns
};

PrincipalComponents fitComponents(const PreparedNode& node, double variance)
{
    const Eigen::MatrixXd training = node.values.leftCols(node.trainEnd).cast<double>();
    const Eigen::VectorXd mean = training.rowwise().mean();
    const Eigen::MatrixXd centred = training.colwise() - mean;
    const Eigen::MatrixXd covariance = centred * centred.transpose() / static_cast<double>(training.cols());

    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(covariance);
    const Eigen::VectorXd& values = solver.eigenvalues(); // ascending
    const double wanted = variance * values.sum();
    Eigen::Index components = 1;
    double explained = values[values.size() - 1];
    while (components < values.size() && explained < wanted) {
        ++components;
        explained += values[values.size() - components];
    }
    return {mean.cast<float>(), solver.eigenvectors().rightCols(components).cast<float>()};
}

class PcaResidual final : public Detector {
public:
    explicit PcaResidual(double variance) : m_variance(variance) { }

    Result<void> fit(const NodeSource& nodes, const RunContext& context) override
    {
        NODESENTRY_TRY(m_models,
                       fitEachNode<PrincipalComponents>(nodes, context, [&](const PreparedNode& node) {
                           return fitComponents(node, m_variance);
                       }));
        return {};
    }

    [[nodiscard]] bool learnsNodesApart() const override { return true; }

    [[nodiscard]] Result<NodeScores> score(const PreparedNode& node, const RunContext&) const override
    {
        NODESENTRY_TRY(const PrincipalComponents* found, modelOf(m_models, node, "pca_residual"));
        const PrincipalComponents& model = *found;
        const SampleMatrix centred = node.unclipped.colwise() - model.mean;
        const SampleMatrix projected = model.basis * (model.basis.transpose() * centred);
        const auto metrics = static_cast<float>(node.unclipped.rows());
        NodeScores scores = scoresFromShares(node, (centred - projected).array().square() / metrics);
        scores.reconstruction = projected.colwise() + model.mean;
        return scores;
    }

private:
    double m_variance;
    NodeModels<PrincipalComponents> m_models;
};

} // namespace

std::unique_ptr<Detector> makePcaResidual(double variance)
{
    return std::make_unique<PcaResidual>(variance);
}

} // namespace nodesentry
