#pragma once

#include "core/model/torch_precompiled_p.h"

#include <vector>

namespace nodesentry {

/// While it lives and is on, CUDA operations of this thread that gain from half precision use it.
class AutocastGuard {
public:
    explicit AutocastGuard(bool on);
    AutocastGuard(const AutocastGuard&) = delete;
    AutocastGuard& operator=(const AutocastGuard&) = delete;
    ~AutocastGuard();

private:
    bool m_on;
};

/// Keeps gradients in half precision from vanishing: the loss is multiplied by a factor before the backward
/// pass and the gradients divided by it; a factor at which they overflow is halved and the step left out.
/// @source Micikevicius et al. (2018), arXiv 1710.03740
class GradientScale {
public:
    /// @param on  false: the factor is 1 and stays 1
    explicit GradientScale(bool on) : m_on(on), m_factor(on ? 65536.0 : 1.0) { }

    [[nodiscard]] double factor() const { return m_factor; }
    /// Divides the gradients and adapts the factor.
    /// @return whether the step counts; without half precision always
    [[nodiscard]] bool unscale(std::vector<torch::Tensor>& gradients);

    [[nodiscard]] int goodSteps() const { return m_goodSteps; }
    void restore(double factor, int goodSteps);

private:
    bool m_on;
    double m_factor;
    int m_goodSteps = 0; ///< since the factor was last changed
};

} // namespace nodesentry
