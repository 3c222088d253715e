#include "core/eval/sample_runs.h"

namespace nodesentry {

std::vector<SampleRun> findRuns(std::span<const std::uint8_t> values, std::int64_t gapSamples)
{
    std::vector<SampleRun> runs;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i] == 0)
            continue;
        const auto at = static_cast<std::int64_t>(i);
        if (!runs.empty() && at - runs.back().end <= gapSamples)
            runs.back().end = at + 1;
        else
            runs.push_back({at, at + 1});
    }
    return runs;
}

} // namespace nodesentry
