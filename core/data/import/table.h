#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/data/import/line_reader.h"
#include "core/data/import/table_columns.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nodesentry {

/// A header's columns, and how they are separated.
struct TableHeader {
    char separator = ',';
    bool trailingSeparator = false; ///< `sacct --parsable` ends every line with one
    std::vector<std::string> columns;

    /// The first column whose plainName() is one of @p names, the earlier name winning; -1 when none is.
    [[nodiscard]] int find(std::initializer_list<std::string_view> names) const;
};

[[nodiscard]] TableHeader parseTableHeader(std::string_view line);

/// One record of a table.
struct TableRow {
    std::int64_t line = 0; ///< where it begins
    std::vector<std::string> fields; ///< as many as there are columns, unless there is a fault
    std::optional<Error> fault; ///< the record cannot be read; the next one may be fine
};

/// Reads a table record by record.
///
/// Blank lines, comments (#) and `sep=;` may stand in front of the header.
///
/// The separator is the first of `|` 0x1F tab `;` `,` that the header holds. With commas, semicolons and tabs
/// fields may be quoted, and commas inside [brackets] do not separate.
///
/// sacct escapes nothing, so that a text such as a job's name, its comment or its command may hold separators
/// and line ends. A line with another number of fields than the header is read by what the columns can hold
/// (table_columns.h): lines are added until there is a way to read them, and the only way counts. A record with
/// two ways is a fault. A line that is a record by itself belongs to no other, so that a line that is cut off
/// does not take the next one with it; a record ends after 20 lines at the latest.
class TableReader {
public:
    /// @param columns   names of the columns of a file without a header; empty: the first line names them
    /// @param isHeader  whether a line names columns: the first one where @p columns are given, which it then does
    ///                  better; and any later one, as where files were put one behind the other: from there on it is
    ///                  the header
    /// @error NotFound    no such file
    /// @error ParseError  the file is empty
    [[nodiscard]] static Result<TableReader>
    open(const std::string& path, const std::vector<std::string>& columns = {},
         const std::function<bool(const TableHeader&)>& isHeader = {});

    [[nodiscard]] const std::string& path() const { return m_lines.path(); }
    /// Of the record last read: it may change where isHeader was given.
    [[nodiscard]] const TableHeader& header() const { return m_header; }
    /// How often the header has changed.
    [[nodiscard]] int headerVersion() const { return m_headerVersion; }

    /// Reads the next record that is not blank.
    /// @return false at the end of the file
    /// @error ParseError, IoError  the file cannot be read any further; a bad record is a fault of the row
    [[nodiscard]] Result<bool> next(TableRow& row);

    /// An error about one field; column -1 for the whole row.
    [[nodiscard]] Error error(ErrorCode code, std::string message, const TableRow& row, int column,
                              std::string advice = {}) const;

private:
    struct Line {
        std::int64_t number = 0;
        std::string text{};
        bool tooLong = false; ///< then the text was not kept
        bool isBlank = false;
        std::optional<bool> isRecord{}; ///< by itself; unless it was not looked at yet
        bool isClosed = false; ///< no quote is open; once it was looked at
        bool hasAllFields = false; ///< as many as there are columns; once it was looked at
        std::vector<std::string> pieces{}; ///< once it was looked at
    };

    /// The lines from the next one on as one record.
    struct Record {
        std::size_t lines = 0; ///< 0: they are none
        std::string text{};
        ColumnReadings readings{};
    };

    explicit TableReader(LineReader lines) : m_lines(std::move(lines)) { }
    [[nodiscard]] Result<Line*> peek(std::size_t ahead);
    [[nodiscard]] Result<void> learnKinds();
    [[nodiscard]] bool split(const std::string& record, std::vector<std::string>& pieces) const;
    [[nodiscard]] bool isRecord(Line& line) const;
    [[nodiscard]] bool isHeaderLine(const Line& line) const;
    [[nodiscard]] Result<void> changeHeader(TableHeader header);
    [[nodiscard]] bool standsAlone(Line& line) const;
    [[nodiscard]] ColumnReadings readings(std::vector<std::string> pieces) const;
    [[nodiscard]] Result<Record> grow(std::size_t first);
    [[nodiscard]] Result<bool> beginsRecord(std::size_t at);
    [[nodiscard]] bool looksCut(const Line& line) const;
    [[nodiscard]] Result<bool> addRest(Record& record);
    [[nodiscard]] Error wrongCount(const TableRow& row) const;

    LineReader m_lines;
    std::deque<Line> m_ahead; ///< lines read but not used up
    std::function<bool(const TableHeader&)> m_isHeader;
    TableHeader m_header;
    int m_headerVersion = 0;
    std::vector<ColumnKind> m_kinds; ///< of the header's columns
};

/// A small table with a header, read whole, in which every record must be right.
class Table {
public:
    using Row = TableRow;

    /// @param checkHeader  asked before any row is read; its error is given the file and line 1
    /// @error NotFound    no such file
    /// @error ParseError  the file is empty, a line has a wrong number of fields, a quote is never closed
    [[nodiscard]] static Result<Table>
    read(const std::string& path, const std::function<Result<void>(const TableHeader&)>& checkHeader);

    [[nodiscard]] const std::string& path() const { return m_path; }
    [[nodiscard]] const TableHeader& header() const { return m_header; }
    [[nodiscard]] const std::vector<Row>& rows() const { return m_rows; }

    /// As TableReader::error().
    [[nodiscard]] Error error(ErrorCode code, std::string message, const Row& row, int column,
                              std::string advice = {}) const;

    /// Reads a field as a time; the error names its place.
    [[nodiscard]] Result<TimeMs> time(const Row& row, int column, const std::string& zone) const;

private:
    std::string m_path;
    TableHeader m_header;
    std::vector<Row> m_rows;
};

/// Text without outer blanks.
[[nodiscard]] std::string_view trimmedText(std::string_view text);

} // namespace nodesentry
