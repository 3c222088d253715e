#pragma once

#include <string>
#include <string_view>

namespace nodesentry {

/// "host:9100" -> "host", "[::1]:9100" -> "::1"; any other text as it is, an address without brackets too.
[[nodiscard]] std::string withoutPort(std::string_view instance);

} // namespace nodesentry
