#pragma once

#include "core/data/import/metric_rules.h"

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace nodesentry {

/// What one column of a node file is.
enum class ColumnRole : std::uint8_t {
    Time,
    Value, ///< a series that is kept
    Label, ///< per-sample mask: 0 or empty is normal
    LabelBits, ///< per-sample mask with one bit for each of several anomalies
    Dropped, ///< not even parsed
};

/// How to read the columns of files with one and the same header.
struct FilePlan {
    struct Value {
        std::string series; ///< the column's header
        int metric = 0; ///< index into MetricPlanner::targets()
    };
    char separator = ',';
    std::vector<ColumnRole> roles; ///< one for each column
    std::vector<Value> values; ///< of the Value columns, in their order
};

/// Decides from headers what every column becomes, and numbers the metrics of the whole import.
class MetricPlanner {
public:
    explicit MetricPlanner(MetricRules rules) : m_rules(std::move(rules)) { }

    /// @param header      the first line of a node file
    /// @param useLabels   false: label columns are dropped
    /// @return shared by all files with the same header
    /// @error ParseError  the first column is not a time, a name comes twice, or a name is empty (names the
    ///                    column; the caller adds the file)
    [[nodiscard]] Result<std::shared_ptr<const FilePlan>> plan(const std::string& header, bool useLabels);

    [[nodiscard]] const std::vector<MetricTarget>& targets() const { return m_targets; }
    [[nodiscard]] std::int64_t droppedSeries() const { return static_cast<std::int64_t>(m_dropped.size()); }

private:
    MetricRules m_rules;
    std::vector<MetricTarget> m_targets;
    std::unordered_map<std::string, int> m_indexOf; ///< by the metric's name
    std::map<std::string, std::shared_ptr<const FilePlan>> m_plans; ///< by header
    std::set<std::string> m_dropped; ///< names of dropped series
};

/// The separator of a header line: the first of `,` `;` tab that it holds; `,` when it holds none.
[[nodiscard]] char separatorOf(std::string_view header);
/// Whether a column of this name holds the time.
[[nodiscard]] bool isTimeColumn(std::string_view name);

} // namespace nodesentry
