#pragma once

#include <string_view>

namespace nodesentry {

/// Reads one value of a file with samples. Empty text, NaN and infinity (in any case) are missing values:
/// NaN.
/// @return false when the text is not a number
[[nodiscard]] bool parseValue(std::string_view text, double& value);

/// Reads a short decimal number, such as "-12.5", from the front of a line.
/// @param at  moved behind the number, which the separator or @p end must follow; else not moved
/// @return false when it is anything else, which parseValue() may still be able to read; the value is exactly
///         that of parseValue()
[[nodiscard]] bool takeDecimal(const char*& at, const char* end, char separator, double& value);

} // namespace nodesentry
