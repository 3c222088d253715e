#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/data/import/line_reader.h"
#include "core/data/import/metric_plan.h"

#include <cstdint>
#include <memory>
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
    /// @param zone  of times that carry none
    [[nodiscard]] static Result<NodeFileReader> open(const std::string& path,
                                                     std::shared_ptr<const FilePlan> plan, std::string zone);

    /// Reads the next row that is not blank.
    /// @param after  the row must be later than this, across the files of a node
    /// @return false at the end
    /// @error ParseError        wrong number of columns, not a number, not a time; names line and column
    /// @error InconsistentData  the time is not later than @p after; names line
    [[nodiscard]] Result<bool> next(NodeRow& row, const std::optional<TimeMs>& after);

    [[nodiscard]] std::int64_t lineNumber() const { return m_lines.lineNumber(); }
    [[nodiscard]] std::int64_t bytesRead() const { return m_lines.bytesRead(); }

private:
    NodeFileReader(LineReader lines, std::shared_ptr<const FilePlan> plan, std::string zone)
        : m_lines(std::move(lines)),
          m_plan(std::move(plan)),
          m_zone(std::move(zone))
    {
    }
    [[nodiscard]] Result<void> readField(std::size_t column, std::string_view field, NodeRow& row,
                                         const std::optional<TimeMs>& after);
    [[nodiscard]] Result<void> readMask(std::size_t column, std::string_view field, NodeRow& row);
    [[nodiscard]] Result<void> readQuoted(std::string_view line, NodeRow& row,
                                          const std::optional<TimeMs>& after);
    [[nodiscard]] tl::unexpected<Error> wrongCount(std::size_t found) const;
    [[nodiscard]] Error at(ErrorCode code, std::string message, std::size_t column, std::string advice) const;

    LineReader m_lines;
    std::shared_ptr<const FilePlan> m_plan;
    std::string m_zone;
    std::vector<std::string> m_fields; ///< of a line with quotes
};

/// What the beginning of a text file shows.
struct FileStart {
    std::string header; ///< the first line
    std::vector<TimeMs> times; ///< of the first rows, as far as they can be read as times
    std::optional<Error> wrongTime; ///< of the row behind them: not a time, or not later than the row above
    bool empty = false; ///< no line at all
};

/// Reads a file's header and the times of at most @p rows rows.
/// @error NotFound, ParseError  as LineReader
[[nodiscard]] Result<FileStart> readFileStart(const std::string& path, const std::string& zone, int rows);

} // namespace nodesentry
