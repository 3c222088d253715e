#pragma once

#include "core/data/import/importer.h"

#include <memory>

namespace nodesentry {

/// The format "sadf": what sysstat's `sadf -d` prints of a day of `sar`.
///
/// Each header line, `# hostname;interval;timestamp;CPU;%user;…`, begins a block of rows with these columns.
/// The node is the host. The series are `sar.COLUMN`; columns in capitals (CPU, DEV, IFACE, …) are labels,
/// and CPU -1, which stands for all, is none. Values are averages over the interval, so that none is a
/// counter. With `-h` all columns stand in one line, where at most one group may be repeated.
///
/// Times are UTC as `sadf -d` prints them, epoch seconds (`-U`), or local (`-T`, `-t`) in the import's zone;
/// those that name a zone other than UTC are refused as long as the import's zone is not given.
[[nodiscard]] std::unique_ptr<const Importer> makeSadfImporter();

} // namespace nodesentry
