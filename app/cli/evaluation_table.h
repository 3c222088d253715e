#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace nodesentry::cli {

/// The JSON object of `evaluate --json` as tables for a terminal: the paper's protocol, then the figures
/// without point adjustment, then the groups where there are any.
[[nodiscard]] std::string evaluationTables(const nlohmann::json& evaluation);

} // namespace nodesentry::cli
