#pragma once

#include "core/base/result.h"
#include "core/data/import/import_report.h"
#include "core/data/import/table.h"
#include "core/data/job.h"

#include <string>
#include <string_view>
#include <vector>

namespace nodesentry {

/// Reads the jobs of a file, plain or gzip:
/// * a job table: `sacct --parsable2` (or --parsable, or with another --delimiter that is a comma, semicolon, tab
///   or 0x1F), or any table whose columns include the job id, the node list, the start and the end, in any order;
/// * what `sacct --json` or `qstat -x -f -F json` prints (sacct_json_p.h);
/// * an accounting log of PBS (pbs_jobs_p.h).
///
/// Steps ("3.batch") are left out; "61.srv" and "61[3].srv" are jobs of PBS, whose `exec_host` is a list of nodes.
/// A line is rejected, and the next one read, when it is broken, or can be read in two ways (table.h), or its job
/// never got nodes or a start ("None assigned", "Unknown"; pending arrays "15_[1,3]" as well). A job whose end is
/// unknown or 0, or whose state says that it runs, has no end. Lines of one job and one start join their nodes,
/// and of two states of one run the finished one counts; a later run of a requeued job (sacct -D) becomes a job of
/// its own, "ID#2" (job_runs.h). Array tasks "9_3" and components of heterogeneous jobs "12+0" are jobs. Columns
/// that a Job has no member for become its attributes, under the header's spelling. Texts in Latin-1 become UTF-8.
///
/// Of a local time that comes twice a year the reading is taken that agrees with the column Elapsed or
/// ElapsedRaw, else the earlier one with which the job does not end before it begins.
///
/// @param zone     of times that carry none; sacct writes local times unless SLURM_TIME_FORMAT=%s is set
/// @param report   gets jobsAccepted, jobsRejected, notes and the lines left out, with column and text of a field
///                 at fault
/// @param columns  names of the columns of a table without a header; not used where there is one
/// @param allowRejected  whether more than one line in ten may be unreadable
/// @return in the order of begin, then of the table
/// @error NotFound         no such file
/// @error ParseError       no header and no @p columns, a needed column is missing, the jobs have more than
///                         30 million nodes together, the JSON is damaged, or no line can be read, or more of
///                         them cannot than are allowed (that of the first one; names line and column)
/// @error InvalidArgument  unknown zone
/// @cost  memory for the jobs, not for the table
[[nodiscard]] Result<std::vector<Job>> readJobTable(const std::string& path, const std::string& zone,
                                                    ImportReport& report,
                                                    const std::vector<std::string>& columns = {},
                                                    bool allowRejected = true);

/// The columns of a sacct format such as "JobID,JobName%30,NodeList", without their widths.
/// @error InvalidArgument  it lacks one of JobID, NodeList, Start and End, or an entry is empty
[[nodiscard]] Result<std::vector<std::string>> parseSacctFormat(std::string_view format);

/// Whether a header is that of a job table: it has a job id, a start, and nodes.
[[nodiscard]] bool looksLikeJobTable(const TableHeader& header);

} // namespace nodesentry
