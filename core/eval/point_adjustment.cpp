#include "core/eval/point_adjustment.h"

#include "core/base/expects.h"
#include "core/eval/sample_runs.h"

#include <algorithm>

namespace nodesentry {

std::vector<std::uint8_t> adjustPoints(std::span<const std::uint8_t> flagged,
                                       std::span<const std::uint8_t> truth,
                                       std::span<const std::uint8_t> counted, double share)
{
    NODESENTRY_EXPECTS(flagged.size() == truth.size() && flagged.size() == counted.size(),
                       "flags, truth and counted are of one length");
    std::vector<std::uint8_t> adjusted(flagged.begin(), flagged.end());
    for (const SampleRun& event : findRuns(truth)) {
        std::int64_t samples = 0;
        std::int64_t found = 0;
        for (std::int64_t i = event.begin; i < event.end; ++i) {
            const auto at = static_cast<std::size_t>(i);
            if (counted[at] == 0)
                continue;
            ++samples;
            found += flagged[at] != 0 ? 1 : 0;
        }
        if (static_cast<double>(found) > share * static_cast<double>(samples))
            std::fill(adjusted.begin() + event.begin, adjusted.begin() + event.end, std::uint8_t{1});
    }
    return adjusted;
}

} // namespace nodesentry
