#pragma once

#include "core/base/run_context.h"
#include "core/data/import/importer.h"
#include "core/data/import/table_start.h"
#include "core/data/job.h"

#include <optional>
#include <string>
#include <vector>

namespace nodesentry {

/// A file with samples of one node, and what its beginning shows.
struct NodeFile {
    std::string path;
    TableStart start; ///< with rows
    bool isTest = false; ///< X_test*
};

/// All files of one node.
struct NodeFiles {
    std::string node; ///< empty: those that name their nodes themselves
    std::vector<NodeFile> files; ///< ascending by their first time
};

/// Which files an import reads besides those with samples, so that a folder may hold them, too.
struct KnownTables {
    std::string jobsFile; ///< empty: none
    std::string labelsFile; ///< empty: none
};

/// Whether a file is a table with times; or one that says by itself why it is none: empty, no text, a table of jobs or
/// labels. Looks at the first rows.
[[nodiscard]] bool mayHoldSamples(const std::string& path);

/// Finds the node files among @p sources, files and folders, and tells their nodes by their names:
/// `X_train*` and `X_test*` belong to X; `jobNNN` to the node of job NNN; `X_jobNNN`, and `X_NNN` where the
/// job table says that NNN ran on X, to X; `X_2026-11-23`, `2026-11-23_X` and the like to X, whatever the day; any other
/// name is the node's. A file whose header or rows name nodes needs no name of one.
///
/// In a folder inside a source folder, a file whose name is a date or a number belongs to the node that the
/// inner folder is named after. Job tables, label tables, files whose first column is not a time and files
/// without rows are left out; where a folder has a pair `X_train*`, `X_test*`, so is every file that is
/// neither. A file that is named itself must be a node file.
/// @param zone  of times that carry none
/// @param nodeLabel  as FilePlanOptions has it
/// @param sink  gets what was left out, with the reason
/// @return ascending by node
/// @error NotFound          a source does not exist, or there is no node file at all (names files with the reason)
/// @error ParseError        a named file is not a node file or has no rows
/// @error InconsistentData  a jobNNN file whose job is not in the table, or ran on several nodes
/// @error InvalidArgument   jobNNN files, and no job table
/// @cost reads the first rows of every file
[[nodiscard]] Result<std::vector<NodeFiles>>
findNodeFiles(const std::vector<std::string>& sources, const std::string& zone, const std::string& nodeLabel,
              const KnownTables& tables, const std::vector<Job>& jobs, ImportSink& sink,
              const RunContext& context);

} // namespace nodesentry
