#pragma once

#include <string_view>

namespace nodesentry {

/// Reads one value of a node file. Empty text, NaN and infinity (in any case) are missing values: NaN.
/// @return false when the text is not a number
[[nodiscard]] bool parseValue(std::string_view text, double& value);

} // namespace nodesentry
