#pragma once

namespace nodesentry {

inline constexpr auto kVersion = "0.1.0";

} // namespace nodesentry
