#pragma once

#include "core/data/import/import.h"
#include "core/data/import/importer.h"

#include <string>
#include <vector>

namespace nodesentry {

/// What a saved answer of Prometheus' API is, by its first bytes.
enum class PrometheusFileKind {
    Samples, ///< a matrix, or a bare list of series
    Export, ///< of VictoriaMetrics' /api/v1/export
    Vector, ///< an instant query's answer: one value a series
    Scalar,
    SeriesList,
    Metadata,
    Failure,
    Grafana, ///< of /api/ds/query
    WebPage,
    Other,
    NoAnswer,
};

/// @error NotFound  the file cannot be opened
[[nodiscard]] Result<PrometheusFileKind> prometheusFileKind(const std::string& path);

/// Whether a file, or any file of a folder, has samples as Prometheus answers them.
[[nodiscard]] bool holdsPrometheusSamples(const std::string& source);

/// Reads saved answers: files, and the files of folders.
/// @error NotFound    a source does not exist, or none has samples
/// @error ParseError  a file that is named itself holds no samples, or a file is damaged
[[nodiscard]] Result<void> readPrometheusFiles(const std::vector<std::string>& sources,
                                               const PrometheusOptions& options, ImportSink& sink,
                                               const RunContext& context);

} // namespace nodesentry
