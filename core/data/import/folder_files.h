#pragma once

#include "core/base/result.h"

#include <string>
#include <vector>

namespace nodesentry {

/// All files in a folder and the folders in it, in alphabetical order of their paths; hidden ones and project
/// folders (*.nsproj) are left out, links to folders are not followed.
/// @error IoError  the folder cannot be listed
[[nodiscard]] Result<std::vector<std::string>> filesIn(const std::string& folder);

/// A file is itself; a folder is what filesIn() finds.
/// @error NotFound  there is no such file or folder; else as filesIn()
[[nodiscard]] Result<std::vector<std::string>> filesOf(const std::string& source);

/// The file's name without .gz and without .csv or the like; empty when it is no table by its name.
[[nodiscard]] std::string tableStem(const std::string& path);

/// Whether a file's stem is a date or a number rather than a node, so that the folder around the file names it.
[[nodiscard]] bool isDateOrNumber(const std::string& stem);

/// A stem without a day in front or behind: "cn1_2026-11-23" and "20261123-cn1" are both "cn1".
[[nodiscard]] std::string withoutDay(const std::string& stem);

/// The first line of a file, without a byte order mark; empty where there is none, or it cannot be read.
[[nodiscard]] std::string firstLine(const std::string& path);

/// The whole of a small text file, unpacked.
/// @error NotFound, ParseError, IoError  as LineReader
[[nodiscard]] Result<std::string> readTextFile(const std::string& path);

} // namespace nodesentry
