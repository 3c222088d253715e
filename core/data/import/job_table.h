#pragma once

#include "core/base/result.h"
#include "core/data/import/import_report.h"
#include "core/data/import/table.h"
#include "core/data/job.h"

#include <string>
#include <vector>

namespace nodesentry {

/// Reads a job table: `sacct --parsable2` with its header, or any table separated by `|`, comma, semicolon
/// or tab whose first line names the job id, the node list, the start and the end, in any order.
///
/// Steps ("3.batch") are left out. Jobs without nodes or start ("None assigned", "Unknown") are left out and
/// counted. Lines of one job and one run join their nodes; a later run of a requeued job becomes a job of its
/// own, "ID#2". Columns that a Job has no member for become its attributes, under the header's spelling.
///
/// @param zone    of times that carry none; sacct writes local times unless SLURM_TIME_FORMAT=%s is set
/// @param report  gets jobsAccepted, jobsRejected and the lines left out
/// @return in the order of begin, then of the table
/// @error NotFound          no such file
/// @error ParseError        no header, a needed column is missing, a wrong number of fields, not a time, not
///                          a host list; names line and column
/// @error InconsistentData  a job ends before it begins
[[nodiscard]] Result<std::vector<Job>> readJobTable(const std::string& path, const std::string& zone,
                                                    ImportReport& report);

/// Whether a header is that of a job table: it has a job id, a start, and nodes.
[[nodiscard]] bool looksLikeJobTable(const TableHeader& header);

} // namespace nodesentry
