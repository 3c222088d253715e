#pragma once

#include "core/data/import/importer.h"

#include <memory>

namespace nodesentry {

/// The format "dstat": what `dstat --epoch … --output FILE` writes, also pcp-dstat; several runs may be
/// appended to one file.
///
/// The node is the banner's host, or the file's name without one. The series are `dstat.GROUP.COLUMN`, such as
/// `dstat.dsk.read{device=sda}` of the columns under "dsk/sda"; "total" is no label. Values are rates or
/// levels, never counters. The time is the column "epoch"; dstat's own times, "23-11 12:00:00", have no year
/// and are refused.
[[nodiscard]] std::unique_ptr<const Importer> makeDstatImporter();

} // namespace nodesentry
