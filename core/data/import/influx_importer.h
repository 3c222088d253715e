#pragma once

#include "core/data/import/importer.h"

#include <memory>

namespace nodesentry {

/// The format "influx": tables of InfluxDB and Telegraf.
///
/// - Flux CSV, annotated (`#group`, `#datatype`, `#default`) or not, with one value a line (`_value`,
///   `_field`) or pivoted (a column a field); several tables in a file, with blank lines between them.
/// - What `influx -format csv` of InfluxDB 1.x prints: `name,tags,time,FIELD,…`.
/// - What Telegraf writes as CSV with a header: `timestamp,measurement,TAG,FIELD,…`.
///
/// The series are `MEASUREMENT.FIELD` with the tags as labels; the tag `host` (else hostname, node, nodename,
/// server, instance without its port; or the one that --node-label names) names the node. Where no annotation
/// says what a column is, its first value does: a number is a field, any other text a tag. Texts as values
/// are left out, true and false are 1 and 0.
///
/// Two rows of the same time and tags with other values are an error: a tag that tells them apart is missing.
[[nodiscard]] std::unique_ptr<const Importer> makeInfluxImporter();

} // namespace nodesentry
