#pragma once

#include "core/data/import/importer.h"
#include "core/data/import/sample_lines_p.h"

#include <memory>
#include <string>
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
    virtual ~TableReading() = default;
    /// Reads one file to its end.
    /// @return how many of its lines had a time and a node
    virtual Result<std::int64_t> read(SampleLines& lines) = 0;
};

/// A format of text files that say what they are in their first lines. What is the same for all such formats
/// is done here: folders, files of other formats in them, progress, and files without one good line.
class TableFormat : public Importer {
public:
    /// A file of this format; a folder in which at least half of the files looked at are.
    [[nodiscard]] bool recognises(const std::string& source) const final;
    Result<void> read(const std::vector<std::string>& sources, const ImportOptions& options, ImportSink& sink,
                      const RunContext& context) const final;

protected:
    [[nodiscard]] virtual bool isOurs(const FileHead& head) const = 0;
    /// What its first line should look like, as advice.
    [[nodiscard]] virtual std::string_view firstLineAdvice() const = 0;
    [[nodiscard]] virtual std::unique_ptr<TableReading> begin(const ImportOptions& options,
                                                              ImportSink& sink) const = 0;
};

/// The node of a file that does not name one itself: its name without ending; the name of its folder where
/// the file is named after the tool or is a date or a number.
[[nodiscard]] std::string nodeOfFileName(const std::string& path);

} // namespace nodesentry
