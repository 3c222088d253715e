#include "core/eval/transition_margin.h"

#include "core/base/expects.h"

#include <algorithm>
#include <cmath>

namespace nodesentry {

std::vector<std::uint8_t> markTransitions(std::span<const Job* const> jobs, const TimeGrid& grid,
                                          double marginSeconds)
{
    NODESENTRY_EXPECTS(marginSeconds >= 0.0, "the margin is a length of time");
    const auto margin = static_cast<TimeMs>(std::llround(1000.0 * marginSeconds));
    std::vector<std::uint8_t> marked(static_cast<std::size_t>(grid.size), 0);
    const auto markAround = [&](TimeMs transition) {
        std::fill(marked.begin() + grid.firstAtOrAfter(transition - margin),
                  marked.begin() + grid.firstAtOrAfter(transition + margin), std::uint8_t{1});
    };
    for (const Job* job : jobs) {
        markAround(job->begin);
        if (job->end)
            markAround(*job->end);
    }
    return marked;
}

} // namespace nodesentry
