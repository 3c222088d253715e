#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nodesentry::fuzz {

/// Writes a text as the files of a folder, which it empties before.
///
/// A line `=== NAME` begins the file of that name; a name may have folders before it. Damaged names are no
/// danger: only letters, digits and `._-/` are taken, `..` is not, and files are at most 20.
/// @return the files' paths; for a text without such a line one file of the given name
[[nodiscard]] std::vector<std::string> writeFileBundle(const std::string& folder, std::string_view text,
                                                       const std::string& onlyName);

} // namespace nodesentry::fuzz
