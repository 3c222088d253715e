#pragma once

#include "core/data/hdf5_file.h"

#include <cstdint>
#include <string>

namespace nodesentry {

/// Marks a new file as one of ours.
/// @param format  e.g. "nodesentry.series"
Result<void> writeFormat(Hdf5File& file, const std::string& format, std::int64_t version);

/// Makes sure that a file is what it should be.
/// @return its version, 1 .. newest
/// @error Corrupt        another format, or none
/// @error VersionTooNew  written by a newer version of this program
[[nodiscard]] Result<std::int64_t> checkFormat(const Hdf5File& file, const std::string& format,
                                               std::int64_t newest);

} // namespace nodesentry
