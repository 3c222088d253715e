#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nodesentry {

/// Splits one record of a delimited text file into its fields.
///
/// @param record     without its line end; may hold line ends inside quotes
/// @param quoting    true: RFC 4180, a field may stand in double quotes and doubles those inside;
///                   false: every character but the separator is literal, as sacct writes
/// @param fields     replaced; always at least one field
/// @return false when a quote is still open at the end: the record goes on in the next line
[[nodiscard]] bool splitRecord(std::string_view record, char separator, bool quoting,
                               std::vector<std::string>& fields);

/// A field as it is written: in quotes where it holds a comma, a quote, a line end or an outer blank.
[[nodiscard]] std::string csvField(std::string_view text);

} // namespace nodesentry
