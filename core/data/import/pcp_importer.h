#pragma once

#include "core/data/import/importer.h"

#include <memory>

namespace nodesentry {

/// The format "pcp": tables of Performance Co-Pilot, one file a node, named after it.
///
/// `pmrep -o csv` and `pcp2csv` write `Time,"disk.dev.read-sda",…`: a metric and, behind its first `-`, the
/// instance. `pmdumptext -M -f '%Y-%m-%d %H:%M:%S'` writes `Time`, a tab, and `disk.dev.read["sda"]`, maybe
/// with `host:` in front, which then names the node. The series are the metrics, with the label `instance_name`
/// where there is an instance. "?" and "N/A" are missing values. Both tools make rates of counters, so that none is a
/// counter; those that were recorded raw (`pmrep -r`) need a rule.
[[nodiscard]] std::unique_ptr<const Importer> makePcpImporter();

} // namespace nodesentry
