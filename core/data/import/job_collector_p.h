#pragma once

#include "core/base/result.h"
#include "core/data/import/import_report.h"
#include "core/data/import/text_cleaner.h"
#include "core/data/job.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace nodesentry {

/// Begin and end of a job, as a table has them.
struct JobTimes {
    TimeMs begin = 0;
    std::optional<TimeMs> end;
    bool isUncertain = false; ///< another reading of its local times is as good
};

/// Gathers the lines of the jobs of one file, and tells a report what of it is left out.
class JobCollector {
public:
    JobCollector(std::string path, ImportReport& report) : m_path(std::move(path)), m_report(report) { }

    /// Takes one line of a job; its texts may hold any bytes. A job whose state says that it runs has no end.
    /// @error ParseError  the jobs have more than 30 million nodes together
    [[nodiscard]] Result<void> add(Job line, std::int64_t lineNumber);
    /// Leaves out a line of a job that has not run.
    void leaveOut(std::int64_t line, std::string reason, const std::string& id);
    /// Rejects a line that cannot be read.
    /// @param text  of the field at fault
    void reject(Error fault, std::string text = {});
    void countStep() { ++m_steps; }
    /// Counts a job whose local times could be read otherwise: in the hour that comes twice.
    void countUncertain() { ++m_uncertain; }

    /// The jobs of all lines.
    /// @param allowRejected  however many lines could not be read, if one could
    /// @error any  no line could be read, or several and more than one in ten could not: that of the first one
    [[nodiscard]] Result<std::vector<Job>> finish(bool allowRejected);

private:
    std::string m_path;
    ImportReport& m_report;
    std::vector<Job> m_lines;
    std::set<std::string> m_leftOut; ///< an array or a job may have several lines
    TextCleaner m_cleaner;
    std::optional<Error> m_firstFault;
    std::int64_t m_faults = 0;
    std::int64_t m_waiting = 0; ///< lines of jobs that have not run
    std::int64_t m_steps = 0;
    std::int64_t m_uncertain = 0;
    std::int64_t m_expectedEnds = 0;
    std::size_t m_hosts = 0;
};

/// Whether a table says that it does not know: "Unknown", "None assigned", "N/A", an empty field …
[[nodiscard]] bool isUnknownField(std::string_view text);

/// Whether a field holds no time: isUnknownField(), 0, -1, Slurm's NO_VAL and INFINITE, or the first day of 1970.
[[nodiscard]] bool isNoTime(std::string_view text);

/// "CANCELLED by 1001" -> "CANCELLED"
[[nodiscard]] std::string stateWord(const std::string& text);

} // namespace nodesentry
