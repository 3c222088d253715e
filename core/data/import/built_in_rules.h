#pragma once

#include <string_view>

namespace nodesentry {

/// The text of resources/rules/metric_rules.json, put into the program by its build.
[[nodiscard]] std::string_view builtInMetricRulesJson();

} // namespace nodesentry
