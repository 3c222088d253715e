#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"

#include <cstdint>
#include <span>

namespace nodesentry {

/// VUS-PR: the range-based area under the precision-recall curve, averaged over buffer widths 0 .. maxBuffer.
/// An alarm just outside an event counts in part, since the edges of labels are seldom exact.
///
/// For a buffer of width l, samples up to l/2 from an event get the label sqrt(1 - distance / l); TP is the
/// sum of the labels of flagged samples, precision is TP / flagged, and recall is TP over the mean of the
/// sums of plain and softened labels (at most 1) times the share of events that were touched at all.
///
/// @param score    no NaN
/// @param truth    1 = anomalous; its stretches are the events
/// @param counted  0 = the sample is left out, but keeps its place in time
/// @param maxBuffer  samples, >= 0
/// @return NaN when no anomalous sample counts
/// @error Cancelled  polled once per buffer width
/// @cost  O(n log n + n maxBuffer)
/// @source Paparrizos et al. (2022), PVLDB 15(11), 2774-2787. Where we differ from their program: every
///         distinct score is a threshold, not 250 of them; buffers are symmetric (theirs are one sample
///         shorter after an event); the area is the sum of recall gains x precision, without interpolation.
[[nodiscard]] Result<double> volumeUnderPrSurface(std::span<const float> score,
                                                  std::span<const std::uint8_t> truth,
                                                  std::span<const std::uint8_t> counted, int maxBuffer,
                                                  const RunContext& context = {});

} // namespace nodesentry
