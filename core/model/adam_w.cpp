#include "core/model/adam_w_p.h"

#include "core/base/expects.h"

#include <cmath>

namespace nodesentry {

namespace {

constexpr double kBeta1 = 0.9;
constexpr double kBeta2 = 0.999;
constexpr double kEpsilon = 1e-8;

} // namespace

AdamW::AdamW(std::vector<torch::Tensor> parameters, double weightDecay)
    : m_parameters(std::move(parameters)),
      m_weightDecay(weightDecay)
{
    for (const torch::Tensor& parameter : m_parameters) {
        m_state.mean.push_back(at::zeros_like(parameter.detach()));
        m_state.square.push_back(at::zeros_like(parameter.detach()));
    }
}

void AdamW::step(double learningRate)
{
    const torch::NoGradGuard noGradient;
    ++m_state.steps;
    const auto steps = static_cast<double>(m_state.steps);
    const double size = learningRate / (1.0 - std::pow(kBeta1, steps));
    const double root = std::sqrt(1.0 - std::pow(kBeta2, steps));
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        torch::Tensor& parameter = m_parameters[i];
        const torch::Tensor& gradient = parameter.grad();
        if (!gradient.defined())
            continue;
        torch::Tensor& mean = m_state.mean[i];
        torch::Tensor& square = m_state.square[i];
        parameter.mul_(1.0 - learningRate * m_weightDecay);
        mean.mul_(kBeta1).add_(gradient, 1.0 - kBeta1);
        square.mul_(kBeta2).addcmul_(gradient, gradient, 1.0 - kBeta2);
        parameter.addcdiv_(mean, square.sqrt().div_(root).add_(kEpsilon), -size);
    }
}

void AdamW::setState(State state)
{
    NODESENTRY_EXPECTS(state.mean.size() == m_parameters.size() && state.square.size() == m_parameters.size(),
                       "the state is of as many parameters");
    const torch::NoGradGuard noGradient;
    m_state.steps = state.steps;
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        m_state.mean[i].copy_(state.mean[i]);
        m_state.square[i].copy_(state.square[i]);
    }
}

} // namespace nodesentry
