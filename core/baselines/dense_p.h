#pragma once

#include "core/baselines/torch_precompiled_p.h"

#include <cstdint>
#include <vector>

namespace nodesentry {

/// Makes the parameters of a network from one sequence of random numbers and keeps them for the optimiser.
class NetworkParameters {
public:
    explicit NetworkParameters(std::uint64_t seed);

    /// Uniform in [-1, 1) / sqrt(inputs), as PyTorch begins its dense and recurrent layers.
    [[nodiscard]] torch::Tensor make(at::IntArrayRef shape, std::int64_t inputs);
    [[nodiscard]] const std::vector<torch::Tensor>& all() const { return m_all; }
    [[nodiscard]] at::Generator& generator() { return m_generator; }

private:
    at::Generator m_generator;
    std::vector<torch::Tensor> m_all;
};

/// x W' + b.
class Dense {
public:
    Dense(std::int64_t inputs, std::int64_t outputs, NetworkParameters& parameters);
    [[nodiscard]] torch::Tensor operator()(const torch::Tensor& x) const;

private:
    torch::Tensor m_weight;
    torch::Tensor m_bias;
};

/// Dense layers with max(0, x) between them and, if wanted, after the last.
class DenseStack {
public:
    /// @param widths  of input, hidden layers, output; at least two
    DenseStack(const std::vector<std::int64_t>& widths, bool rectifyLast, NetworkParameters& parameters);
    [[nodiscard]] torch::Tensor operator()(torch::Tensor x) const;

private:
    std::vector<Dense> m_layers;
    bool m_rectifyLast;
};

} // namespace nodesentry
