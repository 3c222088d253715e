#pragma once

#include "core/base/time.h"

#include <compare>
#include <string>

namespace nodesentry {

/// What names a segment for good: numbers of segments change when data is added, a node and a beginning do
/// not.
struct SegmentKey {
    std::string node;
    TimeMs begin = 0; ///< of its first sample

    auto operator<=>(const SegmentKey&) const = default;

    [[nodiscard]] std::string text() const { return node + "@" + formatUtc(begin); }
    /// @error ParseError  not "NODE@TIME"
    [[nodiscard]] static Result<SegmentKey> parse(std::string_view text);
};

} // namespace nodesentry
