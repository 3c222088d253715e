#pragma once

#include <span>
#include <vector>

namespace nodesentry {

/// Causal moving average: sample t becomes the mean of the scores in (t - windowSamples, t].
/// Steadies a score that flickers, for the price of a later alarm.
///
/// @param score          per sample; NaN = not scored: stays NaN, and is left out of its neighbours' means
/// @param windowSamples  >= 1; 1 returns the score as it is
/// @cost O(n windowSamples)
[[nodiscard]] std::vector<float> smoothScores(std::span<const float> score, int windowSamples);

} // namespace nodesentry
