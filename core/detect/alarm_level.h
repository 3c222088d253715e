#pragma once

#include "core/detect/detect_options.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

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

/// The level at which a node's training range would have given DetectOptions::alarmsPerDay cases a day, with
/// its mergeGapSeconds.
///
/// @param trainingScores  of the node; NaN are no scores
/// @param stepSeconds     of the grid, > 0
/// @return nullopt where less than one such case is to be expected in the range, alarmsPerDay 0 among it
/// @cost as alarmLevel()
[[nodiscard]] std::optional<float> nodeAlarmLevel(std::span<const float> trainingScores, double stepSeconds,
                                                  const DetectOptions& options);

/// What the nodes' own levels say together: their median, of an even number the mean of the middle two.
///
/// A level is the largest of a few peaks of a few days, and what one node happened to do in them moves it.
/// The median of many nodes is steady, and a node that alarms all the time does not raise it for the others.
/// @return nullopt of no levels, and where the scores of one node say nothing of those of another: where the
///         upper quartile is more than twice the lower one
[[nodiscard]] std::optional<float> fleetAlarmLevel(std::vector<float> nodeLevels);

} // namespace nodesentry
