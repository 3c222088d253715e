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
/// Times are read by readLabelTimes(): an end equal to the begin is a point in time (widenPoints() makes it a sample).
///
/// A line is rejected, and the next one read, where a field is none of a label, or where the label's job is not among
/// @p jobs, or none or several of the job's runs overlap the label. More than one such line in ten are an error: a label
/// that is missing says that its samples are normal.
/// @param report  gets the lines left out, their number in labelLinesRejected and in a note, and notes of texts that had
///                to be changed; null: whoever asks cannot tell what is missing, so that one bad line is an error
/// @param allowRejected  however many lines are rejected, if one is good
/// @return one label for each line and node, in the order of the table; author "import" if none is given
/// @error NotFound          no such file
/// @error ParseError        a needed column is missing
/// @error ParseError, InconsistentData  no line is good, or more are bad than are allowed (that of the first one; names
///                          line and column)
/// @error InvalidArgument   unknown zone
[[nodiscard]] Result<std::vector<Label>> readLabelTable(const std::string& path, const std::string& zone,
                                                        const std::vector<Job>& jobs,
                                                        ImportReport* report = nullptr,
                                                        bool allowRejected = false);

/// Whether a header is that of a label table: it has a begin, an end and a kind, and names nodes or jobs.
[[nodiscard]] bool looksLikeLabelTable(const TableHeader& header);

} // namespace nodesentry
