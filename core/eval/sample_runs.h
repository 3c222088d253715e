#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace nodesentry {

/// Sample positions [begin, end) of one node.
struct SampleRun {
    std::int64_t begin = 0;
    std::int64_t end = 0;

    bool operator==(const SampleRun&) const = default;
};

/// The maximal stretches of non-zero values, ascending.
/// @param gapSamples  stretches with at most so many zeros between them become one, zeros included
[[nodiscard]] std::vector<SampleRun> findRuns(std::span<const std::uint8_t> values,
                                              std::int64_t gapSamples = 0);

} // namespace nodesentry
