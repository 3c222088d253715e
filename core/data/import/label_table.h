#pragma once

#include "core/base/result.h"
#include "core/data/import/import_report.h"
#include "core/data/import/table.h"
#include "core/data/job.h"
#include "core/labels/label.h"

#include <string>
#include <vector>

namespace nodesentry {

/// Reads labelled intervals from a table whose first line names its columns: `node` (a host list) or `job`,
/// `begin` or `start` or `start_epoch`, `end` or `end_epoch`, `class` or `type` or `kind` or `category`, and,
/// if present, `note` and `author`. Every further column goes into the note as "name=value".
///
/// Without a node column a label holds for all nodes of its job; of several runs of an id ("48", "48#2") for
/// those of the run that overlaps it. An empty, "Unknown" or zero end is still going on.
/// @param zone    of times that carry none
/// @param jobs    only needed where the table names jobs instead of nodes
/// @param report  gets notes of texts that had to be changed; may be null
/// Times are read by readLabelTimes(): an end equal to the begin is a point in time (widenPoints() makes it a sample).
/// @return one label for each line and node, in the order of the table; author "import" if none is given
/// @error NotFound          no such file
/// @error ParseError        a needed column is missing, a wrong number of fields, not a time, not a host list
/// @error InconsistentData  a label ends before it begins, its job is not among @p jobs, or none or several of the
///                          job's runs overlap the label
[[nodiscard]] Result<std::vector<Label>> readLabelTable(const std::string& path, const std::string& zone,
                                                        const std::vector<Job>& jobs,
                                                        ImportReport* report = nullptr);

/// Whether a header is that of a label table: it has a begin, an end and a kind, and names nodes or jobs.
[[nodiscard]] bool looksLikeLabelTable(const TableHeader& header);

} // namespace nodesentry
