#include "core/data/import/table.h"

#include "core/base/csv.h"
#include "core/data/import/line_reader.h"
#include "core/data/import/names.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>

namespace nodesentry {

namespace {

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

class RowReader {
public:
    RowReader(const TableHeader& header, int nameColumn)
        : m_header(header),
          m_nameColumn(nameColumn),
          m_expected(header.columns.size() + (header.trailingSeparator ? 1 : 0))
    {
    }

    /// @return false when the record goes on in the next line
    bool split(const std::string& record, std::vector<std::string>& fields) const
    {
        const bool quoting = mayQuote(m_header.separator);
        if (!splitRecord(record, m_header.separator, quoting, fields))
            return false;
        if (m_header.separator == ',' && fields.size() > m_expected)
            joinBrackets(fields);
        // A record of several lines must fit exactly: a cut line must not swallow the next one.
        const bool severalLines = record.find('\n') != std::string::npos;
        if (!quoting && m_nameColumn >= 0 && !severalLines && fields.size() > m_expected)
            joinName(fields, m_expected, m_nameColumn, m_header.separator);
        if (!quoting && m_nameColumn >= 0 && fields.size() < m_expected)
            return false;
        if (m_header.trailingSeparator && fields.size() == m_expected && fields.back().empty())
            fields.pop_back();
        return true;
    }

private:
    const TableHeader& m_header;
    int m_nameColumn;
    std::size_t m_expected;
};

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
    for (const char separator : {'|', '\x1F', '\t', ';', ','}) {
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
    NODESENTRY_TRY(auto lines, LineReader::open(path));
    Table table;
    table.m_path = path;
    std::string_view line;
    NODESENTRY_TRY(const bool any, lines.next(line));
    if (!any || trimmedText(line).empty()) {
        return fail(Error{ErrorCode::ParseError, "the file is empty", path, 1, 0,
                          "the first line must name the columns"});
    }
    table.m_header = parseTableHeader(line);
    const auto& header = table.m_header;
    if (auto checked = checkHeader(header); !checked)
        return fail(checked.error().inFile(path, 1));
    const RowReader reader(header, header.find({"jobname", "name"}));

    std::string record;
    Row row;
    bool open = false;
    const auto unfinished = [&] {
        return table.error(ErrorCode::ParseError,
                           fmt::format("the header names {} columns, this line has {}", header.columns.size(),
                                       row.fields.size()),
                           row, static_cast<int>(std::min(row.fields.size(), header.columns.size())),
                           "the line may be cut off, or a quote in it is never closed");
    };
    for (;;) {
        NODESENTRY_TRY(const bool more, lines.next(line));
        if (!more)
            break;
        if (open) {
            record += '\n';
            record += line;
        } else {
            if (trimmedText(line).empty())
                continue;
            record = line;
            row.line = lines.lineNumber();
        }
        open = !reader.split(record, row.fields);
        if (open)
            continue;
        if (row.fields.size() != header.columns.size())
            return fail(unfinished());
        for (auto& field : row.fields)
            field = std::string(trimmedText(field));
        table.m_rows.push_back(std::move(row));
        row = {};
    }
    if (open)
        return fail(unfinished());
    return table;
}

} // namespace nodesentry
