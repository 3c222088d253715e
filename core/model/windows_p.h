#pragma once

#include <cstdint>
#include <vector>

namespace nodesentry {

/// A stretch of one segment that the network sees at once.
struct Window {
    int source = 0; ///< index of the segment among those at hand
    std::int64_t begin = 0; ///< samples after the segment's first
    std::int64_t length = 0; ///< at most the window length; less only where the segment is shorter

    bool operator==(const Window&) const = default;
};

/// Cuts a segment into windows that cover every sample and never leave it.
///
/// @param length  of the segment, >= 1
/// @param window  wanted length, >= 1
/// @param stride  distance of starts, clamped to [1, window] so that no sample is left out
/// @param phase   moves the starts by this much, 0 <= phase < stride; training varies it from epoch to epoch
/// @return ascending; the last one ends where the segment ends; one short window if length <= window
[[nodiscard]] std::vector<Window> cutWindows(int source, std::int64_t length, std::int64_t window,
                                             std::int64_t stride, std::int64_t phase = 0);

} // namespace nodesentry
