#include "core/model/mixed_precision_p.h"

#include <ATen/autocast_mode.h>

#include <algorithm>

namespace nodesentry {

namespace {

void setAutocast(bool on)
{
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
    at::autocast::set_autocast_enabled(at::kCUDA, on);
    at::autocast::set_autocast_dtype(at::kCUDA, at::kHalf);
#else
    at::autocast::set_enabled(on);
    at::autocast::set_autocast_gpu_dtype(at::kHalf);
#endif
}

} // namespace

AutocastGuard::AutocastGuard(bool on) : m_on(on)
{
    if (!m_on)
        return;
    setAutocast(true);
    at::autocast::increment_nesting();
}

AutocastGuard::~AutocastGuard()
{
    if (!m_on)
        return;
    // Weights change with the next step, so their copies in half precision must not be used again. The cache
    // is one for all threads in newer versions: a training beside this one only casts its weights once more.
    if (at::autocast::decrement_nesting() == 0)
        at::autocast::clear_cache();
    setAutocast(false);
}

bool GradientScale::unscale(std::vector<torch::Tensor>& gradients)
{
    if (!m_on)
        return true;
    constexpr int kStepsUntilLarger = 2000;
    constexpr double kLargest = 16777216.0;
    torch::Tensor finite;
    for (torch::Tensor& gradient : gradients) {
        if (!gradient.defined())
            continue;
        gradient.mul_(1.0 / m_factor);
        const torch::Tensor all = gradient.isfinite().all();
        finite = finite.defined() ? finite.logical_and(all) : all;
    }
    if (finite.defined() && !finite.item<bool>() && m_factor > 1.0) {
        m_factor /= 2.0;
        m_goodSteps = 0;
        return false;
    }
    if (++m_goodSteps == kStepsUntilLarger) {
        m_factor = std::min(kLargest, 2.0 * m_factor);
        m_goodSteps = 0;
    }
    return true;
}

void GradientScale::restore(double factor, int goodSteps)
{
    m_factor = factor;
    m_goodSteps = goodSteps;
}

} // namespace nodesentry
