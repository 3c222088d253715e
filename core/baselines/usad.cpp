#include "core/baselines/usad.h"

#include "core/baselines/dense_p.h"
#include "core/baselines/window_networks_p.h"

#include <algorithm>
#include <optional>

namespace nodesentry {

namespace {

torch::Tensor asTensor(const Eigen::VectorXf& values)
{
    auto tensor = torch::empty({values.size()}, torch::kFloat32);
    std::copy(values.data(), values.data() + values.size(), tensor.data_ptr<float>());
    return tensor;
}

class UsadNetwork final : public WindowNetwork {
public:
    UsadNetwork(const SampleMatrix& training, const BaselineOptions& options, std::uint64_t seed)
        : m_metrics(training.rows()),
          m_alpha(options.usadAlpha),
          m_parameters(seed),
          m_encoder(widths(options, false), true, m_parameters),
          m_encoderParameters(m_parameters.all().size()),
          m_first(widths(options, true), false, m_parameters),
          m_firstParameters(m_parameters.all().size()),
          m_second(widths(options, true), false, m_parameters)
    {
        const Eigen::VectorXf lowest = training.rowwise().minCoeff();
        const Eigen::VectorXf range = training.rowwise().maxCoeff() - lowest;
        m_lowest = asTensor(lowest);
        // A metric that never moved in training keeps its unit.
        m_perRange = asTensor((range.array() > 0.0F).select(range.array(), 1.0F).inverse());

        const auto& all = m_parameters.all();
        const auto at = [&](std::size_t i) { return all.begin() + static_cast<std::ptrdiff_t>(i); };
        std::vector<torch::Tensor> first(all.begin(), at(m_firstParameters));
        std::vector<torch::Tensor> second(all.begin(), at(m_encoderParameters));
        second.insert(second.end(), at(m_firstParameters), all.end());
        const torch::optim::AdamOptions adam(options.usad.learningRate);
        m_firstOptimiser.emplace(first, adam);
        m_secondOptimiser.emplace(second, adam);
    }

    double train(const torch::Tensor& windows, std::int64_t epoch) override
    {
        const auto w = scaled(windows).flatten(1);
        const double share = 1.0 / static_cast<double>(epoch);
        const auto [one, again] = reconstructions(w);
        const auto loss1 = share * at::mse_loss(one, w) + (1.0 - share) * at::mse_loss(again, w);
        step(*m_firstOptimiser, loss1);

        const auto code = m_encoder(w);
        const auto two = at::sigmoid(m_second(code));
        const auto fooled = at::sigmoid(m_second(m_encoder(at::sigmoid(m_first(code)))));
        const auto loss2 = share * at::mse_loss(two, w) - (1.0 - share) * at::mse_loss(fooled, w);
        step(*m_secondOptimiser, loss2);
        return loss1.item<double>() + loss2.item<double>();
    }

    void finish() override
    {
        m_firstOptimiser.reset();
        m_secondOptimiser.reset();
    }

    [[nodiscard]] torch::Tensor error(const torch::Tensor& windows, const torch::Tensor& last) const override
    {
        const auto [one, again] = reconstructions(scaled(windows).flatten(1));
        const auto x = scaled(last);
        const auto lastOf
            = [&](const torch::Tensor& w) { return w.narrow(1, w.size(1) - m_metrics, m_metrics); };
        return m_alpha * (x - lastOf(one)).square() + (1.0 - m_alpha) * (x - lastOf(again)).square();
    }

private:
    [[nodiscard]] std::vector<std::int64_t> widths(const BaselineOptions& options, bool backwards) const
    {
        const std::int64_t inputs = m_metrics * options.usadWindow;
        std::vector<std::int64_t> widths{inputs, std::max<std::int64_t>(1, inputs / 2),
                                         std::max<std::int64_t>(1, inputs / 4), options.usadLatent};
        if (backwards)
            std::reverse(widths.begin(), widths.end());
        return widths;
    }

    [[nodiscard]] torch::Tensor scaled(const torch::Tensor& x) const { return (x - m_lowest) * m_perRange; }

    /// AE1(w) and AE2(AE1(w)).
    [[nodiscard]] std::pair<torch::Tensor, torch::Tensor> reconstructions(const torch::Tensor& w) const
    {
        auto one = at::sigmoid(m_first(m_encoder(w)));
        auto again = at::sigmoid(m_second(m_encoder(one)));
        return {one, again};
    }

    /// Gradients of the parameters that the other optimiser has are dropped as well.
    void step(torch::optim::Adam& optimiser, const torch::Tensor& loss)
    {
        for (const auto& parameter : m_parameters.all())
            parameter.mutable_grad().reset();
        loss.backward();
        optimiser.step();
    }

    std::int64_t m_metrics;
    double m_alpha;
    NetworkParameters m_parameters;
    DenseStack m_encoder;
    std::size_t m_encoderParameters; // the first so many are the encoder's
    DenseStack m_first;
    std::size_t m_firstParameters; // those up to here are the encoder's and the first decoder's
    DenseStack m_second;
    torch::Tensor m_lowest; // per metric
    torch::Tensor m_perRange;
    std::optional<torch::optim::Adam> m_firstOptimiser;
    std::optional<torch::optim::Adam> m_secondOptimiser;
};

} // namespace

std::unique_ptr<Detector> makeUsad(const BaselineOptions& options, std::uint64_t seed)
{
    return makeWindowNetworks("usad", options.usadWindow, options.usad, ErrorSum::Mean, seed,
                              [options](const SampleMatrix& training, std::uint64_t networkSeed) {
                                  return std::make_unique<UsadNetwork>(training, options, networkSeed);
                              });
}

} // namespace nodesentry
