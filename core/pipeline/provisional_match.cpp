#include "core/pipeline/provisional_match.h"

#include "core/base/expects.h"

#include <algorithm>

namespace nodesentry {

YoungSegment::YoungSegment(const SegmentMatcher& matcher, std::int64_t begin, std::int64_t matchPeriodSamples)
    : m_matcher(&matcher),
      m_begin(begin),
      m_matchPeriodSamples(matchPeriodSamples),
      m_end(begin)
{
    NODESENTRY_EXPECTS(begin >= 0 && matchPeriodSamples >= kMinimumSamples, "a segment and a match period");
}

Result<std::optional<ProvisionalMatch>> YoungSegment::update(const SampleMatrix& values, std::int64_t end,
                                                             bool ended, const RunContext& context)
{
    NODESENTRY_EXPECTS(end >= m_end && end <= values.cols(), "samples come in their order");
    m_end = end;
    const std::int64_t samples = std::min(end - m_begin, m_matchPeriodSamples);
    if ((m_current && m_current->settled) || samples < kMinimumSamples)
        return m_current;
    const bool settled = ended || samples == m_matchPeriodSamples;
    const bool grown = !m_current || 8 * (samples - m_current->samples) >= m_current->samples;
    if (grown || (settled && samples > m_current->samples)) {
        NODESENTRY_TRY(const auto match, m_matcher->match(values, m_begin, m_begin + samples, context));
        m_current = ProvisionalMatch{match, samples, settled};
    }
    m_current->settled = settled;
    return m_current;
}

} // namespace nodesentry
