#include "core/data/import/table.h"

#include "core/base/csv.h"
#include "core/data/import/names.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <array>
#include <utility>

namespace nodesentry {

namespace {

constexpr std::array<char, 5> kTableSeparators{'|', '\x1F', '\t', ';', ','};

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

constexpr std::size_t kMostLines = 20; // of one record
constexpr std::size_t kMostBytes = std::size_t{1} << 20; // of a record of several lines
constexpr std::size_t kLooked = 50; // lines that tell whether columns hold what their names say

/// Whether a line may stand in front of a header: blank, a comment, or "sep=;" as spreadsheets write it.
bool isPreamble(std::string_view line)
{
    constexpr std::size_t kSeparatorLine = 5;
    line = trimmedText(line);
    return line.empty() || (line.starts_with("sep=") && line.size() <= kSeparatorLine)
        || (line.front() == '#' && parseTableHeader(line).columns.size() < 2);
}

/// The separator of a line without a header: the one that makes the right number of fields of it.
TableHeader headerFrom(const std::vector<std::string>& columns, const std::string& line)
{
    TableHeader header = parseTableHeader(line);
    header.trailingSeparator = false;
    for (const char separator : kTableSeparators) {
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
    for (const char separator : kTableSeparators) {
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
            if (isPlainly(columns[i], name))
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
    const Line* first = nullptr;
    for (;;) {
        NODESENTRY_TRY(first, reader.peek(0));
        if (!first || first->tooLong || !isPreamble(first->text))
            break;
        reader.m_ahead.pop_front();
    }
    if (!first) {
        return fail(Error{ErrorCode::ParseError, "the file is empty", path, 1, 0,
                          columns.empty() ? "the first line must name the columns" : ""});
    }
    reader.m_header = parseTableHeader(first->text);
    if (columns.empty() || (isHeader && isHeader(reader.m_header)))
        reader.m_ahead.pop_front();
    else
        reader.m_header = headerFrom(columns, first->text);
    reader.m_isHeader = isHeader;
    NODESENTRY_CHECK(reader.learnKinds());
    return reader;
}

/// A line that is not used up yet: 0 is the next one; null behind the last.
Result<TableReader::Line*> TableReader::peek(std::size_t ahead)
{
    while (m_ahead.size() <= ahead) {
        std::string_view line;
        const auto more = m_lines.next(line);
        const bool tooLong = !more && m_lines.wasTooLong();
        if (!more && !tooLong)
            return fail(more.error());
        if (more && !*more)
            return nullptr;
        Line next;
        next.number = m_lines.lineNumber();
        next.tooLong = tooLong;
        if (!tooLong) {
            next.text = line;
            next.isBlank = trimmedText(line).empty();
        }
        m_ahead.push_back(std::move(next));
    }
    return &m_ahead[ahead];
}

/// A column keeps the kind that its name says when most of the first lines agree, else it may hold anything.
Result<void> TableReader::learnKinds()
{
    m_kinds.clear();
    for (const auto& column : m_header.columns)
        m_kinds.push_back(columnKind(plainName(column)));
    std::vector<std::size_t> wrong(m_kinds.size(), 0);
    std::size_t seen = 0;
    for (std::size_t i = 0; i < kLooked; ++i) {
        NODESENTRY_TRY(const auto* line, peek(i));
        if (!line)
            break;
        std::vector<std::string> pieces;
        if (line->tooLong || !split(line->text, pieces) || pieces.size() != m_kinds.size())
            continue;
        ++seen;
        for (std::size_t column = 0; column < pieces.size(); ++column)
            wrong[column] += fitsColumn(m_kinds[column], pieces[column]) ? 0 : 1;
    }
    for (std::size_t column = 0; column < m_kinds.size(); ++column) {
        if (2 * wrong[column] > seen)
            m_kinds[column] = ColumnKind::Any;
    }
    return {};
}

/// @return false when a quote is still open
bool TableReader::split(const std::string& record, std::vector<std::string>& pieces) const
{
    if (!splitRecord(record, m_header.separator, mayQuote(m_header.separator), pieces))
        return false;
    if (m_header.separator == ',' && pieces.size() > m_header.columns.size())
        joinBrackets(pieces);
    if (m_header.trailingSeparator && pieces.size() > m_header.columns.size()
        && trimmedText(pieces.back()).empty())
        pieces.pop_back();
    return true;
}

/// Whether a line is a record by itself, without a separator too many.
bool TableReader::isRecord(Line& line) const
{
    if (line.isRecord)
        return *line.isRecord;
    line.isRecord = false;
    if (line.tooLong || line.isBlank)
        return false;
    line.isClosed = split(line.text, line.pieces);
    if (line.isClosed) {
        line.hasAllFields = line.pieces.size() == m_kinds.size();
        line.isRecord = line.hasAllFields;
        for (std::size_t i = 0; i < line.pieces.size() && *line.isRecord; ++i)
            line.isRecord = fitsColumn(m_kinds[i], line.pieces[i]);
    }
    return *line.isRecord;
}

bool TableReader::isHeaderLine(const Line& line) const
{
    return m_isHeader && !line.tooLong && !line.isBlank && m_isHeader(parseTableHeader(line.text));
}

/// From the next line on, the columns are others.
Result<void> TableReader::changeHeader(TableHeader header)
{
    if (header.columns == m_header.columns && header.separator == m_header.separator)
        return {};
    m_header = std::move(header);
    ++m_headerVersion;
    for (auto& line : m_ahead)
        line.isRecord.reset();
    return learnKinds();
}

/// Whether a line is a record by itself, maybe with a text that holds separators.
bool TableReader::standsAlone(Line& line) const
{
    return isRecord(line) || isHeaderLine(line)
        || (line.isClosed && line.pieces.size() > m_kinds.size() && readings(line.pieces).count > 0);
}

/// The ways to read a text as one record; pieces without text behind the last column may be there by mistake.
ColumnReadings TableReader::readings(std::vector<std::string> pieces) const
{
    auto found = readColumns(m_kinds, pieces, m_header.separator);
    const auto columns = static_cast<std::ptrdiff_t>(m_kinds.size());
    if (found.count < 2 && std::ssize(pieces) > columns
        && std::all_of(pieces.begin() + columns, pieces.end(),
                       [](const auto& piece) { return piece.empty(); })) {
        pieces.resize(m_kinds.size());
        auto shorter = readColumns(m_kinds, pieces, m_header.separator);
        if (found.count + shorter.count > 1)
            return {2, {}};
        if (shorter.count == 1)
            return shorter;
    }
    return found;
}

/// Reads the record that begins with a line, which is no record by itself.
Result<TableReader::Record> TableReader::grow(std::size_t first)
{
    Record record;
    std::string text;
    bool isClosed = true;
    for (std::size_t used = 1; used <= kMostLines; ++used) {
        NODESENTRY_TRY(auto* line, peek(first + used - 1));
        if (!line || line->tooLong || text.size() + line->text.size() > kMostBytes)
            break;
        if (used > 1)
            text += '\n';
        text += line->text;
        std::vector<std::string> pieces;
        const bool wasClosed = std::exchange(isClosed, split(text, pieces));
        const bool isExact = isClosed && pieces.size() == m_kinds.size();
        if (used > 1 && wasClosed) {
            // A line that is a record by itself does not belong to the cut one above it, unless it begins with
            // the rest of a text: then the two make no field too many. Nor do two lines with all fields.
            const bool isOther = standsAlone(*line);
            const bool bothWhole = line->hasAllFields && m_ahead[first].hasAllFields;
            if ((isOther || bothWhole) && !isExact)
                break;
        }
        auto found = isClosed ? readings(std::move(pieces)) : ColumnReadings{};
        if (found.count > 0) {
            record.readings = std::move(found);
            record.lines = used;
            record.text = std::move(text);
            break;
        }
    }
    return record;
}

Result<bool> TableReader::beginsRecord(std::size_t at)
{
    NODESENTRY_TRY(auto* line, peek(at));
    if (!line || line->isBlank || line->tooLong || isRecord(*line) || isHeaderLine(*line))
        return true;
    NODESENTRY_TRY(const auto record, grow(at));
    return record.lines > 0;
}

/// Whether a line is the beginning of a record that was cut off: its fields fit the first columns.
bool TableReader::looksCut(const Line& line) const
{
    if (!line.isClosed || line.pieces.size() < 2 || line.pieces.size() >= m_kinds.size())
        return false;
    bool isTelling = false;
    for (std::size_t i = 0; i + 1 < line.pieces.size(); ++i) {
        const auto kind = m_kinds[i];
        if (!fitsColumn(kind, line.pieces[i]))
            return false;
        const bool isText = kind == ColumnKind::Free || kind == ColumnKind::Any || kind == ColumnKind::Word
            || kind == ColumnKind::Token;
        isTelling = isTelling || (!isText && !line.pieces[i].empty());
    }
    return isTelling;
}

/// Adds the lines behind a record that can only be the rest of its last text.
/// @return false when they may be, but the record is one without them too
Result<bool> TableReader::addRest(Record& record)
{
    const auto last = m_kinds.size() - 1;
    const bool isText = m_kinds[last] == ColumnKind::Free || m_kinds[last] == ColumnKind::Path;
    while (record.lines < kMostLines) {
        NODESENTRY_TRY(const bool isOther, beginsRecord(record.lines));
        if (isOther || looksCut(m_ahead[record.lines]))
            return true;
        const auto longer = record.text + '\n' + m_ahead[record.lines].text;
        if (longer.size() > kMostBytes)
            return true;
        std::vector<std::string> pieces;
        auto found = split(longer, pieces) ? readings(std::move(pieces)) : ColumnReadings{};
        if (found.count == 0)
            return true; // a broken line of its own
        const auto sameBefore = [&] {
            return std::equal(found.fields.begin(), found.fields.end() - 1, record.readings.fields.begin());
        };
        if (found.count > 1 || record.readings.count > 1 || !isText || !sameBefore())
            return false;
        record.text = longer;
        record.readings = std::move(found);
        ++record.lines;
    }
    return true;
}

Error TableReader::wrongCount(const TableRow& row) const
{
    return error(ErrorCode::ParseError,
                 fmt::format("wrong number of fields: {} instead of {}", row.fields.size(), m_kinds.size()),
                 row, static_cast<int>(std::min(row.fields.size(), m_kinds.size())),
                 "the line may be cut off, or a text in it holds the separator");
}

Result<bool> TableReader::next(TableRow& row)
{
    Line* line = nullptr;
    for (;;) {
        NODESENTRY_TRY(line, peek(0));
        if (!line)
            return false;
        if (!line->isBlank && (isRecord(*line) || !isHeaderLine(*line)))
            break;
        auto header = line->isBlank ? m_header : parseTableHeader(line->text);
        m_ahead.pop_front();
        NODESENTRY_CHECK(changeHeader(std::move(header)));
    }
    row.line = line->number;
    row.fault.reset();
    row.fields.clear();
    if (line->tooLong) {
        row.fault = error(ErrorCode::ParseError, "a line longer than 8 MiB", row, -1);
        m_ahead.pop_front();
        return true;
    }
    Record record;
    if (isRecord(*line)) {
        record.lines = 1;
        record.readings = {1, std::move(line->pieces)};
        record.text = line->text;
    } else {
        NODESENTRY_TRY(record, grow(0));
    }
    bool isCertain = record.lines == 0 || record.readings.count == 1;
    if (record.lines > 0 && isCertain) {
        NODESENTRY_TRY(isCertain, addRest(record));
    }
    if (!isCertain) {
        row.fault
            = error(ErrorCode::ParseError,
                    "the line can be read in two ways: a separator or a line end stands in a text", row, -1,
                    "export it with a separator that no text holds, sacct --delimiter=$'\\x1f', and without "
                    "columns of free text, or as sacct --json");
    } else if (record.lines > 0) {
        row.fields = std::move(record.readings.fields);
    } else {
        // What its first line alone has: where the number is right, the reader of the table says what is wrong.
        row.fields = line->pieces;
        if (!line->isClosed)
            row.fault = error(ErrorCode::ParseError, "a quote is never closed", row,
                              static_cast<int>(row.fields.size()) - 1, "close it, or take the quotes off");
        else if (row.fields.size() != m_kinds.size())
            row.fault = wrongCount(row);
    }
    m_ahead.erase(m_ahead.begin(),
                  m_ahead.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(record.lines, 1)));
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
