#include "core/baselines/knn.h"

#include "core/base/expects.h"
#include "core/base/splitmix.h"
#include "core/baselines/draw_samples_p.h"
#include "core/baselines/metric_share_p.h"
#include "core/baselines/node_models_p.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace nodesentry {

namespace {

struct Reference {
    std::vector<std::int64_t> samples; // ascending
    Eigen::MatrixXf values; // metrics x samples
};

class Knn final : public Detector {
public:
    Knn(int k, int rows, std::uint64_t seed) : m_k(k), m_rows(rows), m_seed(seed) { }

    Result<void> fit(const NodeSource& nodes, const RunContext& context) override
    {
        NODESENTRY_TRY(m_models, fitEachNode<Reference>(nodes, context, [&](const PreparedNode& node) {
                           SplitMix random(m_seed, node.node);
                           Reference reference;
                           reference.samples = drawSamples(node.trainEnd, m_rows, random);
                           reference.values = columnsOf(node.values, reference.samples);
                           return reference;
                       }));
        return {};
    }

    [[nodiscard]] bool learnsNodesApart() const override { return true; }

    [[nodiscard]] Result<NodeScores> score(const PreparedNode& node, const RunContext& context) const override
    {
        NODESENTRY_TRY(const auto* model, modelOf(m_models, node, "knn"));
        const Eigen::Index metrics = node.unclipped.rows();
        SampleMatrix share = SampleMatrix::Zero(metrics, node.unclipped.cols());
        const Eigen::VectorXf norms = model->values.colwise().squaredNorm();
        std::vector<std::pair<float, Eigen::Index>> order(model->samples.size());
        constexpr Eigen::Index kAtOnce = 512;
        for (Eigen::Index begin = 0; begin < node.unclipped.cols(); begin += kAtOnce) {
            if (context.stopRequested())
                return cancelled();
            const Eigen::Index count = std::min(kAtOnce, node.unclipped.cols() - begin);
            const Eigen::MatrixXf x = node.unclipped.middleCols(begin, count);
            const Eigen::MatrixXf products = model->values.transpose() * x;
            for (Eigen::Index i = 0; i < count; ++i) {
                // |x - r|^2 without |x|^2, which is the same for all: the order is what counts.
                for (std::size_t row = 0; row < order.size(); ++row) {
                    const auto r = static_cast<Eigen::Index>(row);
                    order[row] = {norms[r] - 2.0F * products(r, i), r};
                }
                const Eigen::Index nearest = kthNearest(*model, order, begin + i);
                if (nearest < 0)
                    continue;
                const Eigen::VectorXf square = (x.col(i) - model->values.col(nearest)).cwiseAbs2();
                const double distance = std::sqrt(square.cast<double>().sum());
                if (distance > 0.0)
                    share.col(begin + i)
                        = square / static_cast<float>(distance * std::sqrt(static_cast<double>(metrics)));
            }
        }
        return scoresFromShares(node, std::move(share));
    }

private:
    /// -1 where the only sample kept is the one that is scored.
    [[nodiscard]] Eigen::Index kthNearest(const Reference& model,
                                          std::vector<std::pair<float, Eigen::Index>>& order,
                                          std::int64_t sample) const
    {
        const auto self = std::lower_bound(model.samples.begin(), model.samples.end(), sample);
        auto size = static_cast<std::ptrdiff_t>(order.size());
        if (self != model.samples.end() && *self == sample) {
            std::swap(order[static_cast<std::size_t>(self - model.samples.begin())], order.back());
            --size;
        }
        if (size == 0)
            return -1;
        const auto kth = order.begin() + std::min<std::ptrdiff_t>(m_k, size) - 1;
        std::nth_element(order.begin(), kth, order.begin() + size);
        return kth->second;
    }

    int m_k;
    int m_rows;
    std::uint64_t m_seed;
    NodeModels<Reference> m_models;
};

} // namespace

std::unique_ptr<Detector> makeKnn(int k, int rows, std::uint64_t seed)
{
    NODESENTRY_EXPECTS(k >= 1 && rows >= 2, "neighbours to be looked for, samples to find them among");
    return std::make_unique<Knn>(k, rows, seed);
}

} // namespace nodesentry
