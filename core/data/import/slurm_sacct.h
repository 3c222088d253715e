#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/data/import/import_report.h"
#include "core/data/job.h"

#include <string>
#include <string_view>
#include <vector>

namespace nodesentry {

/// How Slurm's accounting is asked.
struct SacctOptions {
    std::string
        arguments; ///< of sacct, e.g. "-S 2026-01-01 -E now -M alpha"; blanks separate, quotes hold together
    std::string program = "sacct"; ///< found in PATH, unless it holds a slash
    double timeoutSeconds = 600; ///< then sacct is ended; > 0
};

/// Runs sacct and reads what it prints.
///
/// It is started without a shell, with `-a -X -D --parsable2`, our own fields and a separator that no job
/// name holds, in front of the given arguments, and with times as epoch seconds, so that no zone and no clock
/// change matters. Without -S sacct tells of today only.
///
/// @param report  as readJobTable(), under the name "sacct ARGUMENTS"
/// @return as readJobTable(); empty when there are no jobs
/// @error InvalidArgument  a quote is open; an argument would change what sacct prints (such as --format)
/// @error NotFound         there is no such program
/// @error IoError          sacct failed (with its own message), took too long, or its output cannot be kept
/// @error ParseError       as readJobTable()
/// @error Cancelled        a stop was requested; sacct has been ended
/// @cost  its output lies in a temporary file meanwhile
[[nodiscard]] Result<std::vector<Job>> readSacct(const SacctOptions& options, ImportReport& report,
                                                 const RunContext& context = {});

/// The words of a command line: blanks separate, '…' and "…" hold together, a backslash takes the next
/// character as it is (not within '…'). Nothing is expanded.
/// @error InvalidArgument  a quote is not closed, or nothing follows a backslash
[[nodiscard]] Result<std::vector<std::string>> splitArguments(std::string_view text);

} // namespace nodesentry
