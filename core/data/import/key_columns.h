#pragma once

#include "core/data/import/table_start.h"

#include <string>
#include <vector>

namespace nodesentry {

/// Which columns of a table tell rows of one node and time apart.
struct KeyColumns {
    std::vector<std::size_t> keys; ///< ascending
    std::vector<std::size_t> constant; ///< texts that are the same in every row
    bool asked = false; ///< there was a candidate, so that another file may have other key columns
};

/// Finds them among candidates: columns of texts, and of whole numbers up to 1023 under a name such as gpu or index.
///
/// Reads the file once, noting the first thousand different pairs of node and time, if there is any candidate. Where
/// such a pair comes again, all columns of texts that differ are keys; if they do not suffice, the first column of
/// numbers that does, else all of those together; if nothing does, none of the numbers.
/// Times are the same where they are less than a quarter of the step apart, as those of the GPUs that one call of a
/// tool lists.
/// @param zone        of times that carry none
/// @param nodeColumn  -1: none
/// @param taken       columns that are something else
/// @error NotFound, ParseError, IoError  as LineReader
[[nodiscard]] Result<KeyColumns> findKeyColumns(const std::string& path, const TableStart& start,
                                                const std::string& zone, int nodeColumn,
                                                const std::vector<std::size_t>& taken);

/// Whether a column holds texts rather than numbers, by the first rows.
[[nodiscard]] bool isTextColumn(const TableStart& start, std::size_t column);

} // namespace nodesentry
