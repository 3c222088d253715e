#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/data/import/file_plan.h"
#include "core/data/import/line_reader.h"
#include "core/data/import/time_field.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace nodesentry {

/// One row of a node file.
struct NodeRow {
    TimeMs time = 0;
    std::vector<double> values; ///< one for each value column of the plan; NaN = missing
    std::uint32_t mask = 0; ///< of the label column: bit 0, or the bits of a LabelBits column
};

/// Reads the rows of one node file, whose header has been planned before.
class NodeFileReader {
public:
    enum class Next {
        Row,
        Rejected, ///< the line is left out, see fault()
        End,
    };

    /// @param plan  outlives the reader
    /// @param zone  of times that carry none
    [[nodiscard]] static Result<NodeFileReader> open(const std::string& path, const FilePlan& plan,
                                                     std::string zone);

    /// Reads the next row that is not blank.
    /// @error ParseError       the compressed data breaks off or is damaged
    /// @error InvalidArgument  an unknown zone
    /// @error IoError          the system could not read
    [[nodiscard]] Result<Next> next(NodeRow& row);

    /// What is wrong with the line that was rejected; valid until the next call.
    /// Its message is one of a few: "wrong number of columns", "not a number", "not a time", "not a label",
    /// "a quote that is never closed", "a line longer than 8 MiB".
    [[nodiscard]] const Error& fault() const { return m_fault; }

    [[nodiscard]] std::int64_t lineNumber() const { return m_lines.lineNumber(); }
    [[nodiscard]] std::int64_t bytesRead() const { return m_lines.bytesRead(); }

private:
    NodeFileReader(LineReader lines, const FilePlan& plan, std::string zone)
        : m_lines(std::move(lines)),
          m_plan(&plan),
          m_time(std::move(zone))
    {
    }
    [[nodiscard]] Result<bool> readPlain(std::string_view line, NodeRow& row);
    [[nodiscard]] Result<bool> readQuoted(std::string_view line, NodeRow& row);
    [[nodiscard]] Result<bool> readField(std::size_t column, std::string_view field, NodeRow& row);
    [[nodiscard]] bool readMask(std::size_t column, std::string_view field, NodeRow& row);
    bool reject(const char* reason, std::size_t column, std::string advice);
    bool rejectCount(std::size_t found);

    LineReader m_lines;
    const FilePlan* m_plan;
    TimeField m_time;
    Error m_fault;
    std::vector<std::string> m_fields; ///< of a line with quotes
};

/// What the beginning of a text file shows.
struct FileStart {
    std::string header; ///< the first line
    std::optional<TimeMs> firstTime; ///< of the first row whose time can be read, of the rows looked at
    bool hasRows = false;
    bool empty = false; ///< no line at all
};

/// Reads a file's header and the first time of its first rows.
/// @error NotFound, ParseError  as LineReader
[[nodiscard]] Result<FileStart> readFileStart(const std::string& path, const std::string& zone);

} // namespace nodesentry
