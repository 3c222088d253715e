#pragma once

#include "core/base/run_context.h"
#include "core/data/import/byte_progress_p.h"
#include "core/data/import/file_plan.h"

#include <functional>
#include <optional>
#include <string>

namespace nodesentry {

/// How the rows of one file go to a sink.
struct SampleFile {
    std::string path;
    const FilePlan* plan = nullptr;
    ImportSink::NodeId node = 0;
    std::string zone; ///< of times that carry none
    TimeMs begin = 0; ///< of the first row, where the file has no times
    std::int64_t stepMs = 1000; ///< between rows, where the file has no times
    /// Told the number of each data line from 0, and its time; of a rejected line the time of the one before.
    std::function<void(std::int64_t index, TimeMs time)> onLine{};
};

/// What was read of a file.
struct SampleFileFacts {
    std::int64_t rows = 0;
    std::optional<TimeMs> earliest; ///< without rows: nullopt
    std::int64_t stepMs = 1000; ///< that rows are apart; without two rows that of the SampleFile
};

/// Reads all rows of a file into a sink, where its bad lines are rejected.
/// @error ParseError  not one line is good (that of the first bad one), or the compressed data is damaged
/// @error Cancelled   a stop was requested
[[nodiscard]] Result<SampleFileFacts> readSampleFile(const SampleFile& file, ImportSink& sink,
                                                     ByteProgress& progress, const RunContext& context);

} // namespace nodesentry
