#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nodesentry {

/// The name of one raw series: a column's header.
struct SeriesName {
    std::string base; ///< "node_cpu_seconds_total"; the whole text where there are no labels
    std::vector<std::pair<std::string, std::string>> labels; ///< in the order written, e.g. {"cpu","0"}

    [[nodiscard]] const std::string* label(std::string_view name) const; ///< nullptr when absent
    bool operator==(const SeriesName&) const = default;
};

/// Reads `name{label="value",…}` as Prometheus writes it (with \\, \" and \n in values), also without the
/// quotes, and `{__name__="name",label="value",…}`. A text of any other form is a name without labels.
[[nodiscard]] SeriesName parseSeriesName(std::string_view text);

} // namespace nodesentry
