#include "core/baselines/ruad.h"

#include "core/baselines/dense_p.h"
#include "core/baselines/window_networks_p.h"

#include <optional>

namespace nodesentry {

namespace {

class LstmLayer {
public:
    LstmLayer(std::int64_t inputs, std::int64_t units, NetworkParameters& parameters)
        : m_units(units),
          m_parameters{parameters.make({4 * units, inputs}, units),
                       parameters.make({4 * units, units}, units), parameters.make({4 * units}, units),
                       parameters.make({4 * units}, units)}
    {
    }

    /// @param x  batch x window x inputs
    /// @return batch x window x units: the state after each sample
    [[nodiscard]] torch::Tensor operator()(const torch::Tensor& x) const
    {
        const auto zero = torch::zeros({1, x.size(0), m_units});
        return std::get<0>(at::lstm(x, {zero, zero}, m_parameters, /*has_biases=*/true, /*num_layers=*/1,
                                    /*dropout=*/0.0, /*train=*/false, /*bidirectional=*/false,
                                    /*batch_first=*/true));
    }

private:
    std::int64_t m_units;
    std::vector<torch::Tensor> m_parameters; // in at::lstm's order
};

class RuadNetwork final : public WindowNetwork {
public:
    RuadNetwork(std::int64_t metrics, const BaselineOptions& options, std::uint64_t seed)
        : m_parameters(seed),
          m_first(metrics, kFirst, m_parameters),
          m_second(kFirst, kSecond, m_parameters),
          m_decoder({kSecond, kFirst, metrics}, false, m_parameters)
    {
        m_optimiser.emplace(m_parameters.all(), torch::optim::AdamOptions(options.ruad.learningRate));
    }

    double train(const torch::Tensor& windows, std::int64_t) override
    {
        const auto loss = at::mse_loss(lastSample(windows), windows.select(1, -1));
        m_optimiser->zero_grad();
        loss.backward();
        m_optimiser->step();
        return loss.item<double>();
    }

    void finish() override { m_optimiser.reset(); }

    [[nodiscard]] torch::Tensor error(const torch::Tensor& windows, const torch::Tensor& last) const override
    {
        return (lastSample(windows) - last).abs();
    }

private:
    static constexpr std::int64_t kFirst = 16;
    static constexpr std::int64_t kSecond = 8;

    [[nodiscard]] torch::Tensor lastSample(const torch::Tensor& windows) const
    {
        return m_decoder(m_second(m_first(windows)).select(1, -1));
    }

    NetworkParameters m_parameters;
    LstmLayer m_first;
    LstmLayer m_second;
    DenseStack m_decoder;
    std::optional<torch::optim::Adam> m_optimiser;
};

} // namespace

std::unique_ptr<Detector> makeRuad(const BaselineOptions& options, std::uint64_t seed)
{
    return makeWindowNetworks("ruad", options.ruadWindow, options.ruad, ErrorSum::Mean, seed,
                              [options](const SampleMatrix& training, std::uint64_t networkSeed) {
                                  return std::make_unique<RuadNetwork>(training.rows(), options, networkSeed);
                              });
}

} // namespace nodesentry
