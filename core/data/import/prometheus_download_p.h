#pragma once

#include "core/data/import/import.h"
#include "core/data/import/importer.h"

namespace nodesentry {

/// Reads all that options.prometheus asks for from one server.
/// @error InvalidArgument  an option that cannot be; NotFound  no series fits; else as PrometheusServer
[[nodiscard]] Result<void> downloadFromPrometheus(const std::string& url, const ImportOptions& options,
                                                  ImportSink& sink, const RunContext& context);

} // namespace nodesentry
