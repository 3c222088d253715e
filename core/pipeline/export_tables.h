#pragma once

#include "core/base/run_context.h"
#include "core/project/project.h"

#include <iosfwd>
#include <string>
#include <string_view>

namespace nodesentry {

/// What a project holds that can be written as one CSV table.
enum class ExportTable { Scores, Cases, Clusters, Features, Labels };

/// "scores", "cases", "clusters", "features" or "labels".
/// @error NotFound  any other name
[[nodiscard]] Result<ExportTable> exportTableOf(std::string_view name);

/// Writes a table with its header. Times are ISO 8601 in UTC; labels are written as formatLabels() does.
/// @param method  of scores and cases
/// @error Cancelled  a stop was requested, which scores poll
/// @error StageMissing, NotFound, Corrupt  what is to be written is not there
[[nodiscard]] Result<void> writeTable(const Project& project, ExportTable table, const std::string& method,
                                      std::ostream& out, const RunContext& context = {});

/// The same into a file, which is whole or not there: it is written under another name first.
/// @error IoError  the file cannot be written
[[nodiscard]] Result<void> writeTableFile(const Project& project, ExportTable table,
                                          const std::string& method, const std::string& path,
                                          const RunContext& context = {});

} // namespace nodesentry
