#include "core/baselines/dense_p.h"

#include "core/base/expects.h"

#include <cmath>

namespace nodesentry {

NetworkParameters::NetworkParameters(std::uint64_t seed) : m_generator(at::detail::createCPUGenerator(seed))
{
}

torch::Tensor NetworkParameters::make(at::IntArrayRef shape, std::int64_t inputs)
{
    const double bound = 1.0 / std::sqrt(static_cast<double>(inputs));
    auto tensor = torch::empty(shape, torch::kFloat32).uniform_(-bound, bound, m_generator);
    tensor.requires_grad_(true);
    m_all.push_back(tensor);
    return tensor;
}

Dense::Dense(std::int64_t inputs, std::int64_t outputs, NetworkParameters& parameters)
    : m_weight(parameters.make({outputs, inputs}, inputs)),
      m_bias(parameters.make({outputs}, inputs))
{
}

torch::Tensor Dense::operator()(const torch::Tensor& x) const
{
    return at::linear(x, m_weight, m_bias);
}

DenseStack::DenseStack(const std::vector<std::int64_t>& widths, bool rectifyLast,
                       NetworkParameters& parameters)
    : m_rectifyLast(rectifyLast)
{
    NODESENTRY_EXPECTS(widths.size() >= 2, "a stack has an input and an output");
    for (std::size_t i = 0; i + 1 < widths.size(); ++i)
        m_layers.emplace_back(widths[i], widths[i + 1], parameters);
}

torch::Tensor DenseStack::operator()(torch::Tensor x) const
{
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        x = m_layers[i](x);
        if (m_rectifyLast || i + 1 < m_layers.size())
            x = at::relu(x);
    }
    return x;
}

} // namespace nodesentry
