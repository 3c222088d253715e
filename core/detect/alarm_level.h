#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace nodesentry {

/// The lowest level at which @p scores would have given no more than @p most alarms, counted from the top: an
/// alarm is a stretch of scores above the level, and stretches with at most @p gapSamples samples between
/// them are one.
///
/// @param scores      NaN are no scores: above no level, and part of the gap they lie in
/// @param most        >= 1; the level is one of the scores, so that of a few samples it is only known roughly
/// @param gapSamples  >= 0
/// @return the lowest score where all of them together are no more than @p most alarms; nullopt where there
///         is none
/// @cost O(n log n)
[[nodiscard]] std::optional<float> alarmLevel(std::span<const float> scores, std::int64_t most,
                                              std::int64_t gapSamples);

} // namespace nodesentry
