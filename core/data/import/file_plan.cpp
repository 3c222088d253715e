#include "core/data/import/file_plan.h"

#include "core/base/csv.h"
#include "core/data/import/names.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <array>
#include <unordered_map>

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

bool FilePlan::has(ColumnRole role) const
{
    return std::find(roles.begin(), roles.end(), role) != roles.end();
}

Result<FilePlan> planFile(std::string_view header, const FilePlanOptions& options, ImportSink& sink)
{
    FilePlan plan;
    plan.separator = separatorOf(header);
    std::vector<std::string> names;
    if (!splitRecord(header, plan.separator, true, names))
        return badColumn("a quote in the header is never closed", names.size() - 1,
                         "close it in the same line");
    const auto time = static_cast<std::size_t>(
        std::distance(names.begin(), std::find_if(names.begin(), names.end(), isTimeColumn)));
    if (time != 0 && !options.anyTimeColumn)
        return badColumn(fmt::format("the first column is '{}', not a time", names.front()), 0,
                         "a node file starts with a header whose first column is named timestamp or time");

    std::unordered_map<std::string_view, std::size_t> firstColumn;
    bool hasLabel = false;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto& name = names[i];
        if (i == time) {
            plan.roles.push_back(ColumnRole::Time);
            continue;
        }
        if (options.anyTimeColumn && (name.empty() || name == "Unnamed: 0")) {
            plan.roles.push_back(ColumnRole::Dropped);
            continue;
        }
        if (name.empty())
            return badColumn("the column has no name", i, "name it, or take it out");
        if (const auto [at, isNew] = firstColumn.emplace(name, i); !isNew)
            return badColumn(
                fmt::format("column '{}' comes twice (first as column {})", name, at->second + 1), i,
                "give the columns different names, or take one out");
        if (const auto role = labelRole(name); role != ColumnRole::Value) {
            if (hasLabel)
                return badColumn("a second label column", i, "keep one of them");
            hasLabel = true;
            plan.roles.push_back(options.useLabels ? role : ColumnRole::Dropped);
            continue;
        }
        const auto target = options.targets.find(name);
        const auto series = target == options.targets.end()
            ? sink.series(parseSeriesName(name), {})
            : sink.series({target->first, {}}, {"", RawKind::Auto, target->second});
        plan.roles.push_back(series ? ColumnRole::Value : ColumnRole::Dropped);
        if (series)
            plan.series.push_back(*series);
    }
    return plan;
}

} // namespace nodesentry
