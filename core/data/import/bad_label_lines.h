#pragma once

#include "core/base/result.h"
#include "core/data/import/import_report.h"

#include <cstdint>
#include <optional>
#include <string>

namespace nodesentry {

/// Counts the lines of one label table that cannot be read, and says when they are too many.
///
/// A label that is missing says that its samples are normal, so a report hears of every such line, and of how many there
/// are in a sentence of its own.
class BadLabelLines {
public:
    /// @param report  null: whoever asks cannot tell what is missing, so that one bad line is an error
    BadLabelLines(std::string path, ImportReport* report) : m_path(std::move(path)), m_report(report) { }

    /// @param fault  with line and column; what stands behind ": " in its message is the line's own
    /// @param text   of the field at fault
    /// @error any  the fault itself, where there is no report, or where it is no fault of the line (the zone)
    [[nodiscard]] Result<void> add(Error fault, std::string text);

    /// Tells the report how many lines are missing.
    /// @param good     lines that were read
    /// @param allowed  however many lines are bad, if one is good
    /// @error any  that of the first bad line: none is good, or more than one in ten is bad and that is not allowed
    [[nodiscard]] Result<void> finish(std::int64_t good, bool allowed);

private:
    std::string m_path;
    ImportReport* m_report;
    std::int64_t m_count = 0;
    std::optional<Error> m_first;
};

} // namespace nodesentry
