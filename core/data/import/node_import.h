#pragma once

#include "core/base/run_context.h"
#include "core/data/import/series_reducer.h"
#include "core/data/import/source_files.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace nodesentry {

/// The grid that all nodes of an import share.
struct GridStep {
    std::int64_t stepMs = 0;
    bool given = false; ///< by the user or the existing project, so that finer data is averaged
};

/// The step that the data itself has, over all nodes.
/// @error InconsistentData  no file has two rows, so there is no step (advises --step)
[[nodiscard]] Result<std::int64_t> stepOfData(const std::vector<NodeFiles>& nodes);

/// Reads all files of one node onto its grid.
/// @param plans      one for each file
/// @param bytesRead  told how many bytes of the files have been read since its last call
/// @error InconsistentData  more than a tenth of the rows lie more than a quarter step off the grid, the
/// node's
///                          step differs from the grid's, or its rows are very far apart; else as
///                          NodeFileReader
[[nodiscard]] Result<NodeDraft>
importNode(const NodeFiles& node, const std::vector<std::shared_ptr<const FilePlan>>& plans,
           std::span<const MetricTarget> targets, const GridStep& grid, const std::string& zone,
           const std::function<void(std::int64_t)>& bytesRead, const RunContext& context);

} // namespace nodesentry
