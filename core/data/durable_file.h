#pragma once

#include "core/base/result.h"

#include <string>

namespace nodesentry {

/// Waits until the content of a file is on disk (fsync).
/// @error IoError  the system could not; the message has its reason
Result<void> syncFile(const std::string& path);

/// Gives a finished file its final name, in place of the file that has it now, and waits until the directory
/// is on disk: after a crash there is the old file or the new one, whole.
/// @error IoError  the system could not; the message has its reason
Result<void> renameDurably(const std::string& from, const std::string& to);

} // namespace nodesentry
