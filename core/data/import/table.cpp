#include "core/data/import/table.h"

#include "core/base/csv.h"
#include "core/data/import/names.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <array>

namespace nodesentry {

namespace {

constexpr std::array<char, 5> kSeparators{'|', '\x1F', '\t', ';', ','};

bool mayQuote(char separator)
{
    return separator != '|' && separator != '\x1F';
}

int bracketDepth(std::string_view text)
{
    return static_cast<int>(std::count(text.begin(), text.end(), '['))
        - static_cast<int>(std::count(text.begin(), text.end(), ']'));
}

/// Puts the pieces of fields such as cn[1-4,7] together again that were split at the commas inside.
void joinBrackets(std::vector<std::string>& fields)
{
    std::vector<std::string> joined;
    int depth = 0;
    for (auto& field : fields) {
        const int change = bracketDepth(field);
        if (depth > 0)
            joined.back() += ',' + field;
        else
            joined.push_back(std::move(field));
        depth = std::max(0, depth + change);
    }
    fields = std::move(joined);
}

/// Gives surplus fields back to the job name that held the separator.
void joinName(std::vector<std::string>& fields, std::size_t expected, int nameColumn, char separator)
{
    auto& name = fields[static_cast<std::size_t>(nameColumn)];
    const auto first = fields.begin() + nameColumn + 1;
    const auto surplus = static_cast<std::ptrdiff_t>(fields.size() - expected);
    for (auto piece = first; piece != first + surplus; ++piece)
        name += separator + *piece;
    fields.erase(first, first + surplus);
}

constexpr std::size_t kMostLines = 20; // of one record

/// The separator of a line without a header: the one that makes the right number of fields of it.
TableHeader headerFrom(const std::vector<std::string>& columns, const std::string& line)
{
    TableHeader header = parseTableHeader(line);
    header.trailingSeparator = false;
    for (const char separator : kSeparators) {
        std::vector<std::string> fields;
        if (!splitRecord(line, separator, mayQuote(separator), fields))
            continue;
        const bool trailing = fields.size() == columns.size() + 1 && fields.back().empty();
        if (fields.size() == columns.size() || trailing) {
            header.separator = separator;
            header.trailingSeparator = trailing;
            break;
        }
    }
    header.columns = columns;
    return header;
}

} // namespace

std::string_view trimmedText(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t\r");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

TableHeader parseTableHeader(std::string_view line)
{
    TableHeader header;
    for (const char separator : kSeparators) {
        if (line.find(separator) != std::string_view::npos) {
            header.separator = separator;
            break;
        }
    }
    if (!splitRecord(line, header.separator, mayQuote(header.separator), header.columns))
        header.columns.clear();
    if (header.columns.size() > 1 && trimmedText(header.columns.back()).empty()) {
        header.columns.pop_back();
        header.trailingSeparator = true;
    }
    for (auto& column : header.columns)
        column = std::string(trimmedText(column));
    return header;
}

int TableHeader::find(std::initializer_list<std::string_view> names) const
{
    for (const auto name : names) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (plainName(columns[i]) == name)
                return static_cast<int>(i);
        }
    }
    return -1;
}

Result<TableReader> TableReader::open(const std::string& path, const std::vector<std::string>& columns,
                                      const std::function<bool(const TableHeader&)>& isHeader)
{
    NODESENTRY_TRY(auto lines, LineReader::open(path));
    TableReader reader(std::move(lines));
    NODESENTRY_TRY(const auto* first, reader.peek(0));
    if (!first || trimmedText(first->text).empty()) {
        return fail(Error{ErrorCode::ParseError, "the file is empty", path, 1, 0,
                          columns.empty() ? "the first line must name the columns" : ""});
    }
    reader.m_header = parseTableHeader(first->text);
    if (columns.empty() || (isHeader && isHeader(reader.m_header)))
        reader.m_ahead.pop_front();
    else
        reader.m_header = headerFrom(columns, first->text);
    reader.m_nameColumn = reader.m_header.find({"jobname", "name"});
    reader.m_expected = reader.m_header.columns.size() + (reader.m_header.trailingSeparator ? 1 : 0);
    return reader;
}

/// A line that is not used up yet: 0 is the next one; null behind the last.
Result<const TableReader::Line*> TableReader::peek(std::size_t ahead)
{
    while (m_ahead.size() <= ahead) {
        std::string_view line;
        const auto more = m_lines.next(line);
        const bool tooLong = !more && m_lines.wasTooLong();
        if (!more && !tooLong)
            return fail(more.error());
        if (more && !*more)
            return nullptr;
        m_ahead.push_back({m_lines.lineNumber(), tooLong ? std::string() : std::string(line), tooLong});
    }
    return &m_ahead[ahead];
}

bool TableReader::onlyNameHasLineEnds(const std::vector<std::string>& fields) const
{
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (static_cast<int>(i) != m_nameColumn && fields[i].find('\n') != std::string::npos)
            return false;
    }
    return true;
}

/// @return false when the record goes on in the next line
bool TableReader::split(const std::string& record, std::vector<std::string>& fields) const
{
    const bool quoting = mayQuote(m_header.separator);
    if (!splitRecord(record, m_header.separator, quoting, fields))
        return false;
    if (m_header.separator == ',' && fields.size() > m_expected)
        joinBrackets(fields);
    if (!quoting && m_nameColumn >= 0 && fields.size() > m_expected)
        joinName(fields, m_expected, m_nameColumn, m_header.separator);
    if (!quoting && m_nameColumn >= 0 && fields.size() < m_expected)
        return false;
    if (m_header.trailingSeparator && fields.size() == m_expected && fields.back().empty())
        fields.pop_back();
    return true;
}

Result<void> TableReader::addRestOfName(TableRow& row)
{
    if (mayQuote(m_header.separator) || m_nameColumn < 0
        || m_nameColumn + 1 != static_cast<int>(m_header.columns.size()))
        return {};
    for (std::size_t i = 1; i < kMostLines; ++i) {
        NODESENTRY_TRY(const auto* line, peek(0));
        if (!line || line->text.find(m_header.separator) != std::string::npos
            || trimmedText(line->text).empty())
            return {};
        row.fields.back() += '\n' + line->text;
        m_ahead.pop_front();
    }
    return {};
}

Result<bool> TableReader::next(TableRow& row)
{
    const Line* line = nullptr;
    for (;;) {
        NODESENTRY_TRY(line, peek(0));
        if (!line)
            return false;
        if (!trimmedText(line->text).empty() || line->tooLong)
            break;
        m_ahead.pop_front();
    }
    row.line = line->number;
    row.fault.reset();
    if (line->tooLong) {
        row.fields.clear();
        row.fault = error(ErrorCode::ParseError, "a line longer than 8 MiB", row, -1);
        m_ahead.pop_front();
        return true;
    }
    const bool quoting = mayQuote(m_header.separator);
    auto record = line->text;
    std::size_t used = 1;
    bool whole = split(record, row.fields);
    std::vector<std::string> others;
    const auto expected = static_cast<std::ptrdiff_t>(m_expected);
    while (!whole && used < kMostLines) {
        NODESENTRY_TRY(const auto* more, peek(used));
        if (!more)
            break;
        const auto joined = record + '\n' + more->text;
        const bool fits = split(joined, row.fields) && (quoting || onlyNameHasLineEnds(row.fields));
        // A line that is a record by itself does not belong to the cut one above it, unless it begins with
        // the rest of a name: then the two make no field too many.
        if (!quoting && split(more->text, others)
            && !(fits && std::count(joined.begin(), joined.end(), m_header.separator) + 1 == expected))
            break;
        record = joined;
        ++used;
        whole = fits;
    }
    if (!whole || row.fields.size() != m_header.columns.size()) {
        (void)split(line->text, row.fields); // what its first line alone has
        row.fault = error(ErrorCode::ParseError,
                          fmt::format("wrong number of fields: {} instead of {}", row.fields.size(),
                                      m_header.columns.size()),
                          row, static_cast<int>(std::min(row.fields.size(), m_header.columns.size())),
                          "the line may be cut off, or a quote in it is never closed");
        m_ahead.pop_front();
        return true;
    }
    m_ahead.erase(m_ahead.begin(), m_ahead.begin() + static_cast<std::ptrdiff_t>(used));
    NODESENTRY_CHECK(addRestOfName(row));
    for (auto& field : row.fields)
        field = std::string(trimmedText(field));
    return true;
}

Error TableReader::error(ErrorCode code, std::string message, const TableRow& row, int column,
                         std::string advice) const
{
    return {code, std::move(message), path(), row.line, column + 1, std::move(advice)};
}

Error Table::error(ErrorCode code, std::string message, const Row& row, int column, std::string advice) const
{
    return {code, std::move(message), m_path, row.line, column + 1, std::move(advice)};
}

Result<TimeMs> Table::time(const Row& row, int column, const std::string& zone) const
{
    auto time = parseTime(row.fields[static_cast<std::size_t>(column)], zone);
    if (!time)
        time.error().inFile(m_path, row.line, column + 1);
    return time;
}

Result<Table> Table::read(const std::string& path,
                          const std::function<Result<void>(const TableHeader&)>& checkHeader)
{
    NODESENTRY_TRY(auto reader, TableReader::open(path));
    if (auto checked = checkHeader(reader.header()); !checked)
        return fail(checked.error().inFile(path, 1));
    Table table;
    table.m_path = path;
    table.m_header = reader.header();
    for (;;) {
        Row row;
        NODESENTRY_TRY(const bool more, reader.next(row));
        if (!more)
            return table;
        if (row.fault)
            return fail(std::move(*row.fault));
        table.m_rows.push_back(std::move(row));
    }
}

} // namespace nodesentry
