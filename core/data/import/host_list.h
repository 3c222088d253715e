#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace nodesentry {

/// Expands a host list as Slurm writes it: "cn[1-4,7]", "n[001-010],login", "rack[1-2]n[01-03]".
///
/// @return names in the order of the list, the last bracket counting fastest, as `scontrol show hostnames`
/// @error ParseError  a bracket is not closed, a range runs backwards, is not a number, or the list names
///                    more than 100 000 hosts
[[nodiscard]] Result<std::vector<std::string>> expandHostList(std::string_view text);

} // namespace nodesentry
