#include "core/baselines/examon.h"

#include "core/baselines/dense_p.h"
#include "core/baselines/window_networks_p.h"

#include <optional>

namespace nodesentry {

namespace {

class ExamonNetwork final : public WindowNetwork {
public:
    ExamonNetwork(std::int64_t metrics, const BaselineOptions& options, std::uint64_t seed)
        : m_sparsity(options.examonSparsity),
          m_parameters(seed),
          m_encoder(metrics, metrics * options.examonWidth, m_parameters),
          m_decoder(metrics * options.examonWidth, metrics, m_parameters)
    {
        m_optimiser.emplace(m_parameters.all(), torch::optim::AdamOptions(options.examon.learningRate));
    }

    double train(const torch::Tensor& windows, std::int64_t) override
    {
        const auto x = windows.squeeze(1);
        const auto hidden = at::relu(m_encoder(x));
        const auto loss = (m_decoder(hidden) - x).abs().mean() + m_sparsity * hidden.abs().mean();
        m_optimiser->zero_grad();
        loss.backward();
        m_optimiser->step();
        return loss.item<double>();
    }

    void finish() override { m_optimiser.reset(); }

    [[nodiscard]] torch::Tensor error(const torch::Tensor& windows, const torch::Tensor& last) const override
    {
        return (m_decoder(at::relu(m_encoder(windows.squeeze(1)))) - last).abs();
    }

private:
    double m_sparsity;
    NetworkParameters m_parameters;
    Dense m_encoder;
    Dense m_decoder;
    std::optional<torch::optim::Adam> m_optimiser;
};

} // namespace

std::unique_ptr<Detector> makeExamon(const BaselineOptions& options, std::uint64_t seed)
{
    return makeWindowNetworks("examon", 1, options.examon, ErrorSum::Largest, seed,
                              [options](const SampleMatrix& training, std::uint64_t networkSeed) {
                                  return std::make_unique<ExamonNetwork>(training.rows(), options,
                                                                         networkSeed);
                              });
}

} // namespace nodesentry
