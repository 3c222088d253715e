#pragma once

#include "core/data/segment.h"
#include "core/pipeline/segment_matcher.h"

#include <cstdint>
#include <optional>

namespace nodesentry {

/// What is known so far of the cluster of a segment that has begun.
struct ProvisionalMatch {
    Match match;
    std::int64_t samples = 0; ///< from the beginning of the segment, which the match rests on
    bool settled = false; ///< the match period, or the segment, is over: this is the match for good
};

/// Follows one segment from its first samples to the end of its match period.
///
/// The match is made as soon as features can be taken of the segment, and again whenever it has grown by an
/// eighth, so that a segment is described a few times and not at every sample. What it comes to when the
/// match period is over is what the stages come to: they match by the same samples.
///
/// @thread one object on one thread; several may share a matcher
class YoungSegment {
public:
    /// @param matcher             must outlive this
    /// @param begin               first sample of the segment on its node's grid
    /// @param matchPeriodSamples  as matchPeriodSamples() gives it
    YoungSegment(const SegmentMatcher& matcher, std::int64_t begin, std::int64_t matchPeriodSamples);

    /// Takes notice of the samples up to @p end, which never falls.
    /// @param values  samples of the node as SegmentMatcher::match() takes them, from its grid's first on; at
    ///                least @p end columns
    /// @param ended   whether the segment ends there
    /// @return nothing while the segment is shorter than kMinimumSamples
    /// @error as SegmentMatcher::match()
    [[nodiscard]] Result<std::optional<ProvisionalMatch>>
    update(const SampleMatrix& values, std::int64_t end, bool ended = false, const RunContext& context = {});

private:
    const SegmentMatcher* m_matcher;
    std::int64_t m_begin;
    std::int64_t m_matchPeriodSamples;
    std::int64_t m_end;
    std::optional<ProvisionalMatch> m_current;
};

} // namespace nodesentry
