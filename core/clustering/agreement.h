#pragma once

#include <string>
#include <vector>

namespace nodesentry {

/// Adjusted Rand index: how far two groupings of the same items agree, corrected for chance.
///
/// @param a, b  a label per item, equally long; which label stands for which group does not matter
/// @return 1 for equal groupings, about 0 for unrelated ones, at least -0.5; 1 for fewer than 2 items
/// @cost  O(n log n)
/// @source Hubert and Arabie (1985), Journal of Classification 2:193-218
[[nodiscard]] double adjustedRandIndex(const std::vector<int>& a, const std::vector<int>& b);
[[nodiscard]] double adjustedRandIndex(const std::vector<std::string>& a, const std::vector<std::string>& b);
[[nodiscard]] double adjustedRandIndex(const std::vector<int>& a, const std::vector<std::string>& b);

} // namespace nodesentry
