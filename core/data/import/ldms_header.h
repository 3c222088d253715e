#pragma once

#include "core/base/result.h"
#include "core/data/import/series_name.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nodesentry {

/// What the columns of a store_csv file are.
struct LdmsHeader {
    int node = -1; ///< ProducerName; -1: there is none
    int component = -1; ///< component_id; -1: there is none
    int job = -1; ///< job_id; -1: there is none
    /// One for each column; nullopt for those that hold no metric. The first is the time.
    std::vector<std::optional<SeriesName>> series;
    std::vector<std::string> names; ///< of all columns, as they are written
};

/// @param line     the header, with or without `#` in front
/// @param sampler  in front of the names of its columns; "" for none
/// @return nullopt when the line is no header of store_csv
[[nodiscard]] std::optional<LdmsHeader> parseLdmsHeader(std::string_view line, std::string_view sampler);

/// The sampler that a file is named after: "meminfo" of `meminfo`, `meminfo.1558387831` and `meminfo.csv.gz`;
/// "" where the built-in metric rules know no such sampler, so that its columns' names must do.
[[nodiscard]] std::string ldmsSampler(const std::string& path);

/// The header of a file that begins without one: the first line of its header file, as store_csv writes it
/// with altheader=1.
/// @return nullopt when there is no such file beside it
[[nodiscard]] std::optional<std::string> ldmsHeaderBeside(const std::string& path);

/// Whether a file is a header or type file of store_csv (X.HEADER, X.KIND, with a number behind it when
/// rolled).
[[nodiscard]] bool isLdmsSideFile(const std::string& path);

} // namespace nodesentry
