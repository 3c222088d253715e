#include "core/data/import/node_file.h"

#include "core/base/csv.h"
#include "core/data/import/number.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace nodesentry {

namespace {

constexpr double kMostMaskBits = 4294967295.0;
constexpr const char* kNumberAdvice
    = "leave the field empty where there is no sample; a column that is no metric can "
      "be dropped by a rule (--rules)";

bool isBlank(std::string_view line)
{
    return line.find_first_not_of(" \t") == std::string_view::npos;
}

/// Reads a row's time, which must be later than that of the row above; the caller adds the place to the
/// error.
Result<TimeMs> readTime(std::string_view field, const std::string& zone, const std::optional<TimeMs>& after)
{
    auto time = parseTime(field, zone);
    if (time && after && *time == *after)
        return fail(ErrorCode::InconsistentData, fmt::format("the time {} comes twice", field),
                    "a node has one row for each time; take one of them out");
    if (time && after && *time < *after)
        return fail(
            ErrorCode::InconsistentData,
            fmt::format("the time {} lies before that of the row above, {}", field, formatUtc(*after)),
            "sort the rows by time; local times repeat an hour in autumn, so write UTC");
    return time;
}

} // namespace

Result<NodeFileReader> NodeFileReader::open(const std::string& path, std::shared_ptr<const FilePlan> plan,
                                            std::string zone)
{
    NODESENTRY_TRY(auto lines, LineReader::open(path));
    std::string_view header;
    NODESENTRY_CHECK(lines.next(header));
    return NodeFileReader(std::move(lines), std::move(plan), std::move(zone));
}

Error NodeFileReader::at(ErrorCode code, std::string message, std::size_t column, std::string advice) const
{
    return {code,
            std::move(message),
            m_lines.path(),
            m_lines.lineNumber(),
            static_cast<std::int64_t>(column + 1),
            std::move(advice)};
}

tl::unexpected<Error> NodeFileReader::wrongCount(std::size_t found) const
{
    const auto expected = m_plan->roles.size();
    return fail(at(ErrorCode::ParseError,
                   fmt::format("the header names {} columns, this line has {}", expected, found),
                   std::min(expected, found), "the line may be cut off; mend it or take it out"));
}

Result<bool> NodeFileReader::next(NodeRow& row, const std::optional<TimeMs>& after)
{
    std::string_view line;
    do {
        NODESENTRY_TRY(const bool more, m_lines.next(line));
        if (!more)
            return false;
    } while (isBlank(line));

    row.values.clear();
    row.mask = 0;
    if (std::memchr(line.data(), '"', line.size())) {
        NODESENTRY_CHECK(readQuoted(line, row, after));
        return true;
    }
    const auto& roles = m_plan->roles;
    const char* at = line.data();
    const char* const end = at + line.size();
    std::size_t column = 0;
    for (;; ++column) {
        const auto* stop = static_cast<const char*>(
            std::memchr(at, m_plan->separator, static_cast<std::size_t>(end - at)));
        const std::string_view field(at, static_cast<std::size_t>((stop ? stop : end) - at));
        if (column == roles.size())
            return wrongCount(column + 1 + static_cast<std::size_t>(std::count(at, end, m_plan->separator)));
        if (roles[column] == ColumnRole::Value) {
            double value = 0;
            if (!parseValue(field, value))
                return fail(this->at(ErrorCode::ParseError, fmt::format("not a number: '{}'", field), column,
                                     kNumberAdvice));
            row.values.push_back(value);
        } else if (roles[column] != ColumnRole::Dropped) {
            NODESENTRY_CHECK(readField(column, field, row, after));
        }
        if (!stop)
            break;
        at = stop + 1;
    }
    if (column + 1 != roles.size())
        return wrongCount(column + 1);
    return true;
}

Result<void> NodeFileReader::readQuoted(std::string_view line, NodeRow& row,
                                        const std::optional<TimeMs>& after)
{
    if (!splitRecord(line, m_plan->separator, true, m_fields))
        return fail(at(ErrorCode::ParseError, "a quote is never closed", m_fields.size() - 1,
                       "close it in the same line"));
    if (m_fields.size() != m_plan->roles.size())
        return wrongCount(m_fields.size());
    for (std::size_t column = 0; column < m_fields.size(); ++column)
        NODESENTRY_CHECK(readField(column, m_fields[column], row, after));
    return {};
}

Result<void> NodeFileReader::readField(std::size_t column, std::string_view field, NodeRow& row,
                                       const std::optional<TimeMs>& after)
{
    switch (m_plan->roles[column]) {
    case ColumnRole::Dropped:
        return {};
    case ColumnRole::Value: {
        double value = 0;
        if (!parseValue(field, value))
            return fail(
                at(ErrorCode::ParseError, fmt::format("not a number: '{}'", field), column, kNumberAdvice));
        row.values.push_back(value);
        return {};
    }
    case ColumnRole::Label:
    case ColumnRole::LabelBits:
        return readMask(column, field, row);
    case ColumnRole::Time:
        break;
    }
    auto time = readTime(field, m_zone, after);
    if (!time)
        return fail(
            time.error().inFile(m_lines.path(), m_lines.lineNumber(), static_cast<std::int64_t>(column + 1)));
    row.time = *time;
    return {};
}

Result<void> NodeFileReader::readMask(std::size_t column, std::string_view field, NodeRow& row)
{
    double value = 0;
    const bool bits = m_plan->roles[column] == ColumnRole::LabelBits;
    bool valid = parseValue(field, value);
    if (valid && bits && !std::isnan(value))
        valid = value >= 0 && value <= kMostMaskBits && value == std::floor(value);
    if (!valid)
        return fail(at(ErrorCode::ParseError, fmt::format("not a label: '{}'", field), column,
                       bits ? "write a whole number whose bits name the anomalies, 0 for none"
                            : "write 0 for normal and 1 for anomalous"));
    if (!std::isnan(value) && value != 0)
        row.mask = bits ? static_cast<std::uint32_t>(value) : 1U;
    return {};
}

Result<FileStart> readFileStart(const std::string& path, const std::string& zone, int rows)
{
    NODESENTRY_TRY(auto lines, LineReader::open(path));
    FileStart start;
    std::string_view line;
    NODESENTRY_TRY(const bool any, lines.next(line));
    if (!any || isBlank(line)) {
        start.empty = true;
        return start;
    }
    start.header = std::string(line);
    const char separator = separatorOf(start.header);
    while (static_cast<int>(start.times.size()) < rows) {
        NODESENTRY_TRY(const bool more, lines.next(line));
        if (!more)
            break;
        if (isBlank(line))
            continue;
        auto field = line.substr(0, line.find(separator));
        if (field.size() >= 2 && field.front() == '"' && field.back() == '"')
            field = field.substr(1, field.size() - 2);
        const auto above = start.times.empty() ? std::nullopt : std::optional(start.times.back());
        auto time = readTime(field, zone, above);
        if (!time) {
            start.wrongTime = time.error().inFile(path, lines.lineNumber(), 1);
            break;
        }
        start.times.push_back(*time);
    }
    return start;
}

} // namespace nodesentry
