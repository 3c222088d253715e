#pragma once

#include "core/data/import/importer.h"

#include <memory>

namespace nodesentry {

/// The format "prometheus": a server, named by its URL, or its answers saved as files.
///
/// From a server come, by default, the samples as they were scraped: `query_range` repeats the last sample
/// for up to five minutes where Prometheus itself was down, and a plateau that nobody measured looks like an
/// anomaly. With options.prometheus.query "range" come the values at the import's step; of those, values
/// older than two steps are left out. Metrics are asked for one by one, nodes and times in parts that keep an
/// answer below 64 MB and 11,000 points a series.
///
/// Saved answers are those of `query_range`, and of `query` with a range; a saved answer of `metadata` or of
/// `series` for `up` in the same folder is used as that of a server.
[[nodiscard]] std::unique_ptr<const Importer> makePrometheusImporter();

/// Whether a source of an import is a server's URL and not a file.
[[nodiscard]] bool isServerUrl(std::string_view source);

} // namespace nodesentry
