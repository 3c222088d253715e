#include "core/baselines/isc20.h"

#include "core/base/expects.h"
#include "core/base/splitmix.h"
#include "core/baselines/draw_samples_p.h"
#include "core/baselines/pooled_rows_p.h"
#include "core/clustering/gaussian_mixture.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace nodesentry {

namespace {

/// Samples x metrics: means of each metric over the last @p window samples up to each of @p samples.
FeatureMatrix causalMeans(const SampleMatrix& values, const std::vector<std::int64_t>& samples, int window)
{
    FeatureMatrix means(static_cast<Eigen::Index>(samples.size()), values.rows());
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const std::int64_t length = std::min<std::int64_t>(window, samples[i] + 1);
        means.row(static_cast<Eigen::Index>(i))
            = values.middleCols(samples[i] + 1 - length, length).cast<double>().rowwise().mean().transpose();
    }
    return means;
}

class Isc20 final : public Detector {
public:
    Isc20(int components, int rows, int window, std::uint64_t seed)
        : m_components(components),
          m_rows(rows),
          m_window(window),
          m_seed(seed)
    {
    }

    Result<void> fit(const NodeSource& nodes, const RunContext& context) override
    {
        NODESENTRY_TRY(const auto rows,
                       poolRows(nodes, m_rows, context.part(0.0, 0.5),
                                [&](const PreparedNode& node, std::int64_t count) -> Result<FeatureMatrix> {
                                    SplitMix random(m_seed, node.node);
                                    return causalMeans(node.values, drawSamples(node.trainEnd, count, random),
                                                       m_window);
                                }));
        if (rows.rows() < 2)
            return fail(ErrorCode::InvalidArgument, "isc20 cannot learn from a single training sample",
                        "choose a later end of training");
        GaussianMixtureOptions options;
        options.components = static_cast<int>(
            std::min<Eigen::Index>(m_components, std::max<Eigen::Index>(rows.rows() / 2, 1)));
        options.covariance = Covariance::Full;
        options.regularisation = 1e-3; // of standardised values
        options.seed = m_seed;
        NODESENTRY_TRY(const auto fitted, fitBayesianGaussianMixture(rows, options, context.part(0.5, 1.0)));
        keep(fitted);
        return {};
    }

    [[nodiscard]] bool learnsNodesApart() const override { return false; }

    [[nodiscard]] Result<NodeScores> score(const PreparedNode& node, const RunContext& context) const override
    {
        NodeScores scores;
        scores.node = node.node;
        constexpr std::int64_t kAtOnce = 4096;
        for (std::int64_t begin = 0; begin < node.grid.size; begin += kAtOnce) {
            if (context.stopRequested())
                return cancelled();
            std::vector<std::int64_t> samples(
                static_cast<std::size_t>(std::min(kAtOnce, node.grid.size - begin)));
            std::iota(samples.begin(), samples.end(), begin);
            const FeatureMatrix square
                = m_mixture.mahalanobis(causalMeans(node.unclipped, samples, m_window));
            for (Eigen::Index i = 0; i < square.rows(); ++i)
                scores.score.push_back(static_cast<float>(std::min<double>(
                    std::sqrt(square.row(i).minCoeff() / static_cast<double>(node.unclipped.rows())),
                    std::numeric_limits<float>::max())));
        }
        return scores;
    }

private:
    /// The components that stand for something.
    void keep(const GaussianMixture& fitted)
    {
        constexpr double kLeastWeight = 0.01;
        m_mixture = {};
        m_mixture.covariances.clear();
        std::vector<Eigen::Index> kept;
        for (Eigen::Index k = 0; k < fitted.weights.size(); ++k)
            if (fitted.weights[k] >= kLeastWeight || fitted.weights[k] == fitted.weights.maxCoeff())
                kept.push_back(k);
        m_mixture.weights.resize(static_cast<Eigen::Index>(kept.size()));
        m_mixture.means.resize(static_cast<Eigen::Index>(kept.size()), fitted.means.cols());
        for (std::size_t i = 0; i < kept.size(); ++i) {
            m_mixture.weights[static_cast<Eigen::Index>(i)] = fitted.weights[kept[i]];
            m_mixture.means.row(static_cast<Eigen::Index>(i)) = fitted.means.row(kept[i]);
            m_mixture.covariances.push_back(fitted.covariances[static_cast<std::size_t>(kept[i])]);
        }
    }

    int m_components;
    int m_rows;
    int m_window;
    std::uint64_t m_seed;
    GaussianMixture m_mixture;
};

} // namespace

std::unique_ptr<Detector> makeIsc20(int components, int rows, int window, std::uint64_t seed)
{
    NODESENTRY_EXPECTS(components >= 1 && rows >= 10 && window >= 1, "parameters within their ranges");
    return std::make_unique<Isc20>(components, rows, window, seed);
}

} // namespace nodesentry
