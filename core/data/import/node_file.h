#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/data/import/file_plan.h"
#include "core/data/import/line_reader.h"
#include "core/data/import/time_field.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace nodesentry {

/// One row of a file with samples.
struct NodeRow {
    TimeMs time = 0;
    std::vector<double> values; ///< one for each value column of the plan; NaN = missing
    std::uint32_t mask = 0; ///< of the label column: bit 0, or the bits of a LabelBits column
    std::size_t key = 0; ///< which key the row has: rows with equal texts in all key columns have one number
};

/// What tells the rows of one series apart from those of others, where the rows themselves do.
struct RowKey {
    std::string node; ///< as it stands in the file; empty without a column for it
    std::string metric; ///< empty where the header names the series
    std::string unit;
    std::vector<std::pair<std::string, std::string>> labels; ///< without the empty ones
};

/// Reads the rows of one file, whose header has been planned before.
///
/// Comments and blank lines are passed over. The last line is rejected where it has no line end: it may be cut.
class NodeFileReader {
public:
    enum class Next {
        Row,
        Rejected, ///< the line is left out, see fault()
        Header, ///< the columns are named again, see header()
        End,
    };

    /// @param plan        outlives the reader
    /// @param headerLine  behind which the rows begin
    /// @param zone        of times that carry none
    /// @param descending  the newest row is the first
    [[nodiscard]] static Result<NodeFileReader> open(const std::string& path, const FilePlan& plan,
                                                     std::int64_t headerLine, const std::string& zone,
                                                     bool descending = false);

    /// Reads the next row that is not blank.
    /// @error ParseError       the compressed data breaks off or is damaged
    /// @error InvalidArgument  an unknown zone
    /// @error IoError          the system could not read
    [[nodiscard]] Result<Next> next(NodeRow& row);

    /// What is wrong with the line that was rejected; valid until the next call.
    /// Its message is one of a few: "wrong number of columns", "not a number", "not a time" and why, "not a label",
    /// "a quote that is never closed", "a line longer than 8 MiB", "a line without line end", and why a comma or a
    /// unit has no certain reading.
    [[nodiscard]] const Error& fault() const { return m_fault; }
    [[nodiscard]] const std::string& faultText() const { return m_faultText; } ///< the field; may be empty

    /// The header that next() has met; the rows behind it need a plan for it.
    [[nodiscard]] TableStart header() const { return tableStartAt(m_header, lineNumber(), m_plan->form); }
    /// Goes on with the rows behind header().
    void follow(const FilePlan& plan);

    [[nodiscard]] const RowKey& key(std::size_t number) const { return m_keys[number]; }
    /// Values of each column that were missing by a word such as NA.
    [[nodiscard]] const std::unordered_map<std::string, std::int64_t>& missingWords() const
    {
        return m_missingWords;
    }
    /// The file begins in an hour that comes twice, so that nothing told which of the two is meant.
    [[nodiscard]] bool guessedHour() const { return m_guessedHour; }
    [[nodiscard]] bool wasCut() const { return m_lines.wasCut(); }
    [[nodiscard]] std::int64_t lineNumber() const { return m_lines.lineNumber(); }
    [[nodiscard]] std::int64_t bytesRead() const { return m_lines.bytesRead(); }

private:
    /// Tables list their series again and again in one order, so the row above tells what key comes.
    struct KeyPlace {
        std::string fields; ///< as they stood in the file when the key came last, each with an end
        std::size_t next = 0; ///< the key that came behind this one
    };

    NodeFileReader(LineReader lines, const FilePlan& plan, const std::string& zone, bool descending)
        : m_lines(std::move(lines)),
          m_time(zone),
          m_descending(descending)
    {
        follow(plan);
    }
    [[nodiscard]] Result<bool> readLine(std::string_view line, NodeRow& row);
    [[nodiscard]] Result<bool> readPlain(std::string_view line, NodeRow& row);
    [[nodiscard]] Result<bool> readQuoted(std::string_view line, NodeRow& row);
    [[nodiscard]] bool readField(std::size_t column, std::string_view field, NodeRow& row);
    [[nodiscard]] bool readValue(std::size_t column, std::string_view field, NodeRow& row);
    [[nodiscard]] bool readMask(std::size_t column, std::string_view field, NodeRow& row);
    [[nodiscard]] Result<bool> finishRow(NodeRow& row);
    [[nodiscard]] bool findKey(std::size_t& key);
    [[nodiscard]] bool isExpectedKey() const;
    [[nodiscard]] bool checkKeyFields();
    [[nodiscard]] std::size_t numberOfKey();
    void addKey();
    [[nodiscard]] bool namesColumns(std::string_view line) const;
    bool reject(std::string reason, std::size_t column, std::string_view field, std::string advice);
    bool rejectCount(std::size_t found);

    LineReader m_lines;
    const FilePlan* m_plan = nullptr;
    TimeField m_time;
    bool m_descending;
    bool m_guessedHour = false;
    bool m_fastNumbers = true; ///< a point parts decimals, so that most fields can be read at once
    DecimalMark m_decimals = DecimalMark::Point;
    std::vector<std::string> m_units; ///< of the values' cells, as they are met
    std::size_t m_timeColumn = 0;
    bool m_hasTime = false;
    bool m_isKeyed = false;
    bool m_isLong = false;
    std::string m_header;
    Error m_fault;
    std::string m_faultText;
    std::string_view m_timeText; ///< in the line at hand
    std::vector<std::string_view> m_keyFields; ///< in the line at hand, one for each of m_keyColumns
    std::vector<std::size_t> m_keyColumns;
    std::string m_keyText; ///< m_keyFields without blanks around them
    std::unordered_map<std::string, std::size_t> m_keyNumbers; ///< by such a text
    std::vector<RowKey> m_keys;
    std::vector<KeyPlace> m_keyPlaces; ///< of each key
    std::optional<std::size_t> m_lastKey; ///< of the row above
    std::vector<TimeOrder> m_orders; ///< of each key; one without keys
    std::unordered_map<std::string, std::int64_t> m_missingWords;
    std::vector<std::string> m_fields; ///< of a line with quotes
};

} // namespace nodesentry
