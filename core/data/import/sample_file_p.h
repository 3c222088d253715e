#pragma once

#include "core/base/run_context.h"
#include "core/data/import/byte_progress_p.h"
#include "core/data/import/file_plan.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace nodesentry {

/// How the rows of one file go to a sink.
struct SampleFile {
    std::string path;
    std::shared_ptr<const FilePlan> plan;
    std::int64_t headerLine = 1; ///< behind which the rows begin
    bool descending = false; ///< the newest row is the first
    ImportSink::NodeId node
        = -1; ///< of values whose node neither the header nor the row names; -1: there are none
    std::string zone; ///< of times that carry none
    std::string nodeLabel = "instance"; ///< of names of series that hold their node
    bool allowRejected = false; ///< however many lines are rejected
    TimeMs begin = 0; ///< of the first row, where the file has no times
    std::int64_t stepMs = 1000; ///< between rows, where the file has no times
    /// Told the number of each data line from 0, and its time; of a rejected line the time of the one before.
    std::function<void(std::int64_t index, TimeMs time)> onLine{};
    /// Makes the plan of a header in the middle of the file that has columns which the plan does not know.
    /// Without it such a header ends the reading, see SampleFileFacts::unknownHeader.
    std::function<Result<FilePlan>(const TableStart& header)> planAgain{};
};

/// What was read of a file.
struct SampleFileFacts {
    std::int64_t rows = 0;
    std::optional<TimeMs> earliest; ///< without rows: nullopt
    std::int64_t stepMs = 1000; ///< that rows are apart; without two rows that of the SampleFile
    std::optional<TableStart> unknownHeader; ///< the rest of the file is not read, from this header on
};

/// Reads all rows of a file into a sink, where its bad lines are rejected.
/// @error ParseError  not one line is good (that of the first bad one); more than one in ten is bad, and that is not
///                    allowed; a later header cannot be followed; the compressed data is damaged
/// @error Cancelled   a stop was requested
[[nodiscard]] Result<SampleFileFacts> readSampleFile(const SampleFile& file, ImportSink& sink,
                                                     ByteProgress& progress, const RunContext& context);

} // namespace nodesentry
