#include "core/data/import/node_file.h"

#include "core/base/csv.h"
#include "core/base/text.h"
#include "core/data/import/number.h"
#include "core/data/import/rejected_lines.h"
#include "core/data/import/series_fields_p.h"
#include "core/data/import/table.h"

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
constexpr const char* kOtherUnit = "a number with another unit than those above it";
constexpr std::size_t kLongestName = 4096; // of a metric or a label
constexpr char kPartsKey = '\x1F';

bool isBlankRow(std::string_view line)
{
    return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

std::string_view unquoted(std::string_view field)
{
    return field.size() >= 2 && field.front() == '"' && field.back() == '"'
        ? field.substr(1, field.size() - 2)
        : field;
}

/// Whether the texts of a column tell the rows of one series apart from others.
bool isKeyRole(ColumnRole role)
{
    return role == ColumnRole::Metric || role == ColumnRole::Node || role == ColumnRole::Key
        || role == ColumnRole::Unit;
}

} // namespace

Result<NodeFileReader> NodeFileReader::open(const std::string& path, const FilePlan& plan,
                                            std::int64_t headerLine, const std::string& zone, bool descending)
{
    NODESENTRY_TRY(auto lines, LineReader::open(path));
    std::string_view line;
    while (lines.lineNumber() < headerLine) {
        const auto more = lines.next(line);
        if (!more && !lines.wasTooLong())
            return fail(more.error());
        if (more && !*more)
            break;
    }
    return NodeFileReader(std::move(lines), plan, zone, descending);
}

void NodeFileReader::follow(const FilePlan& plan)
{
    m_plan = &plan;
    m_decimals = plan.form.decimals;
    m_fastNumbers = m_decimals == DecimalMark::Point;
    m_units = plan.units;
    m_hasTime = plan.has(ColumnRole::Time);
    m_timeColumn = m_hasTime ? static_cast<std::size_t>(plan.find(ColumnRole::Time)) : 0;
    m_isKeyed = plan.isKeyed();
    m_isLong = plan.has(ColumnRole::Metric);
    m_keyColumns.clear();
    for (std::size_t i = 0; i < plan.roles.size(); ++i) {
        if (isKeyRole(plan.roles[i]))
            m_keyColumns.push_back(i);
    }
    m_keyNumbers.clear(); // columns may be others now; numbers go on, so that none is two keys
    m_lastKey.reset();
    if (m_orders.empty())
        m_orders.push_back({std::nullopt, m_descending, false});
}

bool NodeFileReader::reject(std::string reason, std::size_t column, std::string_view field,
                            std::string advice)
{
    m_fault = {ErrorCode::ParseError,
               std::move(reason),
               m_lines.path(),
               m_lines.lineNumber(),
               static_cast<std::int64_t>(column + 1),
               std::move(advice)};
    m_faultText = field;
    return false;
}

bool NodeFileReader::rejectCount(std::size_t found)
{
    const auto expected = m_plan->roles.size();
    return reject(
        "wrong number of columns", std::min(expected, found), {},
        fmt::format("the header names {} columns, this line has {}; it may be cut off", expected, found));
}

Result<NodeFileReader::Next> NodeFileReader::next(NodeRow& row)
{
    std::string_view line;
    do {
        auto more = m_lines.next(line);
        if (!more && m_lines.wasTooLong()) {
            m_fault = std::move(more).error();
            m_faultText.clear();
            return Next::Rejected;
        }
        if (!more)
            return fail(std::move(more).error());
        if (!*more)
            return Next::End;
    } while (isBlankRow(line) || isComment(line));

    if (m_lines.wasCut()) {
        reject(kCutLine, 0, {}, kCutLineAdvice);
        return Next::Rejected;
    }
    NODESENTRY_TRY(const bool isRow, readLine(line, row));
    if (!isRow && m_hasTime && namesColumns(line)) {
        m_header = line;
        return Next::Header;
    }
    return isRow ? Next::Row : Next::Rejected;
}

/// Whether a line that is no row is a header: its field for the time, or the first one, is named as one for times.
bool NodeFileReader::namesColumns(std::string_view line) const
{
    std::vector<std::string> fields;
    if (!splitRecord(line, m_plan->form.separator, true, fields))
        return false;
    return std::any_of(fields.begin(), fields.end(),
                       [](const std::string& field) { return isTimeColumn(trimmedText(field)); })
        && std::none_of(fields.begin(), fields.end(), [](const std::string& field) {
               double value = 0;
               return !trimmedText(field).empty() && parseValue(field, value) && !std::isnan(value);
           });
}

Result<bool> NodeFileReader::readLine(std::string_view line, NodeRow& row)
{
    row.values.clear();
    row.mask = 0;
    row.key = 0;
    m_keyFields.clear();
    const bool quotes = std::memchr(line.data(), '"', line.size()) != nullptr
        || (m_isLong && std::memchr(line.data(), '{', line.size()) != nullptr);
    NODESENTRY_TRY(const bool fits, quotes ? readQuoted(line, row) : readPlain(line, row));
    return fits ? finishRow(row) : Result<bool>(false);
}

Result<bool> NodeFileReader::readPlain(std::string_view line, NodeRow& row)
{
    const auto& roles = m_plan->roles;
    const char separator = m_plan->form.separator;
    const char* at = line.data();
    const char* const end = at + line.size();
    const auto fieldEnd = [&] {
        const auto* stop
            = static_cast<const char*>(std::memchr(at, separator, static_cast<std::size_t>(end - at)));
        return stop ? stop : end;
    };
    if (m_plan->form.rowNames) {
        at = fieldEnd();
        if (at != end)
            ++at;
    }
    for (std::size_t column = 0;; ++column) {
        if (column == roles.size()) {
            if (at == end) // a separator behind the last field
                return true;
            return rejectCount(column + 1 + static_cast<std::size_t>(std::count(at, end, separator)));
        }
        double value = 0;
        if (m_fastNumbers && roles[column] == ColumnRole::Value && takeDecimal(at, end, separator, value)) {
            row.values.push_back(value);
        } else {
            const auto* stop = fieldEnd();
            if (!readField(column, {at, static_cast<std::size_t>(stop - at)}, row))
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
    const bool closed = m_isLong ? splitSeriesFields(line, m_plan->form.separator, m_fields)
                                 : splitRecord(line, m_plan->form.separator, true, m_fields);
    if (!closed)
        return reject("a quote that is never closed", m_fields.empty() ? 0 : m_fields.size() - 1, {},
                      "close it in the same line");
    if (m_plan->form.rowNames)
        m_fields.erase(m_fields.begin());
    if (m_fields.size() == m_plan->roles.size() + 1 && m_fields.back().empty())
        m_fields.pop_back();
    if (m_fields.size() != m_plan->roles.size())
        return rejectCount(m_fields.size());
    for (std::size_t column = 0; column < m_fields.size(); ++column) {
        if (!readField(column, m_fields[column], row))
            return false;
    }
    return true;
}

bool NodeFileReader::readField(std::size_t column, std::string_view field, NodeRow& row)
{
    switch (m_plan->roles[column]) {
    case ColumnRole::Dropped:
        return true;
    case ColumnRole::Value:
        return readValue(column, field, row);
    case ColumnRole::Label:
    case ColumnRole::LabelBits:
        return readMask(column, field, row);
    case ColumnRole::Time:
        m_timeText = trimmedText(unquoted(field));
        return true;
    case ColumnRole::Metric:
    case ColumnRole::Node:
    case ColumnRole::Key:
    case ColumnRole::Unit:
        m_keyFields.push_back(field);
        return true;
    }
    return true;
}

bool NodeFileReader::readValue(std::size_t column, std::string_view field, NodeRow& row)
{
    const auto place = row.values.size();
    Cell cell;
    if (const char* fault = parseCell(field, m_decimals, cell))
        return reject(fault, column, field, kNumberAdvice);
    if (cell.isWord)
        ++m_missingWords[m_plan->names[column]];
    if (!cell.unit.empty()) {
        auto& unit = m_units[place];
        if (unit.empty())
            unit = cell.unit;
        if (unit != cell.unit)
            return reject(kOtherUnit, column, field, "write all values of a column in one unit");
    }
    row.values.push_back(cell.value);
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
        return reject(
            "not a label", column, field,
            bits ? "write a whole number whose bits name the anomalies, 0 for none"
                 : "write 0 for normal and 1 for anomalous; where the column holds no labels of anomalies, "
                   "say --no-label-column");
    if (!std::isnan(value) && value != 0)
        row.mask = bits ? static_cast<std::uint32_t>(value) : 1U;
    return true;
}

/// What needs the whole line: which key the row has, and its time in the order of the rows of that key.
Result<bool> NodeFileReader::finishRow(NodeRow& row)
{
    if (m_isKeyed && !findKey(row.key))
        return false;
    if (!m_hasTime)
        return true;
    auto& order = m_orders[row.key];
    auto time = m_time.parse(m_timeText, order);
    if (!time && time.error().code != ErrorCode::ParseError)
        return fail(time.error().inFile(m_lines.path(), m_lines.lineNumber(),
                                        static_cast<std::int64_t>(m_timeColumn + 1)));
    if (!time)
        return reject(kindOfFault(time.error()), m_timeColumn, m_timeText, time.error().advice);
    m_guessedHour = m_guessedHour || order.guessed;
    row.time = *time;
    return true;
}

bool NodeFileReader::findKey(std::size_t& key)
{
    if (m_lastKey && isExpectedKey()) {
        key = m_keyPlaces[*m_lastKey].next;
    } else {
        if (!checkKeyFields())
            return false;
        key = numberOfKey();
        if (m_lastKey)
            m_keyPlaces[*m_lastKey].next = key;
    }
    m_lastKey = key;
    return true;
}

/// Whether the row has the key that came behind that of the row above before, written as then.
bool NodeFileReader::isExpectedKey() const
{
    std::string_view rest = m_keyPlaces[m_keyPlaces[*m_lastKey].next].fields;
    for (const auto field : m_keyFields) {
        if (rest.size() <= field.size() || rest[field.size()] != kPartsKey || !rest.starts_with(field))
            return false;
        rest.remove_prefix(field.size() + 1);
    }
    return rest.empty();
}

bool NodeFileReader::checkKeyFields()
{
    for (std::size_t i = 0; i < m_keyFields.size(); ++i) {
        const auto column = m_keyColumns[i];
        const auto field = m_keyFields[i];
        const auto name = trimmedText(field);
        const auto role = m_plan->roles[column];
        if (role == ColumnRole::Metric && (name.empty() || name.size() > kLongestName))
            return reject("a row that names no metric", column, field, "name it in 1 to 4096 characters");
        if (role == ColumnRole::Node && !isNodeName(name))
            return reject("a row that names no node", column, field, "name it in 1 to 255 characters");
        if (name.size() > kLongestName)
            return reject("a label longer than 4096 characters", column, {},
                          "shorten it, or take the column out");
    }
    return true;
}

std::size_t NodeFileReader::numberOfKey()
{
    m_keyText.clear();
    for (const auto field : m_keyFields)
        m_keyText.append(trimmedText(field)).push_back(kPartsKey);
    auto at = m_keyNumbers.find(m_keyText);
    if (at == m_keyNumbers.end()) {
        at = m_keyNumbers.emplace(m_keyText, m_keys.size()).first;
        addKey();
    }
    auto& place = m_keyPlaces[at->second];
    place.fields.clear();
    for (const auto field : m_keyFields)
        place.fields.append(field).push_back(kPartsKey);
    return at->second;
}

void NodeFileReader::addKey()
{
    RowKey key;
    for (std::size_t i = 0; i < m_keyFields.size(); ++i) {
        const auto column = m_keyColumns[i];
        const auto role = m_plan->roles[column];
        auto text = cleanText(trimmedText(m_keyFields[i])).text;
        if (role == ColumnRole::Metric)
            key.metric = std::move(text);
        else if (role == ColumnRole::Node)
            key.node = std::move(text);
        else if (role == ColumnRole::Unit)
            key.unit = std::move(text);
        else if (!text.empty())
            key.labels.emplace_back(m_plan->names[column], std::move(text));
    }
    m_keyPlaces.push_back({{}, m_keys.size()});
    m_keys.push_back(std::move(key));
    m_orders.resize(std::max(m_orders.size(), m_keys.size()), {std::nullopt, m_descending, false});
}

} // namespace nodesentry
