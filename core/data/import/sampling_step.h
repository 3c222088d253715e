#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace nodesentry {

/// The step of samples that were taken at these differences.
///
/// @param differences  between consecutive times, in ms, from any number of files
/// @return the most common one if it makes up half of them; else, for times that jitter, the median rounded
///         to two digits; nullopt when there are none that are positive
[[nodiscard]] std::optional<std::int64_t> commonStep(std::vector<std::int64_t> differences);

/// The moments at which samples were taken, where rows of one moment are a little apart, as the GPUs that one call of
/// nvidia-smi lists 3 ms after each other.
/// @param times  ascending
/// @return the first time of each moment, or @p times where rows do not come in such bundles: bundles of at most a
///         twentieth of the distance between them, most of these distances being alike
[[nodiscard]] std::vector<TimeMs> withoutNoise(const std::vector<TimeMs>& times);

/// Appends the differences between consecutive times to @p differences.
void appendDifferences(std::span<const TimeMs> times, std::vector<std::int64_t>& differences);

} // namespace nodesentry
