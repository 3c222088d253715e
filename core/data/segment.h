#pragma once

#include <cstdint>
#include <string>

namespace nodesentry {

/// A stretch of one node between two consecutive job transitions: the unit that is clustered and matched.
struct Segment {
    std::int64_t id = 0; ///< unique in the project, from 1
    std::string node;
    std::string job; ///< job id; "1+2" where jobs share the node; empty when the node is idle
    std::int64_t begin = 0; ///< first sample, index into the node's grid
    std::int64_t end = 0; ///< one past the last sample
    bool train = false; ///< wholly inside the training range
    /// Of the first sample, in samples since its job began or, when idle, since the last multiple of the
    /// piece length after 1970: not 0 where something else than those cut the stretch (splitByJob()).
    std::int64_t position = 0;

    [[nodiscard]] std::int64_t length() const { return end - begin; }
    [[nodiscard]] bool idle() const { return job.empty(); }
    bool operator==(const Segment&) const = default;
};

} // namespace nodesentry
