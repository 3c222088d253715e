#include "core/eval/transition_margin.h"

#include "core/base/expects.h"

#include <algorithm>
#include <cmath>

namespace nodesentry {

std::vector<std::uint8_t> markTransitions(std::span<const Segment> segments, std::int64_t samples,
                                          double stepSeconds, double marginSeconds)
{
    NODESENTRY_EXPECTS(stepSeconds > 0.0 && marginSeconds >= 0.0, "step and margin are lengths of time");
    std::vector<std::uint8_t> marked(static_cast<std::size_t>(samples), 0);
    const auto mark = [&](std::int64_t begin, std::int64_t end) {
        begin = std::clamp<std::int64_t>(begin, 0, samples);
        end = std::clamp<std::int64_t>(end, begin, samples);
        std::fill(marked.begin() + begin, marked.begin() + end, std::uint8_t{1});
    };
    // The sample at the begin is inside the margin, the one at the end already belongs to the next segment:
    // hence rounding up on one side and down on the other.
    const auto after = static_cast<std::int64_t>(std::ceil(marginSeconds / stepSeconds));
    const auto before = static_cast<std::int64_t>(std::floor(marginSeconds / stepSeconds));
    for (const Segment& segment : segments) {
        mark(segment.begin, std::min(segment.begin + after, segment.end));
        mark(std::max(segment.end - before, segment.begin), segment.end);
    }
    return marked;
}

} // namespace nodesentry
