#pragma once

#include "core/data/import/importer.h"

#include <memory>
#include <string_view>

namespace nodesentry {

/// "long": tables with one value a line: time, node, metric and value, in any order of columns and of lines.
///
/// The header names the columns: `time` (or timestamp, ts, datetime, date), `node` (or host, hostname,
/// instance), `metric` (or name, metric_name, __name__, series), `value` (or val); others are not read. A
/// metric may carry labels as Prometheus writes them; in a table with commas it need not stand in quotes for
/// that. A line is rejected for a wrong number of fields, a time or value that is none, an empty or overlong
/// node or metric.
[[nodiscard]] std::unique_ptr<const Importer> makeLongImporter();

/// Whether a header names all four columns.
[[nodiscard]] bool isLongHeader(std::string_view header);

} // namespace nodesentry
