#pragma once

#include "core/data/import/importer.h"
#include "core/data/import/sample_lines_p.h"
#include "core/data/import/time_field.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace nodesentry {

/// The first lines of a text file.
struct FileHead {
    std::string path;
    std::vector<std::string> lines; ///< up to kLines that are not blank; none where it cannot be read
    static constexpr std::size_t kLines = 8;
};

/// The beginning of a file; empty for one that holds zero bytes, and so is no text.
[[nodiscard]] FileHead readFileHead(const std::string& path);

/// Reads the files of one import; keeps what they have in common.
class TableReading {
public:
    TableReading(const ImportOptions& options, ImportSink& sink);
    virtual ~TableReading() = default;

    /// Reads one file to its end.
    /// @return how many of its lines were taken
    [[nodiscard]] Result<std::int64_t> read(SampleLines& lines);

protected:
    /// Before the first line of a file.
    virtual Result<void> begin(SampleLines& lines) = 0;
    /// One line that is not blank.
    /// @return whether it had a time and a node; false for a header, a comment, and a line that was rejected
    virtual Result<bool> take(std::string_view line, SampleLines& lines) = 0;

    TimeField m_time; ///< in the zone of the options
    ImportSink& m_sink;
    SampleBatch m_batch; ///< given to the sink behind the last line
};

/// A format of text files that say what they are in their first lines.
struct TableFormat {
    std::string_view name; ///< of --format
    std::string_view help; ///< one sentence
    std::string_view firstLine; ///< what a file's first line should look like, as advice
    bool (*isOurs)(const FileHead& head);
    std::unique_ptr<TableReading> (*begin)(const ImportOptions& options, ImportSink& sink);
};

/// An importer of such a format. What is the same for all of them is done here: folders, files of other formats in them,
/// progress, and files of which too many lines are bad. It recognises a file of the format, and a folder in which at
/// least half of the files looked at are.
[[nodiscard]] std::unique_ptr<const Importer> makeTableFormat(const TableFormat& format);

/// The usual TableFormat::begin.
template <class Reading>
std::unique_ptr<TableReading> beginReading(const ImportOptions& options, ImportSink& sink)
{
    return std::make_unique<Reading>(options, sink);
}

/// The node of a file that does not name one itself: its name without ending; the name of its folder where
/// the file is named after the tool or is a date or a number. A day in it is taken off (withoutDay()).
[[nodiscard]] std::string nodeOfFileName(const std::string& path);

} // namespace nodesentry
