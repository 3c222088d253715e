#pragma once

#include "core/base/result.h"

#include <string>

namespace nodesentry {

/// A series store lies at one path, e.g. "P.nsproj/series.h5". What was appended to it last is in that file;
/// samples written before may be in files beside it, "P.nsproj/series.GENERATION.h5".

/// The store's path, given the path of any file of it, also of one that is not installed yet.
[[nodiscard]] std::string seriesStorePath(const std::string& filePath);

/// The name that the file of a generation has once a newer one holds the store's path.
[[nodiscard]] std::string seriesPartPath(const std::string& filePath, const std::string& generation);

/// Makes a finished file the store at @p storePath: keeps the file that is there now under its part's name,
/// renames the new one, and removes parts that nothing refers to any more.
///
/// Where the file system has hard links, there is the old store or the new one at @p storePath at any moment.
/// Without them there is a moment without either; then this can be called again, and completes the change.
/// Open stores keep reading what they have opened.
/// @error IoError  a link, rename or fsync failed; the message has the system's reason
Result<void> installSeriesStore(const std::string& finishedPath, const std::string& storePath);

/// Removes the parts that the store at @p storePath does not refer to, left by a run that was cut short.
/// Other files stay, whatever their name. Does nothing where there is no store, or one that cannot be read.
/// @error IoError  a file could not be removed
Result<void> removeUnusedSeriesParts(const std::string& storePath);

} // namespace nodesentry
