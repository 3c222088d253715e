#pragma once

#include "core/base/time.h"
#include "core/detect/detect_options.h"
#include "core/detect/top_metrics.h"
#include "core/review/suggestion.h"

#include <span>
#include <string>
#include <vector>

namespace nodesentry {

/// How far each score is above its threshold: score / threshold. A sample is flagged where this is above 1,
/// exactly as flagScores() says it, and above f if all thresholds were f times as high. So one line can be
/// moved over all nodes at once, although each has thresholds of its own that move with time.
/// @return NaN where there is no score or no threshold; +inf above a threshold of 0
[[nodiscard]] std::vector<float> thresholdRatios(std::span<const float> score,
                                                 std::span<const float> threshold);

/// The stretches of one node that would be cases if all thresholds were @p factor times as high, ascending.
///
/// The thresholds themselves are as detection left them: what a window of past scores would have learned
/// with other flags is not computed again. With factor 1 they are the stored cases.
/// @param ratio    thresholdRatios(), as long as the grid
/// @param factor   > 0
/// @param top      what each score is made of; empty: suggestions name no metrics
/// @param metricCatalogIndexOfRow  of each row that @p top names
/// @return pending, without id; strength is the largest ratio
/// @cost linear in the samples
[[nodiscard]] std::vector<Suggestion> findCandidates(const std::string& method, const std::string& node,
                                                     const TimeGrid& grid, std::span<const float> ratio,
                                                     double factor, const DetectOptions& options,
                                                     const TopMetrics& top = {},
                                                     std::span<const int> metricCatalogIndexOfRow = {});

} // namespace nodesentry
