#pragma once

#include <spdlog/fmt/fmt.h>
#include <spdlog/spdlog.h>

namespace nodesentry {

/// Sends the log to standard error, so that standard output carries results only.
/// @param level  "trace", "debug", "info", "warn", "error" or "off"
void setUpLog(const std::string& level);

} // namespace nodesentry
