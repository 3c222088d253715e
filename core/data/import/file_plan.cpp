#include "core/data/import/file_plan.h"

#include "core/base/text.h"
#include "core/data/import/key_columns.h"
#include "core/data/import/names.h"
#include "core/data/import/node_names.h"
#include "core/data/import/table.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <array>
#include <span>
#include <unordered_map>

namespace nodesentry {

namespace {

tl::unexpected<Error> badColumn(const TableStart& start, std::string message, std::size_t column,
                                std::string advice)
{
    return fail(Error{ErrorCode::ParseError,
                      std::move(message),
                      {},
                      start.headerLine,
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

int findName(const std::vector<std::string>& columns, std::span<const std::string_view> names)
{
    for (const auto name : names) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (isPlainly(columns[i], name))
                return static_cast<int>(i);
        }
    }
    return -1;
}

constexpr std::array<std::string_view, 5> kMetricNames{"metric", "metricname", "name", "series",
                                                       "measurement"};
constexpr std::array<std::string_view, 2> kValueNames{"value", "val"};
constexpr std::array<std::string_view, 2> kUnitNames{"unit", "units"};

/// "12:00:00", which is part of a time only.
bool isTimeOfDay(std::string_view field)
{
    return field.size() >= 5 && field.size() <= 12 && (field[1] == ':' || field[2] == ':')
        && field.find_first_not_of("0123456789:.,") == std::string_view::npos;
}

/// Makes the plan of one header, step by step.
class Planner {
public:
    Planner(const TableStart& start, const std::string& path, const FilePlanOptions& options,
            ImportSink& sink)
        : m_start(start),
          m_path(path),
          m_options(options),
          m_sink(sink)
    {
        m_plan.form = start.form;
        m_plan.names = start.columns;
        m_plan.roles.assign(start.columns.size(), ColumnRole::Value);
    }

    Result<FilePlan> make()
    {
        NODESENTRY_CHECK(findTime());
        NODESENTRY_CHECK(checkNames());
        NODESENTRY_CHECK(findLabels());
        if (m_options.fixedLayout) {
            dropUnnamed();
        } else {
            findLongForm();
            findNode();
            NODESENTRY_CHECK(findKeys());
        }
        if (m_plan.isKeyed())
            describeValues();
        else
            nameValues();
        return std::move(m_plan);
    }

private:
    [[nodiscard]] ColumnRole& role(int column) { return m_plan.roles[static_cast<std::size_t>(column)]; }

    /// Whether the first column numbers or names the rows, as the index of a data frame does.
    [[nodiscard]] bool isIndex(std::size_t column) const
    {
        const auto& name = m_start.columns[column];
        return (name.empty() || name == "Unnamed: 0") && static_cast<int>(column) != m_start.timeColumn
            && (column == 0 || m_options.fixedLayout);
    }

    Result<void> findTime()
    {
        if (m_start.timeColumn < 0 && m_options.fixedLayout)
            return {};
        if (m_start.timeColumn < 0)
            return badColumn(m_start,
                             fmt::format("the first column is '{}', not a time",
                                         m_start.columns.empty() ? "" : m_start.columns.front()),
                             0, "one column must hold the time, under a name such as timestamp or time");
        role(m_start.timeColumn) = ColumnRole::Time;
        for (std::size_t i = 0; i < m_start.columns.size(); ++i) {
            if (static_cast<int>(i) == m_start.timeColumn || !isTimeColumn(m_start.columns[i]))
                continue;
            if (!m_start.rows.empty() && isTimeOfDay(m_start.rows.front()[i]))
                return badColumn(m_start,
                                 fmt::format("the date is in column '{}' and the time of day in column '{}'",
                                             m_start.columns[static_cast<std::size_t>(m_start.timeColumn)],
                                             m_start.columns[i]),
                                 i, "join the two to one column such as 2026-01-31T12:00:00");
            if (isTextColumn(m_start, i))
                m_plan.roles[i] = ColumnRole::Dropped; // another time of the same row
        }
        return {};
    }

    Result<void> checkNames()
    {
        std::unordered_map<std::string_view, std::size_t> firstColumn;
        for (std::size_t i = 0; i < m_start.columns.size(); ++i) {
            const auto& name = m_start.columns[i];
            if (isIndex(i)) {
                m_plan.roles[i] = ColumnRole::Dropped;
                continue;
            }
            if (m_plan.roles[i] != ColumnRole::Value)
                continue;
            if (name.empty())
                return badColumn(m_start, "the column has no name", i, "name it, or take it out");
            if (const auto [at, isNew] = firstColumn.emplace(name, i); !isNew)
                return badColumn(
                    m_start,
                    fmt::format("column '{}' comes twice (first as column {})", name, at->second + 1), i,
                    "give the columns different names, or take one out");
        }
        return {};
    }

    Result<void> findLabels()
    {
        bool hasLabel = false;
        for (std::size_t i = 0; i < m_start.columns.size(); ++i) {
            const auto label = labelRole(m_start.columns[i]);
            if (m_plan.roles[i] != ColumnRole::Value || label == ColumnRole::Value)
                continue;
            if (hasLabel)
                return badColumn(m_start, "a second label column", i, "keep one of them");
            hasLabel = true;
            m_plan.roles[i] = m_options.useLabels ? label : ColumnRole::Dropped;
        }
        return {};
    }

    void dropUnnamed()
    {
        for (std::size_t i = 0; i < m_start.columns.size(); ++i) {
            if (m_start.columns[i].empty() && m_plan.roles[i] == ColumnRole::Value)
                m_plan.roles[i] = ColumnRole::Dropped;
        }
    }

    void findLongForm()
    {
        const int metric = findName(m_start.columns, kMetricNames);
        const int value = findName(m_start.columns, kValueNames);
        if (metric < 0 || value < 0 || metric == m_start.timeColumn || value == m_start.timeColumn)
            return;
        m_isLong = true;
        role(metric) = ColumnRole::Metric;
        if (const int unit = findName(m_start.columns, kUnitNames); unit >= 0)
            role(unit) = ColumnRole::Unit;
    }

    /// The column that names the node, if there is one; others that name it too are left out.
    void findNode()
    {
        std::vector<std::size_t> found;
        for (std::size_t i = 0; i < m_start.columns.size(); ++i) {
            if (m_plan.roles[i] == ColumnRole::Value && isNodeColumnName(m_start.columns[i]))
                found.push_back(i);
        }
        if (found.empty())
            return;
        const auto named = std::find_if(found.begin(), found.end(), [&](std::size_t column) {
            return plainName(m_start.columns[column]) == "instance" && holdsAddresses(column);
        });
        const auto chosen = named != found.end() ? *named : found.front();
        for (const auto column : found) {
            if (column != chosen && isTextColumn(m_start, column))
                m_plan.roles[column] = ColumnRole::Dropped;
        }
        m_plan.roles[chosen] = ColumnRole::Node;
    }

    [[nodiscard]] bool holdsAddresses(std::size_t column) const
    {
        return std::any_of(m_start.rows.begin(), m_start.rows.end(),
                           [&](const auto& row) { return withoutPort(row[column]) != row[column]; });
    }

    Result<void> findKeys()
    {
        if (m_isLong) {
            const int value = findName(m_start.columns, kValueNames);
            for (std::size_t i = 0; i < m_plan.roles.size(); ++i) {
                if (m_plan.roles[i] == ColumnRole::Value && static_cast<int>(i) != value)
                    m_plan.roles[i] = ColumnRole::Key;
            }
            return {};
        }
        std::vector<std::size_t> taken;
        for (std::size_t i = 0; i < m_plan.roles.size(); ++i) {
            if (m_plan.roles[i] != ColumnRole::Value)
                taken.push_back(i);
        }
        NODESENTRY_TRY(const auto columns,
                       findKeyColumns(m_path, m_start, m_options.zone, m_plan.find(ColumnRole::Node), taken));
        m_plan.dependsOnRows = columns.asked;
        for (const auto column : columns.keys)
            m_plan.roles[column] = ColumnRole::Key;
        for (const auto column : columns.constant)
            m_plan.roles[column] = ColumnRole::Dropped;
        return {};
    }

    void addValue(SeriesName name, std::string unit)
    {
        m_plan.values.push_back(std::move(name));
        m_plan.units.push_back(std::move(unit));
    }

    /// What the header says of the values, where their series are known only with the rows.
    void describeValues()
    {
        for (std::size_t i = 0; i < m_plan.roles.size(); ++i) {
            if (m_plan.roles[i] != ColumnRole::Value)
                continue;
            auto [name, unit] = nameAndUnit(m_start.columns[i]);
            addValue(parseSeriesName(name), unit.empty() ? unitOfRows(i) : std::move(unit));
        }
    }

    void nameValues()
    {
        std::map<std::string, std::size_t> groupOf; // by node
        for (std::size_t i = 0; i < m_plan.roles.size(); ++i) {
            if (m_plan.roles[i] != ColumnRole::Value)
                continue;
            auto [text, unit] = nameAndUnit(m_start.columns[i]);
            if (unit.empty())
                unit = unitOfRows(i);
            auto name = parseSeriesName(text);
            const auto node = m_options.fixedLayout ? std::string() : takeNode(name, m_options.nodeLabel);
            const auto target = m_options.targets.find(m_start.columns[i]);
            const auto series = target == m_options.targets.end()
                ? m_sink.series(name, {unit, RawKind::Auto, {}})
                : m_sink.series({target->first, {}}, {"", RawKind::Auto, target->second});
            if (!series) {
                m_plan.roles[i] = ColumnRole::Dropped;
                continue;
            }
            const auto [at, isNew] = groupOf.emplace(node, m_plan.groups.size());
            if (isNew)
                m_plan.groups.push_back({node, {}, {}});
            auto& group = m_plan.groups[at->second];
            group.values.push_back(m_plan.values.size());
            group.series.push_back(*series);
            addValue(std::move(name), std::move(unit));
        }
    }

    /// The unit that all numbers of a column have behind them in the first rows.
    [[nodiscard]] std::string unitOfRows(std::size_t column) const
    {
        std::string unit;
        for (const auto& row : m_start.rows) {
            Cell cell;
            auto mark = m_start.form.decimals;
            if (parseCell(row[column], mark, cell) == nullptr && !cell.unit.empty())
                unit = cell.unit;
        }
        return unit;
    }

    const TableStart& m_start;
    const std::string& m_path;
    const FilePlanOptions& m_options;
    ImportSink& m_sink;
    FilePlan m_plan;
    bool m_isLong = false;
};

} // namespace

bool FilePlan::has(ColumnRole role) const
{
    return find(role) >= 0;
}

int FilePlan::find(ColumnRole role) const
{
    const auto at = std::find(roles.begin(), roles.end(), role);
    return at == roles.end() ? -1 : static_cast<int>(at - roles.begin());
}

bool FilePlan::isKeyed() const
{
    return has(ColumnRole::Metric) || has(ColumnRole::Node) || has(ColumnRole::Key);
}

bool FilePlan::namesNodes() const
{
    return has(ColumnRole::Node)
        || (!groups.empty() && std::none_of(groups.begin(), groups.end(), [](const auto& group) {
               return group.node.empty();
           }));
}

std::optional<FilePlan> FilePlan::forHeader(const TableStart& again) const
{
    FilePlan plan;
    plan.form = form;
    plan.form.rowNames = false;
    plan.names = again.columns;
    std::vector<std::size_t> valueAt(names.size(), 0); // which value a column of this plan is
    std::size_t count = 0;
    for (std::size_t i = 0; i < roles.size(); ++i) {
        valueAt[i] = count;
        count += roles[i] == ColumnRole::Value ? 1 : 0;
    }
    std::vector<int> newValueOf(count, -1);
    for (const auto& name : again.columns) {
        const auto at = std::find(names.begin(), names.end(), name);
        if (at == names.end())
            return std::nullopt;
        const auto column = static_cast<std::size_t>(at - names.begin());
        plan.roles.push_back(roles[column]);
        if (roles[column] != ColumnRole::Value)
            continue;
        newValueOf[valueAt[column]] = static_cast<int>(plan.values.size());
        plan.values.push_back(values[valueAt[column]]);
        plan.units.push_back(units[valueAt[column]]);
    }
    for (const auto role : {ColumnRole::Time, ColumnRole::Metric, ColumnRole::Node}) {
        if (has(role) && !plan.has(role))
            return std::nullopt;
    }
    for (const auto& group : groups) {
        std::map<std::size_t, ImportSink::SeriesId> ordered; // by the place in the new rows
        for (std::size_t i = 0; i < group.values.size(); ++i) {
            if (const int value = newValueOf[group.values[i]]; value >= 0)
                ordered.emplace(static_cast<std::size_t>(value), group.series[i]);
        }
        ValueGroup kept{group.node, {}, {}};
        for (const auto& [value, series] : ordered) {
            kept.values.push_back(value);
            kept.series.push_back(series);
        }
        if (!kept.values.empty())
            plan.groups.push_back(std::move(kept));
    }
    return plan;
}

Result<FilePlan> planFile(const TableStart& start, const std::string& path, const FilePlanOptions& options,
                          ImportSink& sink)
{
    return Planner(start, path, options, sink).make();
}

bool isLongHeader(std::string_view header)
{
    const auto columns = parseTableHeader(header).columns;
    return findName(columns, kMetricNames) >= 0 && findName(columns, kValueNames) >= 0
        && std::any_of(columns.begin(), columns.end(), isTimeColumn);
}

bool isNodeColumnName(std::string_view name)
{
    constexpr std::array<std::string_view, 7> kNames{"node",     "host", "hostname", "nodename",
                                                     "instance", "fqdn", "server"};
    return std::find(kNames.begin(), kNames.end(), plainName(name)) != kNames.end();
}

std::pair<std::string, std::string> nameAndUnit(std::string_view name)
{
    name = trimmedText(name);
    const auto open = name.rfind(" [");
    if (open != std::string_view::npos && open > 0 && name.ends_with(']')) {
        const auto unit = name.substr(open + 2, name.size() - open - 3);
        if (isUnit(unit))
            return {std::string(trimmedText(name.substr(0, open))), std::string(unit)};
    }
    return {std::string(name), {}};
}

std::string takeNode(SeriesName& name, const std::string& nodeLabel)
{
    for (const std::string_view label :
         {std::string_view(nodeLabel), std::string_view("instance"), std::string_view("host"),
          std::string_view("hostname"), std::string_view("Hostname"), std::string_view("nodename")}) {
        const auto at = std::find_if(name.labels.begin(), name.labels.end(),
                                     [&](const auto& one) { return one.first == label; });
        if (at == name.labels.end() || at->second.empty())
            continue;
        auto node = withoutPort(at->second);
        name.labels.erase(at);
        return node;
    }
    return {};
}

} // namespace nodesentry
