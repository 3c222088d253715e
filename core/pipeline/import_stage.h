#pragma once

#include "core/base/run_context.h"
#include "core/data/import/import.h"

#include <string>
#include <vector>

namespace nodesentry {

class Project;

/// Imports sources into a project folder, which is made when it does not exist.
///
/// A node that the project has already is extended: where both have a sample, the new one counts; samples in
/// between are missing. All other nodes stay as they are. Temporary files lie in the project's folder and are
/// gone afterwards. On any error or stop the project is as it was, and a folder that was made for this import
/// is removed again.
///
/// Without sources the job table and the label table are imported alone, into a project that has samples.
///
/// @return what was imported
/// @error as Import::read(); Locked; InconsistentData when the sampling step differs from the project's
[[nodiscard]] Result<ImportReport> importIntoProject(const std::string& projectPath,
                                                     const std::vector<std::string>& sources,
                                                     const ImportOptions& options, const RunContext& context);

/// The same into a project that is open for writing.
[[nodiscard]] Result<ImportReport> importIntoProject(Project& project,
                                                     const std::vector<std::string>& sources,
                                                     const ImportOptions& options, const RunContext& context);

/// Reads sources whole and says what importIntoProject() would do; writes nothing, nor makes the folder.
/// Temporary samples lie in the system's folder for temporary files.
/// @param projectPath  the project that it would go to, which need not exist; empty: a new one
/// @param sources      may be empty: then the tables are checked alone, and against a project's nodes if it has any
/// @error as importIntoProject(), except Locked
[[nodiscard]] Result<ImportReport> checkImport(const std::string& projectPath,
                                               const std::vector<std::string>& sources,
                                               const ImportOptions& options, const RunContext& context);
/// The same for a project that is open.
[[nodiscard]] Result<ImportReport> checkImport(const Project& project,
                                               const std::vector<std::string>& sources,
                                               const ImportOptions& options, const RunContext& context);

} // namespace nodesentry
