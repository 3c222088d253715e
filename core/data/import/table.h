#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/data/import/line_reader.h"

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
/// The separator is the first of `|` 0x1F tab `;` `,` that the header holds. With commas, semicolons and tabs
/// fields may be quoted, and commas inside [brackets] do not separate. sacct escapes nothing: a `|` or a line
/// end inside a job's name is put right by the number of fields, the surplus going to the column JobName;
/// where that is the last column, a line without any separator belongs to the name above it. A record ends
/// after 20 lines at the latest, and a line that is cut off does not take the next one with it.
class TableReader {
public:
    /// @param columns   names of the columns of a file without a header; empty: the first line names them
    /// @param isHeader  only asked where @p columns are given: whether the first line names the columns after
    ///                  all, and so better
    /// @error NotFound    no such file
    /// @error ParseError  the file is empty
    [[nodiscard]] static Result<TableReader>
    open(const std::string& path, const std::vector<std::string>& columns = {},
         const std::function<bool(const TableHeader&)>& isHeader = {});

    [[nodiscard]] const std::string& path() const { return m_lines.path(); }
    [[nodiscard]] const TableHeader& header() const { return m_header; }

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
        std::string text;
        bool tooLong = false; ///< then the text was not kept
    };

    explicit TableReader(LineReader lines) : m_lines(std::move(lines)) { }
    [[nodiscard]] Result<const Line*> peek(std::size_t ahead);
    [[nodiscard]] bool split(const std::string& record, std::vector<std::string>& fields) const;
    [[nodiscard]] bool onlyNameHasLineEnds(const std::vector<std::string>& fields) const;
    [[nodiscard]] Result<void> addRestOfName(TableRow& row);

    LineReader m_lines;
    std::deque<Line> m_ahead; ///< lines read but not used up
    TableHeader m_header;
    int m_nameColumn = -1;
    std::size_t m_expected = 0; ///< fields of a line, with the empty one behind a trailing separator
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
