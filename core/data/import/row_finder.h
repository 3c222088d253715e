#pragma once

#include "core/data/import/importer.h"
#include "core/data/import/node_names.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace nodesentry {

/// Rows that are looked for in sources which have been read before.
struct RowPlace {
    std::string node;
    std::optional<SeriesName> series; ///< nullopt: any
    std::vector<TimeMs> times; ///< of the rows; equal ones are as many rows
};

struct FoundRow {
    std::string file;
    std::int64_t line = 0;
};

/// Reads sources once more to say in which lines rows stand. Samples keep no line, as hardly anybody asks for it.
/// @param map  the names that nodes are given
/// @return one for each of the times, in their order; empty where the importer does not tell lines, or on any error
/// @cost   that of reading the sources
[[nodiscard]] std::vector<FoundRow> findRows(const Importer& importer,
                                             const std::vector<std::string>& sources,
                                             const ImportOptions& options, const NodeMap& map,
                                             const RowPlace& wanted, const RunContext& context);

} // namespace nodesentry
