#pragma once

#include "core/base/result.h"

#include <string>
#include <vector>

namespace nodesentry {

/// Hash of a file's content, as it is noted beside it.
[[nodiscard]] std::string checksum(const std::vector<char>& bytes);

/// Writes a file beside its old version, flushes it and renames it.
/// @error IoError
[[nodiscard]] Result<void> replaceFile(const std::string& path, const char* data, std::size_t size);

/// @error NotFound, IoError
[[nodiscard]] Result<std::vector<char>> readBytes(const std::string& path);

} // namespace nodesentry
