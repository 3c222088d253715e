#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nodesentry {

/// Splits a line whose fields may be names of series: besides double quotes, {braces} keep separators in a field, as in
/// `cn1,node_cpu_seconds_total{cpu="0",mode="idle"},5`.
/// @return false when a quote is still open at the end
[[nodiscard]] bool splitSeriesFields(std::string_view line, char separator, std::vector<std::string>& fields);

} // namespace nodesentry
