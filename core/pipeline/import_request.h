#pragma once

#include "core/base/run_context.h"
#include "core/data/import/import.h"

#include <optional>
#include <string>
#include <vector>

namespace nodesentry {

class Project;

/// What a person asks of an import, in the window or on the command line.
struct ImportRequest {
    std::string project; ///< folder; where there is none, one is made
    std::vector<std::string> sources; ///< folders and files with samples; empty: the tables alone
    ImportOptions options; ///< with the tables
};

/// The first lines of a file as the import sees them.
struct TableGlance {
    static constexpr std::size_t kRows = 20;
    static constexpr std::size_t kColumns = 200;

    std::string file; ///< empty: there is no text file to show
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows; ///< one field a column
    std::size_t columnsOfFile = 0; ///< those that are not shown among them
};

/// What an import would do; nothing was written.
struct ImportPreview {
    ImportReport report; ///< its skipped items are the lines that are left out
    TableGlance glance; ///< of the first source, else of a table
    std::optional<Error> refusal; ///< why there is nothing to import
};

/// Sorts what a person gives, all in one: a job table, a label table, and what holds samples. Tables are known by their
/// headers; those that lie in a given folder are found as well. The first one of each kind is taken.
/// @param request  gets them; a table that it has already stays
/// @cost  reads the first line of each given file, and of each file right in a given folder
void addSources(const std::vector<std::string>& given, ImportRequest& request);

/// Reads everything that an import asks for, as importIntoProject() would, and says what it finds.
/// @param project  the open one that it would go to; null: the folder of the request, which need not exist
/// @error Cancelled  a stop was requested; what is wrong with the sources is in the preview
[[nodiscard]] Result<ImportPreview> previewImport(const Project* project, const ImportRequest& request,
                                                  const RunContext& context);

} // namespace nodesentry
