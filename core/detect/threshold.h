#pragma once

#include "core/detect/detect_options.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace nodesentry {

/// The threshold of every sample of one node. Labels are never read.
///
/// `ksigma`: at sample t, mean + k sigma of the last windowSeconds of scores before t, t itself excluded. The
/// window is kept over segment borders. It holds at least 20 samples, so that a coarse grid has a sigma too;
/// until half of it has been seen, mean and sigma of all training scores stand in.
///
/// With `freeze`, freezeAfterSamples scores in a row above the threshold open a case: none of them enters the
/// window, so that a fault cannot raise its own threshold. Shorter excursions enter once they are over, since
/// a window without any of its tail would flag ever more. After freezeLimitSeconds in a row the window learns
/// again, so that a lasting new level ends its case.
///
/// The threshold never falls below floorShare times the trainQuantile of the training scores: in a calm
/// stretch sigma goes to zero, and any noise would be flagged. Nor does it fall below the level at which
/// training would have given alarmsPerDay cases a day (nodeAlarmLevel()), nor below @p fleetLevel. A quantile
/// alone means another number of alarms for each sampling interval: of samples 15 s apart, 0.995 lets 29 a
/// day through, of those 5 min apart one or two. Of a training range in which less than one such case is to
/// be expected the node's own level is not known and left out.
///
/// `train_quantile`: that quantile of the training scores, for all samples.
///
/// `pot`: peaks over threshold: the generalised Pareto distribution of the training scores above their
/// potInitialQuantile gives the value that potRisk of samples like them exceed; one for all samples. Never
/// below that quantile; the largest training score where fewer than 10 lie above it.
///
/// @param score        per sample; NaN = not scored: skipped, though it gets a threshold like the others
/// @param trainEnd     samples [0, trainEnd) are the training range; 0 <= trainEnd <= size
/// @param stepSeconds  of the grid, > 0
/// @param fleetLevel   fleetAlarmLevel() of all nodes; nullopt: each node for itself. `ksigma` only
/// @return as long as score; +inf where neither window nor training range say anything
/// @cost O(n log window); pot: O(n log n)
/// @source pot: Siffer, Fouque, Termier and Largouet (2017), KDD, 1067-1075, without their updates during
///         detection
[[nodiscard]] std::vector<float> computeThreshold(std::span<const float> score, std::int64_t trainEnd,
                                                  double stepSeconds, const DetectOptions& options,
                                                  std::optional<float> fleetLevel = std::nullopt);

/// 1 where the score is above its threshold; a score that is NaN is not flagged.
[[nodiscard]] std::vector<std::uint8_t> flagScores(std::span<const float> score,
                                                   std::span<const float> threshold);

} // namespace nodesentry
