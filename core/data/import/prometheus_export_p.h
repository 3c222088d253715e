#pragma once

#include "core/data/import/prometheus_json_p.h"

#include <string>

namespace nodesentry {

/// Reads what VictoriaMetrics' `/api/v1/export` answers: in each line an object with the labels ("metric"), the
/// "values" and their "timestamps" in ms. null, "NaN" and infinities are missing values.
///
/// A line that is not such an object is told to @p handler as rejected, and the rest is read.
/// @return how many series (lines) there were
/// @error ParseError  not one line is good; else as LineReader and the handler
/// @error Cancelled   a stop was requested
[[nodiscard]] Result<std::int64_t>
readPrometheusExport(const std::string& path, PrometheusAnswerHandler& handler, const RunContext& context);

} // namespace nodesentry
