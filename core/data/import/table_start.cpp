#include "core/data/import/table_start.h"

#include "core/base/csv.h"
#include "core/base/text.h"
#include "core/data/import/line_reader.h"
#include "core/data/import/names.h"
#include "core/data/import/series_fields_p.h"
#include "core/data/import/table.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <array>

namespace nodesentry {

namespace {

constexpr std::size_t kLinesLookedAt = 64;
constexpr std::size_t kRowsKept = 60;
constexpr std::size_t kRowsCompared = 5; // to tell the separator
constexpr std::size_t kBytesLookedAt = std::size_t{256} << 10; // rows of ten thousand columns are long
constexpr std::int64_t kMostBannerLines = 30;
constexpr std::array<char, 4> kSeparators{',', ';', '\t', '|'};

struct Line {
    std::string_view text; ///< of the file, or without the # of a comment
    std::int64_t number = 0;
    bool isComment = false;
};

bool isBlankLine(std::string_view line)
{
    return line.find_first_not_of(" \t") == std::string_view::npos;
}

/// "sep=;", with which Excel is told the separator, also in quotes.
std::optional<char> namedSeparator(std::string_view line)
{
    auto text = trimmedText(line);
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"')
        text = text.substr(1, text.size() - 2);
    constexpr std::string_view kSep = "sep=";
    if (text.size() != kSep.size() + 1 || lowerCase(std::string(text.substr(0, kSep.size()))) != kSep)
        return line.ends_with("sep=\t") ? std::optional('\t') : std::nullopt;
    return text.back();
}

std::vector<std::string> fieldsOf(std::string_view line, char separator)
{
    std::vector<std::string> fields;
    // Names of series hold separators in braces.
    const bool closed = line.find('{') == std::string_view::npos ? splitRecord(line, separator, true, fields)
                                                                 : splitSeriesFields(line, separator, fields);
    if (!closed)
        fields.clear();
    for (auto& field : fields)
        field = std::string(trimmedText(field));
    return fields;
}

/// A date or a moment in words, not a bare number, which may be anything.
bool isCalendarTime(std::string_view field, const std::string& zone)
{
    return field.find_first_of("-/:") != std::string_view::npos && parseTimeReadings(field, zone).has_value();
}

bool isMeasured(std::string_view field)
{
    Cell cell;
    auto mark = DecimalMark::Unknown;
    return !field.empty() && !parseCell(field, mark, cell) && !cell.isWord;
}

/// Whether a line can name columns: none of its names is a number, and none comes twice.
bool mayBeHeader(const std::vector<std::string>& fields)
{
    return !fields.empty() && std::none_of(fields.begin(), fields.end(), isMeasured);
}

/// The column that holds the time, by its name; of several the first.
int namedTimeColumn(const std::vector<std::string>& columns)
{
    const auto found = std::find_if(columns.begin(), columns.end(), isTimeColumn);
    return found == columns.end() ? -1 : static_cast<int>(found - columns.begin());
}

class StartReader {
public:
    StartReader(std::vector<Line> lines, std::optional<char> separator, const std::string& zone)
        : m_lines(std::move(lines)),
          m_separator(separator),
          m_zone(zone)
    {
    }

    TableStart read()
    {
        findHeader();
        if (m_start.headerLine == 0)
            return std::move(m_start);
        keepRows();
        settleTime();
        settleDecimals();
        return std::move(m_start);
    }

private:
    /// Some lines behind @p at that are no comments.
    [[nodiscard]] std::vector<std::string_view> rowsBehind(std::size_t at) const
    {
        std::vector<std::string_view> rows;
        for (auto i = at + 1; i < m_lines.size() && rows.size() < kRowsCompared; ++i) {
            if (!m_lines[i].isComment)
                rows.push_back(m_lines[i].text);
        }
        return rows;
    }

    /// The separator that makes most of a header and its rows.
    [[nodiscard]] char separatorFor(std::size_t at) const
    {
        if (m_separator)
            return *m_separator;
        const auto rows = rowsBehind(at);
        char best = ',';
        std::pair<std::size_t, std::size_t> most{0, 0}; // rows that fit, fields
        for (const char separator : kSeparators) {
            if (m_lines[at].text.find(separator) == std::string_view::npos)
                continue;
            const auto count = fieldsOf(m_lines[at].text, separator).size();
            if (count < 2)
                continue;
            std::size_t fitting = 0;
            for (const auto row : rows) {
                const auto fields = fieldsOf(row, separator).size();
                fitting += fields == count || fields == count + 1 || fields + 1 == count ? 1 : 0;
            }
            if (std::pair(fitting, count) > most) {
                most = {fitting, count};
                best = separator;
            }
        }
        return best;
    }

    void useHeader(std::size_t at, char separator)
    {
        m_start.header = cleanText(m_lines[at].text).text;
        m_start.headerLine = m_lines[at].number;
        m_start.form.separator = separator;
        m_start.columns = fieldsOf(m_start.header, separator);
        m_header = at;
    }

    void findHeader()
    {
        std::optional<std::size_t> comment; // that names a time
        for (std::size_t i = 0; i < m_lines.size(); ++i) {
            const auto& line = m_lines[i];
            const char separator = separatorFor(i);
            const auto fields = fieldsOf(line.text, separator);
            if (line.isComment) {
                if (fields.size() > 1 && namedTimeColumn(fields) >= 0)
                    comment = i;
                continue;
            }
            if (fields.empty()) {
                m_start.fault = fmt::format("a quote in line {} is never closed", line.number);
                m_start.headerLine = line.number;
                return;
            }
            if (namedTimeColumn(fields) >= 0)
                return useHeader(i, separator);
            if (comment && fieldsOf(m_lines[*comment].text, separator).size() == fields.size())
                return useHeader(*comment, separator);
            if (mayBeHeader(fields) && firstColumnHoldsDates(i, separator))
                return useHeader(i, separator);
            if (++m_start.bannerLines > kMostBannerLines)
                break;
        }
        nameFault();
    }

    [[nodiscard]] bool firstColumnHoldsDates(std::size_t at, char separator) const
    {
        const auto rows = rowsBehind(at);
        if (rows.empty() || fieldsOf(m_lines[at].text, separator).size() < 2)
            return false;
        const auto first = fieldsOf(rows.front(), separator);
        return !first.empty() && first.size() > 1 && isCalendarTime(first.front(), m_zone);
    }

    /// No header was found: says why, by the first line that is no comment.
    void nameFault()
    {
        m_start.bannerLines = 0;
        for (std::size_t i = 0; i < m_lines.size(); ++i) {
            if (m_lines[i].isComment)
                continue;
            const char separator = separatorFor(i);
            const auto fields = fieldsOf(m_lines[i].text, separator);
            m_start.header = cleanText(m_lines[i].text).text;
            m_start.headerLine = m_lines[i].number;
            m_start.columns = fieldsOf(m_start.header, separator);
            m_start.form.separator = separator;
            m_header = i;
            m_start.fault = mayBeHeader(fields)
                ? fmt::format("its first column is not a time but '{}'", fields.empty() ? "" : fields.front())
                : "its first line holds values, not the names of columns";
            return;
        }
        m_start.empty = true;
    }

    void keepRows()
    {
        auto& columns = m_start.columns;
        const auto ofHeader = columns.size();
        if (ofHeader > 1 && columns.back().empty())
            columns.pop_back();
        std::size_t named = 0; // rows with a name in front
        for (std::size_t i = m_header + 1; i < m_lines.size() && m_start.rows.size() < kRowsKept; ++i) {
            if (m_lines[i].isComment)
                continue;
            auto row = fieldsOf(m_lines[i].text, m_start.form.separator);
            if (namedTimeColumn(row) >= 0)
                break; // another header: what follows is another table
            m_start.rows.push_back(std::move(row));
            m_start.lines.push_back(m_lines[i].number);
            const auto& fields = m_start.rows.back();
            named += fields.size() == ofHeader + 1 && !fields.back().empty() ? 1 : 0;
        }
        m_start.hasRows = !m_start.rows.empty();
        m_start.form.rowNames = m_start.hasRows && 2 * named > m_start.rows.size();
        std::size_t kept = 0;
        for (std::size_t i = 0; i < m_start.rows.size(); ++i) {
            auto& fields = m_start.rows[i];
            if (m_start.form.rowNames && !fields.empty())
                fields.erase(fields.begin());
            if (fields.size() == columns.size() + 1 && fields.back().empty())
                fields.pop_back();
            if (fields.empty() || fields.size() != columns.size()) // a line with an open quote has no fields
                continue;
            m_start.lines[kept] = m_start.lines[i];
            if (kept != i)
                m_start.rows[kept] = std::move(fields);
            ++kept;
        }
        m_start.rows.resize(kept);
        m_start.lines.resize(kept);
    }

    void settleTime()
    {
        m_start.timeColumn = namedTimeColumn(m_start.columns);
        if (m_start.timeColumn < 0 && !m_start.rows.empty()
            && isCalendarTime(m_start.rows.front().front(), m_zone))
            m_start.timeColumn = 0;
        if (m_start.timeColumn < 0)
            return;
        std::optional<TimeMs> above;
        int down = 0;
        for (const auto& row : m_start.rows) {
            const auto time = parseTimeReadings(row[static_cast<std::size_t>(m_start.timeColumn)], m_zone);
            if (!time)
                continue;
            if (!m_start.firstTime)
                m_start.firstTime = time->earlier;
            if (above)
                down += time->earlier < *above ? 1 : time->earlier > *above ? -1 : 0;
            above = time->earlier;
        }
        m_start.descending = down > 0;
    }

    /// Fields parted by semicolons or tabs leave the comma to the decimals.
    void settleDecimals()
    {
        auto& mark = m_start.form.decimals;
        if (m_start.form.separator == ',')
            return;
        mark = DecimalMark::Unknown;
        Cell cell;
        for (const auto& row : m_start.rows) {
            for (std::size_t i = 0; i < row.size(); ++i) {
                if (static_cast<int>(i) != m_start.timeColumn && mark == DecimalMark::Unknown)
                    (void)parseCell(row[i], mark, cell); // what it is matters to those who read the rows
            }
        }
    }

    std::vector<Line> m_lines;
    std::optional<char> m_separator;
    const std::string& m_zone;
    TableStart m_start;
    std::size_t m_header = 0; ///< index of its line
};

} // namespace

bool isComment(std::string_view line)
{
    return line.starts_with('#');
}

bool isTimeColumn(std::string_view name)
{
    constexpr std::array<std::string_view, 18> kNames{
        "timestamp", "time",          "datetime",     "date",        "ts",          "epoch",
        "unixtime",  "unixtimestamp", "epochtime",    "timems",      "timestampms", "epochms",
        "epochs",    "timeutc",       "timestamputc", "datetimeutc", "dateutc",     "date/time"};
    auto plain = plainName(name);
    std::erase(plain, '@');
    if (const auto bracket = plain.find_first_of("(["); bracket != std::string::npos && bracket > 0)
        plain.resize(bracket);
    return std::find(kNames.begin(), kNames.end(), plain) != kNames.end();
}

TableStart tableStartAt(std::string_view header, std::int64_t line, const RowForm& form)
{
    TableStart start;
    start.header = cleanText(header).text;
    start.headerLine = line;
    start.form = form;
    start.columns = fieldsOf(start.header, form.separator);
    if (start.columns.size() > 1 && start.columns.back().empty())
        start.columns.pop_back();
    start.timeColumn = namedTimeColumn(start.columns);
    start.hasRows = true;
    return start;
}

std::string likelyHeader(const std::string& path)
{
    auto lines = LineReader::open(path);
    if (!lines)
        return {};
    for (std::size_t i = 0; i < kLinesLookedAt; ++i) {
        std::string_view line;
        const auto more = lines->next(line);
        if (!more || !*more)
            return {};
        if (!isBlankLine(line) && !isComment(line) && !namedSeparator(line))
            return std::string(line);
    }
    return {};
}

Result<TableStart> readTableStart(const std::string& path, const std::string& zone)
{
    NODESENTRY_TRY(auto reader, LineReader::open(path));
    std::vector<std::string> texts;
    std::vector<Line> lines;
    std::optional<char> separator;
    std::size_t bytes = 0;
    while (texts.size() < kLinesLookedAt && bytes < kBytesLookedAt) {
        std::string_view line;
        const auto more = reader.next(line);
        if (!more && reader.wasTooLong() && texts.empty())
            return fail(more.error());
        if (!more || !*more)
            break; // what is wrong there is found again by the one who reads the rows
        bytes += line.size();
        if (isBlankLine(line))
            continue;
        if (texts.empty() && !separator) {
            separator = namedSeparator(line);
            if (separator)
                continue;
        }
        texts.emplace_back(line);
        lines.push_back({{}, reader.lineNumber(), isComment(line)});
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
        lines[i].text = texts[i];
        if (lines[i].isComment)
            lines[i].text.remove_prefix(
                std::min(lines[i].text.find_first_not_of("# \t"), lines[i].text.size()));
    }
    return StartReader(std::move(lines), separator, zone).read();
}

} // namespace nodesentry
