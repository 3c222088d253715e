#pragma once

#include "core/base/result.h"
#include "core/data/import/metric_rules.h"
#include "core/data/metric.h"

#include <map>
#include <string>

namespace nodesentry {

/// Name of the file that an export puts beside its samples, so that an import of them finds the metrics as
/// they were, instead of asking the rules once more.
inline constexpr const char* kMetricListFile = "nodesentry_metrics.csv";

/// A table `name,unit,kind,group`, kind being gauge or rate.
[[nodiscard]] std::string formatMetricList(const MetricCatalog& metrics);

/// Reads formatMetricList(): what each series of an exported file becomes, by its name.
/// @error NotFound    no such file
/// @error ParseError  not such a table
[[nodiscard]] Result<std::map<std::string, MetricTarget>> readMetricList(const std::string& path);

} // namespace nodesentry
