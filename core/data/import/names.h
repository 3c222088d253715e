#pragma once

#include <string>
#include <string_view>

namespace nodesentry {

/// A column's name as names are compared: lower case, without blanks, `_`, `-` and `#`, so that
/// "#Start_Time", "start time" and "StartTime" are one name.
[[nodiscard]] std::string plainName(std::string_view name);

/// Whether plainName(name) == plain.
[[nodiscard]] bool isPlainly(std::string_view name, std::string_view plain);

} // namespace nodesentry
