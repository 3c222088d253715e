#pragma once

#include "core/base/matrix.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nodesentry {

// The exact sums of distances as bytes, with a fingerprint of what they were made of, so that a project can
// keep them between sessions.

[[nodiscard]] std::string writeSums(const FeatureMatrix& whole, double scale,
                                    const std::vector<std::size_t>& labelOf,
                                    const std::vector<const std::vector<std::int64_t>*>& sums);

/// @return nothing when the bytes are of other features, of another assignment, or no sums at all
[[nodiscard]] std::optional<std::vector<std::vector<std::int64_t>>>
readSums(std::string_view bytes, const FeatureMatrix& whole, double scale,
         const std::vector<std::size_t>& labelOf, std::size_t clusters);

} // namespace nodesentry
