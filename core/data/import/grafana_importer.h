#pragma once

#include "core/data/import/importer.h"

#include <memory>

namespace nodesentry {

/// The format "grafana": the CSV of Grafana's panels with one value a line, `Series`, `Time` and `Value`, maybe below
/// a line `sep=;`. (With a column for each series it is a table of the format "csv".)
///
/// A series is named with its labels, `node_load1{instance="cn1:9100"}` or `{__name__="node_load1",…}`; the label
/// instance (without port), node, nodename, host or hostname names the node. Formatted values are refused but for
/// those in per cent: "1.5 GiB" has been rounded.
[[nodiscard]] std::unique_ptr<const Importer> makeGrafanaImporter();

} // namespace nodesentry
