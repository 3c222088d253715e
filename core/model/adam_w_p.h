#pragma once

#include "core/model/torch_precompiled_p.h"

#include <cstdint>
#include <vector>

namespace nodesentry {

/// AdamW with everything that it remembers in plain sight, so that training can be interrupted and taken up
/// again to the same bits whatever the version of LibTorch.
/// @source Loshchilov, Hutter (2019), arXiv 1711.05101, with PyTorch's defaults β = (0.9, 0.999), ε = 1e-8
class AdamW {
public:
    AdamW(std::vector<torch::Tensor> parameters, double weightDecay);

    /// One step with the gradients that the parameters carry.
    void step(double learningRate);

    struct State {
        std::int64_t steps = 0;
        std::vector<torch::Tensor> mean; ///< of the gradients, one tensor per parameter
        std::vector<torch::Tensor> square; ///< of their squares
    };
    [[nodiscard]] const State& state() const { return m_state; }
    void setState(State state); ///< tensors are copied to where the parameters are

private:
    std::vector<torch::Tensor> m_parameters;
    double m_weightDecay;
    State m_state;
};

} // namespace nodesentry
