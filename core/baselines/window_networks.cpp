#include "core/baselines/window_networks_p.h"

#include "core/base/expects.h"
#include "core/base/splitmix.h"
#include "core/baselines/draw_samples_p.h"
#include "core/baselines/metric_share_p.h"
#include "core/baselines/node_models_p.h"
#include "core/baselines/training_run_p.h"
#include "core/model/torch_runtime.h"

#include <cmath>

namespace nodesentry {

namespace {

/// samples x metrics, so that a sample is contiguous.
torch::Tensor samplesOf(const SampleMatrix& values, std::int64_t count)
{
    auto tensor = torch::empty({count, values.rows()}, torch::kFloat32);
    Eigen::Map<SampleMatrix>(tensor.data_ptr<float>(), count, values.rows())
        = values.leftCols(count).transpose();
    return tensor;
}

/// The windows that end at some samples: batch x window x metrics.
torch::Tensor windowsOf(const torch::Tensor& samples, std::span<const std::int64_t> ends, int window)
{
    auto index = torch::empty({static_cast<std::int64_t>(ends.size()) * window}, torch::kInt64);
    auto* at = index.data_ptr<std::int64_t>();
    for (const std::int64_t end : ends)
        for (std::int64_t i = end - window + 1; i <= end; ++i)
            *at++ = std::max<std::int64_t>(i, 0);
    return samples.index_select(0, index).view(
        {static_cast<std::int64_t>(ends.size()), window, samples.size(1)});
}

using NetworkPointer = std::unique_ptr<WindowNetwork>;

class WindowNetworks final : public Detector {
public:
    WindowNetworks(std::string method, int window, const NetworkTraining& training, ErrorSum sum,
                   std::uint64_t seed, WindowNetworkFactory factory)
        : m_method(std::move(method)),
          m_window(window),
          m_training(training),
          m_sum(sum),
          m_seed(seed),
          m_factory(std::move(factory))
    {
    }

    Result<void> fit(const NodeSource& nodes, const RunContext& context) override
    {
        NODESENTRY_TRY(m_networks, fitEachNode<NetworkPointer>(nodes, context, [&](const PreparedNode& node) {
                           return train(node, context);
                       }));
        return {};
    }

    [[nodiscard]] bool learnsNodesApart() const override { return true; }

    [[nodiscard]] Result<NodeScores> score(const PreparedNode& node, const RunContext& context) const override
    {
        NODESENTRY_TRY(const auto* network, modelOf(m_networks, node, m_method));
        const OneTorchThread oneThread;
        const torch::NoGradGuard noGradients;
        const auto count = node.grid.size;
        const auto seen = samplesOf(node.values, count);
        const auto real = samplesOf(node.unclipped, count);
        SampleMatrix share(node.values.rows(), count);
        constexpr std::int64_t kAtOnce = 1024;
        std::vector<std::int64_t> ends;
        for (std::int64_t begin = 0; begin < count; begin += kAtOnce) {
            if (context.stopRequested())
                return cancelled();
            ends.resize(static_cast<std::size_t>(std::min(kAtOnce, count - begin)));
            std::iota(ends.begin(), ends.end(), begin);
            const auto size = static_cast<std::int64_t>(ends.size());
            const auto error = (*network)
                                   ->error(windowsOf(seen, ends, m_window), real.narrow(0, begin, size))
                                   .contiguous();
            share.middleCols(begin, size)
                = Eigen::Map<const SampleMatrix>(error.data_ptr<float>(), size, share.rows()).transpose();
        }
        reduce(share);
        return scoresFromShares(node, std::move(share));
    }

private:
    [[nodiscard]] Result<NetworkPointer> train(const PreparedNode& node, const RunContext& context) const
    {
        const OneTorchThread oneThread;
        SplitMix random(m_seed, node.node);
        const SampleMatrix values = node.values.leftCols(node.trainEnd);
        auto network = m_factory(values, random.next());
        const auto samples = samplesOf(values, node.trainEnd);
        NODESENTRY_CHECK(runTraining(node.trainEnd, m_training, random, context,
                                     m_method + " of node '" + node.node + "'",
                                     [&](std::span<const std::int64_t> batch, std::int64_t epoch) {
                                         return network->train(windowsOf(samples, batch, m_window), epoch);
                                     }));
        network->finish();
        return network;
    }

    void reduce(SampleMatrix& share) const
    {
        if (m_sum == ErrorSum::Mean) {
            share /= static_cast<float>(share.rows());
            return;
        }
        for (Eigen::Index t = 0; t < share.cols(); ++t) {
            Eigen::Index worst = 0;
            const float largest = share.col(t).maxCoeff(&worst);
            share.col(t).setZero();
            share(worst, t) = largest;
        }
    }

    std::string m_method;
    int m_window;
    NetworkTraining m_training;
    ErrorSum m_sum;
    std::uint64_t m_seed;
    WindowNetworkFactory m_factory;
    NodeModels<NetworkPointer> m_networks;
};

} // namespace

std::unique_ptr<Detector> makeWindowNetworks(std::string method, int window, const NetworkTraining& training,
                                             ErrorSum sum, std::uint64_t seed, WindowNetworkFactory factory)
{
    NODESENTRY_EXPECTS(window >= 1 && training.epochs >= 1 && training.batch >= 1 && training.steps >= 1,
                       "parameters within their ranges");
    return std::make_unique<WindowNetworks>(std::move(method), window, training, sum, seed,
                                            std::move(factory));
}

} // namespace nodesentry
