#include "core/data/import/metric_plan.h"

#include "core/base/csv.h"
#include "core/data/import/names.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <array>

namespace nodesentry {

namespace {

tl::unexpected<Error> badColumn(std::string message, std::size_t column, std::string advice)
{
    return fail(Error{ErrorCode::ParseError,
                      std::move(message),
                      {},
                      1,
                      static_cast<std::int64_t>(column + 1),
                      std::move(advice)});
}

/// The role of a label column, or Value.
ColumnRole labelRole(std::string_view name)
{
    const auto plain = plainName(name);
    if (plain == "label" || plain == "anomaly" || plain == "isanomaly")
        return ColumnRole::Label;
    return plain == "labelbits" ? ColumnRole::LabelBits : ColumnRole::Value;
}

} // namespace

char separatorOf(std::string_view header)
{
    const auto found = header.find_first_of(",;\t");
    return found == std::string_view::npos ? ',' : header[found];
}

bool isTimeColumn(std::string_view name)
{
    constexpr std::array<std::string_view, 5> kNames{"timestamp", "time", "datetime", "date", "ts"};
    return std::find(kNames.begin(), kNames.end(), plainName(name)) != kNames.end();
}

Result<std::shared_ptr<const FilePlan>> MetricPlanner::plan(const std::string& header, bool useLabels)
{
    if (const auto known = m_plans.find(header); known != m_plans.end())
        return known->second;

    auto plan = std::make_shared<FilePlan>();
    plan->separator = separatorOf(header);
    std::vector<std::string> names;
    if (!splitRecord(header, plan->separator, true, names))
        return badColumn("a quote in the header is never closed", names.size() - 1,
                         "close it in the same line");
    if (!isTimeColumn(names.front()))
        return badColumn(fmt::format("the first column is '{}', not a time", names.front()), 0,
                         "a node file starts with a header whose first column is named timestamp or time");

    std::unordered_map<std::string, std::size_t> firstColumn;
    bool hasLabel = false;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto& name = names[i];
        if (name.empty())
            return badColumn("the column has no name", i, "name it, or take it out");
        if (const auto [at, isNew] = firstColumn.emplace(name, i); !isNew)
            return badColumn(
                fmt::format("column '{}' comes twice (first as column {})", name, at->second + 1), i,
                "give the columns different names, or take one out");
        if (i == 0) {
            plan->roles.push_back(ColumnRole::Time);
            continue;
        }
        if (const auto role = labelRole(name); role != ColumnRole::Value) {
            if (hasLabel)
                return badColumn("a second label column", i, "keep one of them");
            hasLabel = true;
            plan->roles.push_back(useLabels ? role : ColumnRole::Dropped);
            continue;
        }
        auto target = m_rules.apply(parseSeriesName(name));
        if (!target) {
            plan->roles.push_back(ColumnRole::Dropped);
            m_dropped.insert(name);
            continue;
        }
        const auto [index, isNew] = m_indexOf.emplace(target->name, static_cast<int>(m_targets.size()));
        if (isNew)
            m_targets.push_back(std::move(*target));
        plan->roles.push_back(ColumnRole::Value);
        plan->values.push_back({name, index->second});
    }
    m_plans.emplace(header, plan);
    return std::shared_ptr<const FilePlan>(std::move(plan));
}

} // namespace nodesentry
