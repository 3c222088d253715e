#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"

#include <cstdint>
#include <limits>
#include <span>

namespace nodesentry {

/// Volumes under the range-based curves; NaN where undefined.
struct VolumesUnderSurface {
    double pr = std::numeric_limits<double>::quiet_NaN(); ///< NaN when no anomalous sample counts
    double roc = std::numeric_limits<double>::quiet_NaN(); ///< NaN also when no normal sample counts
};

/// VUS-PR and VUS-ROC: the areas under the range-based precision-recall and ROC curves, averaged over buffer
/// widths 0 .. maxBuffer. An alarm just outside an event counts in part, since the edges of labels are seldom
/// exact; a score that is highest inside the events and nowhere else has 1 in both.
///
/// For a buffer of width l, a sample that is d <= l/2 before or after an event gets the label sqrt(1 - d/l);
/// where buffers overlap the labels add up, to at most 1. At a threshold, with P anomalous samples, B the sum
/// of the buffers' labels that are flagged, and TP that of all labels that are flagged:
/// precision = TP / flagged, recall = min(TP / (P + B/2), 1) times the share of events of which a sample or
/// its buffer is flagged, events whose buffers overlap being one; false positive rate
/// = (flagged - TP) / (n - P - B/2). The area under precision is the sum of recall gains x precision, the one
/// under the ROC curve goes straight from point to point and ends in (1, 1).
///
/// @param score    no NaN (infinities are fine)
/// @param truth    1 = anomalous; its stretches are the events
/// @param counted  0 = the sample is left out, but keeps its place in time; a stretch without any sample that
///                 counts is no event and has no buffers
/// @param maxBuffer  samples, >= 0
/// @param thresholds  so many, at ranks evenly spread over the samples; below 2: every distinct score
/// @error Cancelled  polled once per buffer width
/// @cost  O(n log n + n maxBuffer)
/// @source Paparrizos et al. (2022), PVLDB 15(11), 2774-2787, as TSB-AD computes it (evaluation/basic_metrics.py,
///         RangeAUC_volume_opt): with all samples counted the same to 1e-6, with every score as threshold and
///         with their default of 250 (tests/data/golden/vus). They know no samples that are left out.
[[nodiscard]] Result<VolumesUnderSurface> volumesUnderSurface(std::span<const float> score,
                                                              std::span<const std::uint8_t> truth,
                                                              std::span<const std::uint8_t> counted,
                                                              int maxBuffer, int thresholds = 0,
                                                              const RunContext& context = {});

} // namespace nodesentry
