#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/data/import/number.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nodesentry {

/// How the fields of a table of samples are written.
struct RowForm {
    char separator = ',';
    DecimalMark decimals = DecimalMark::Point;
    bool rowNames = false; ///< a row has one more field than the header, in front: its name or number

    bool operator==(const RowForm&) const = default;
};

/// What the first lines of a file show of the table in it.
struct TableStart {
    std::string header; ///< the line that names the columns; without the # of a comment; valid UTF-8
    std::int64_t headerLine = 0; ///< from 1; 0: there is none
    std::int64_t bannerLines = 0; ///< in front of the header that are neither blank nor comments
    std::vector<std::string>
        columns; ///< without outer blanks; the empty one behind a trailing separator left out
    RowForm form;
    std::vector<std::vector<std::string>> rows; ///< up to 60, those with a field for each column
    std::vector<std::int64_t> lines; ///< of rows
    int timeColumn = -1; ///< -1: none that can be told
    std::optional<TimeMs> firstTime; ///< of the first row whose time can be read
    bool descending = false; ///< the times of most rows go down
    bool hasRows = false;
    bool empty = false; ///< no line at all
    std::string fault; ///< why there is no header, or no time; empty without fault
};

/// Looks at the first lines of a file with samples.
///
/// In front of the header may stand blank lines, comments (#), `sep=;`, and lines of a banner. The header is the
/// first line that names a column for the time (isTimeColumn()), or whose first column holds dates, be its name what
/// it may; a comment can be it, if the rows fit. The separator is the one of `,` `;` tab `|` that makes equally
/// many fields, at least two, of the header and the rows; with two or more such that of most fields.
/// @param zone  of times that carry none
/// @error NotFound, ParseError  as LineReader
[[nodiscard]] Result<TableStart> readTableStart(const std::string& path, const std::string& zone);

/// The start of a table whose header stands in the middle of a file, as where files were joined.
[[nodiscard]] TableStart tableStartAt(std::string_view header, std::int64_t line, const RowForm& form);

/// Whether a column of this name holds the time: timestamp, time, datetime, date, ts, epoch and their like.
[[nodiscard]] bool isTimeColumn(std::string_view name);

/// A comment of a table.
[[nodiscard]] bool isComment(std::string_view line);

/// The first line of a file that may be a header: no comment, no `sep=`, not blank. For a quick look at many files;
/// empty where there is none, or the file cannot be read.
[[nodiscard]] std::string likelyHeader(const std::string& path);

} // namespace nodesentry
