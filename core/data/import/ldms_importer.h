#pragma once

#include "core/data/import/importer.h"

#include <memory>

namespace nodesentry {

/// "ldms": what LDMS's store_csv writes, a file for each sampler with the rows of many nodes in any order.
///
/// The header, `#Time,Time_usec,ProducerName,component_id,job_id,app_id,…`, stands in the file, maybe again
/// where its columns change, or beside it: FILE.HEADER, or for a rolled FILE.1558387831
/// FILE.HEADER.1558387831 (store_csv altheader=1). Times are those of the column Time (epoch seconds with a
/// fraction, or milliseconds), rounded to 10 ms, since the samplers of a node are some milliseconds apart;
/// nodes are those of ProducerName, where that is empty "component" and the component_id.
///
/// A column X of a sampler S that the metric rules know, from the file's name (`meminfo`,
/// `meminfo.1558387831`, `procstat.csv.gz`), is the series S.X, one of another file X; `X#sda` has the label
/// device="sda". The columns X.userdata are left out, X.value is X (userdata=1). A column whose first value
/// is text is left out.
///
/// Each job_id other than 0 makes a job of the nodes and the times where it was seen, unless a job table is
/// given, which knows better.
[[nodiscard]] std::unique_ptr<const Importer> makeLdmsImporter();

} // namespace nodesentry
