#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>

namespace nodesentry {

/// Largest file that is read as one text where its reader asks for nothing else.
inline constexpr std::int64_t kMostFileBytes = std::int64_t{256} << 20;

/// What else than a regular file may be read.
enum class OtherFiles {
    Refuse, ///< a pipe would wait for ever for a writer
    Pipes, ///< what a person names may be a pipe, as of `<(sort labels.csv)`
};

/// Reads a file from its beginning to its end, or fails: never a part of it. The only way in which core reads
/// files that it holds whole.
///
/// @param limit  bytes; no more than this is read or held, whatever the file claims
/// @error NotFound    there is no such file
/// @error IoError     the system cannot open or read it, with its reason; it is a folder, a device or a pipe;
///                    it became shorter while it was read
/// @error ParseError  it is larger than @p limit
[[nodiscard]] Result<std::string> readWholeFile(const std::string& path, std::int64_t limit = kMostFileBytes,
                                                OtherFiles others = OtherFiles::Refuse);

} // namespace nodesentry
