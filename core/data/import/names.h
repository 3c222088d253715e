#pragma once

#include <string>
#include <string_view>

namespace nodesentry {

/// A column's name as names are compared: lower case, without blanks, `_`, `-` and `#`, so that
/// "#Start_Time", "start time" and "StartTime" are one name.
[[nodiscard]] std::string plainName(std::string_view name);

} // namespace nodesentry
