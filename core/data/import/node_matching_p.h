#pragma once

#include "core/base/result.h"
#include "core/data/import/import_report.h"
#include "core/data/import/node_names.h"
#include "core/data/job.h"
#include "core/labels/label.h"

#include <string>
#include <vector>

namespace nodesentry {

/// Gives the nodes of jobs the names that they have here, and leaves out jobs none of whose nodes is here. Names
/// that mean no node stay as they are; the report lists them, and the notes say which were written otherwise.
/// @param table  the file that the jobs are of, for messages
/// @error InconsistentData  there are jobs, and none of them has a node here
[[nodiscard]] Result<void> matchJobs(const NodeNames& names, const std::string& table, std::vector<Job>& jobs,
                                     ImportReport& report);

/// The same for labels, of which those of unknown nodes are left out.
/// @error InconsistentData  there are labels, and none of them is on a node
[[nodiscard]] Result<void> matchLabels(const NodeNames& names, const std::string& table,
                                       std::vector<Label>& labels, ImportReport& report);

} // namespace nodesentry
