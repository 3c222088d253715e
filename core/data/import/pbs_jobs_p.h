#pragma once

#include "core/base/result.h"
#include "core/data/import/job_collector_p.h"

#include <string>
#include <string_view>

namespace nodesentry {

/// Whether a line is one of a PBS accounting log: "MM/DD/YYYY HH:MM:SS;E;61.srv;user=…".
[[nodiscard]] bool looksLikePbsLog(std::string_view line);

/// Reads a PBS accounting log (PBS Pro, OpenPBS, Torque), plain or gzip: records of jobs that began (S), ended
/// (E) or were put back into the queue (R); all others say nothing of when a job ran. A job without a record of
/// its end is still running.
/// @param zone  of the dates in front of records, which only count where a record has no end of its own
/// @error NotFound, IoError  as LineReader
Result<void> readPbsLog(const std::string& path, const std::string& zone, JobCollector& jobs);

/// "Mon Nov 23 12:00:30 2026", as qstat prints times, or what parseTime() reads.
/// @error as parseTime()
[[nodiscard]] Result<TimeMs> parsePbsTime(std::string_view text, const std::string& zone,
                                          RepeatedHour repeated = RepeatedHour::Earlier);

} // namespace nodesentry
