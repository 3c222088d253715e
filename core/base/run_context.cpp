#include "core/base/run_context.h"

#include <algorithm>

namespace nodesentry {

void RunContext::report(double fraction, std::string_view detail) const
{
    if (m_progress)
        m_progress({m_stage, m_begin + std::clamp(fraction, 0.0, 1.0) * (m_end - m_begin), detail});
}

RunContext RunContext::part(double begin, double end, std::string stage) const
{
    RunContext part = *this;
    part.m_begin = m_begin + begin * (m_end - m_begin);
    part.m_end = m_begin + end * (m_end - m_begin);
    if (!stage.empty())
        part.m_stage = std::move(stage);
    return part;
}

} // namespace nodesentry
