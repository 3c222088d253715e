#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <cstdint>
#include <functional>
#include <initializer_list>
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

/// A small table with a header, read whole: a job or label table.
///
/// The separator is the first of `|` 0x1F tab `;` `,` that the header holds. With commas, semicolons and tabs
/// fields may be quoted, and commas inside [brackets] do not separate. sacct escapes nothing: a `|` or a line
/// end inside a job's name is put right by the number of fields, the surplus going to the column JobName.
class Table {
public:
    struct Row {
        std::int64_t line = 0; ///< where it begins
        std::vector<std::string> fields; ///< as many as there are columns
    };

    /// @param checkHeader  asked before any row is read; its error is given the file and line 1
    /// @error NotFound    no such file
    /// @error ParseError  the file is empty, a line has a wrong number of fields, a quote is never closed
    [[nodiscard]] static Result<Table>
    read(const std::string& path, const std::function<Result<void>(const TableHeader&)>& checkHeader);

    [[nodiscard]] const std::string& path() const { return m_path; }
    [[nodiscard]] const TableHeader& header() const { return m_header; }
    [[nodiscard]] const std::vector<Row>& rows() const { return m_rows; }

    /// An error about one field; column -1 for the whole row.
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
