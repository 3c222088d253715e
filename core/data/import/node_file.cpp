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
constexpr int kRowsLookedAt = 20;
constexpr const char* kNumberAdvice
    = "leave the field empty where there is no sample; a column that is no metric can "
      "be dropped by a rule (--rules)";

bool isBlank(std::string_view line)
{
    return line.find_first_not_of(" \t") == std::string_view::npos;
}

} // namespace

Result<NodeFileReader> NodeFileReader::open(const std::string& path, const FilePlan& plan, std::string zone)
{
    NODESENTRY_TRY(auto lines, LineReader::open(path));
    std::string_view header;
    NODESENTRY_CHECK(lines.next(header));
    return NodeFileReader(std::move(lines), plan, std::move(zone));
}

bool NodeFileReader::reject(const char* reason, std::size_t column, std::string advice)
{
    m_fault = {ErrorCode::ParseError,
               reason,
               m_lines.path(),
               m_lines.lineNumber(),
               static_cast<std::int64_t>(column + 1),
               std::move(advice)};
    return false;
}

bool NodeFileReader::rejectCount(std::size_t found)
{
    const auto expected = m_plan->roles.size();
    return reject(
        "wrong number of columns", std::min(expected, found),
        fmt::format("the header names {} columns, this line has {}; it may be cut off", expected, found));
}

Result<NodeFileReader::Next> NodeFileReader::next(NodeRow& row)
{
    std::string_view line;
    do {
        auto more = m_lines.next(line);
        if (!more && m_lines.wasTooLong()) {
            m_fault = std::move(more).error();
            return Next::Rejected;
        }
        if (!more)
            return fail(std::move(more).error());
        if (!*more)
            return Next::End;
    } while (isBlank(line));

    row.values.clear();
    row.mask = 0;
    NODESENTRY_TRY(const bool isRow,
                   std::memchr(line.data(), '"', line.size()) ? readQuoted(line, row) : readPlain(line, row));
    return isRow ? Next::Row : Next::Rejected;
}

Result<bool> NodeFileReader::readPlain(std::string_view line, NodeRow& row)
{
    const auto& roles = m_plan->roles;
    const char separator = m_plan->separator;
    const char* at = line.data();
    const char* const end = at + line.size();
    for (std::size_t column = 0;; ++column) {
        if (column == roles.size())
            return rejectCount(column + 1 + static_cast<std::size_t>(std::count(at, end, separator)));
        double value = 0;
        if (roles[column] == ColumnRole::Value && takeDecimal(at, end, separator, value)) {
            row.values.push_back(value);
        } else {
            const auto* stop
                = static_cast<const char*>(std::memchr(at, separator, static_cast<std::size_t>(end - at)));
            stop = stop ? stop : end;
            const std::string_view field(at, static_cast<std::size_t>(stop - at));
            NODESENTRY_TRY(const bool fits, readField(column, field, row));
            if (!fits)
                return false;
            at = stop;
        }
        if (at == end)
            return column + 1 == roles.size() || rejectCount(column + 1);
        ++at;
    }
}

Result<bool> NodeFileReader::readQuoted(std::string_view line, NodeRow& row)
{
    if (!splitRecord(line, m_plan->separator, true, m_fields))
        return reject("a quote that is never closed", m_fields.size() - 1, "close it in the same line");
    if (m_fields.size() != m_plan->roles.size())
        return rejectCount(m_fields.size());
    for (std::size_t column = 0; column < m_fields.size(); ++column) {
        NODESENTRY_TRY(const bool fits, readField(column, m_fields[column], row));
        if (!fits)
            return false;
    }
    return true;
}

Result<bool> NodeFileReader::readField(std::size_t column, std::string_view field, NodeRow& row)
{
    switch (m_plan->roles[column]) {
    case ColumnRole::Dropped:
        return true;
    case ColumnRole::Value: {
        double value = 0;
        if (!parseValue(field, value))
            return reject("not a number", column, kNumberAdvice);
        row.values.push_back(value);
        return true;
    }
    case ColumnRole::Label:
    case ColumnRole::LabelBits:
        return readMask(column, field, row);
    case ColumnRole::Time:
        break;
    }
    auto time = m_time.parse(field);
    if (!time && time.error().code != ErrorCode::ParseError)
        return fail(
            time.error().inFile(m_lines.path(), m_lines.lineNumber(), static_cast<std::int64_t>(column + 1)));
    if (!time)
        return reject("not a time", column, time.error().advice);
    row.time = *time;
    return true;
}

bool NodeFileReader::readMask(std::size_t column, std::string_view field, NodeRow& row)
{
    double value = 0;
    const bool bits = m_plan->roles[column] == ColumnRole::LabelBits;
    bool valid = parseValue(field, value);
    if (valid && bits && !std::isnan(value))
        valid = value >= 0 && value <= kMostMaskBits && value == std::floor(value);
    if (!valid)
        return reject("not a label", column,
                      bits ? "write a whole number whose bits name the anomalies, 0 for none"
                           : "write 0 for normal and 1 for anomalous");
    if (!std::isnan(value) && value != 0)
        row.mask = bits ? static_cast<std::uint32_t>(value) : 1U;
    return true;
}

Result<FileStart> readFileStart(const std::string& path, const std::string& zone)
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
    for (int row = 0; row < kRowsLookedAt && !start.firstTime;) {
        const auto more = lines.next(line);
        if (!more || !*more)
            break; // what is wrong there is found again by the one who reads the rows
        if (isBlank(line))
            continue;
        ++row;
        start.hasRows = true;
        auto field = line.substr(0, line.find(separator));
        if (field.size() >= 2 && field.front() == '"' && field.back() == '"')
            field = field.substr(1, field.size() - 2);
        auto time = parseTime(field, zone);
        if (time)
            start.firstTime = *time;
        else if (time.error().code != ErrorCode::ParseError)
            return fail(time.error().inFile(path, lines.lineNumber(), 1));
    }
    return start;
}

} // namespace nodesentry
