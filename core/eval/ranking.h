#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace nodesentry {

/// Samples of one score value. A threshold flags all of them or none.
struct ScoreGroup {
    float score = 0.0F;
    std::int64_t positives = 0; ///< truly anomalous samples
    std::int64_t negatives = 0;
};

/// Groups samples by equal score, highest score first: what every figure over all thresholds is made from.
/// @param score, truth  of equal length; no NaN (infinities are fine)
/// @cost O(n log n)
[[nodiscard]] std::vector<ScoreGroup> groupByScore(std::span<const float> score,
                                                   std::span<const std::uint8_t> truth);

/// Area under the ROC curve: the chance that an anomalous sample scores higher than a normal one, ties
/// counting one half (midranks).
/// @return NaN unless there are both anomalous and normal samples
[[nodiscard]] double rocAuc(std::span<const ScoreGroup> groups);

/// Average precision: sum over thresholds of (gain in recall) x precision; no interpolation, which would be
/// too optimistic (Davis and Goadrich, 2006).
/// @return NaN without anomalous samples; the prevalence when all scores are equal
[[nodiscard]] double averagePrecision(std::span<const ScoreGroup> groups);

/// Largest F1 over all thresholds. The threshold is chosen on the labels: an upper bound, not a result.
/// @return NaN without anomalous samples
[[nodiscard]] double bestF1(std::span<const ScoreGroup> groups);

} // namespace nodesentry
