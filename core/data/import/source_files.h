#pragma once

#include "core/base/run_context.h"
#include "core/data/import/import_report.h"
#include "core/data/import/node_file.h"
#include "core/data/job.h"

#include <optional>
#include <string>
#include <vector>

namespace nodesentry {

/// A file with samples of one node, and what its beginning shows.
struct NodeFile {
    std::string path;
    FileStart start; ///< at least one time
    bool isTest = false; ///< X_test*
};

/// All files of one node.
struct NodeFiles {
    std::string node;
    std::vector<NodeFile> files; ///< ascending by their first time
    std::optional<TimeMs> trainEnd; ///< first time of the first X_test* file
};

/// Which files an import reads besides those with samples, so that a folder may hold them, too.
struct KnownTables {
    std::string jobsFile; ///< empty: none
    std::string labelsFile; ///< empty: none
};

/// Finds the node files among @p sources, files and folders, and tells their nodes by their names:
/// `X_train*` and `X_test*` belong to X; `jobNNN` to the node of job NNN; `X_jobNNN`, and `X_NNN` where the
/// job table says that NNN ran on X, to X; any other name is the node's.
///
/// Of a folder only the files are looked at, not its folders. Job tables, label tables and files whose first
/// column is not a time are left out; where a folder has a pair `X_train*`, `X_test*`, so is every file that
/// is neither. A file that is named itself must be a node file.
/// @param zone    of times that carry none
/// @param report  gets what was left out, with the reason
/// @return ascending by node
/// @error NotFound          a source does not exist, or there is no node file at all
/// @error ParseError        a node file is empty or has no rows, or a named file is not a node file
/// @error InconsistentData  a jobNNN file whose job is not in the table, or ran on several nodes; two files
/// of
///                          a node begin at the same time
/// @error InvalidArgument   jobNNN files, and no job table
/// @cost reads the first rows of every file
[[nodiscard]] Result<std::vector<NodeFiles>> findNodeFiles(const std::vector<std::string>& sources,
                                                           const std::string& zone, const KnownTables& tables,
                                                           const std::vector<Job>& jobs, ImportReport& report,
                                                           const RunContext& context);

} // namespace nodesentry
