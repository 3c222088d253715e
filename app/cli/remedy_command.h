#pragma once

#include "core/base/result.h"

#include <CLI/CLI.hpp>

#include <string>

namespace nodesentry::cli {

/// The project that the command line names; empty where it names none.
[[nodiscard]] std::string projectOf(const CLI::App& app);

/// What to do about an error on the command line, on one line: the command that mends it, or words where there is
/// none; empty where no remedy is known.
/// @param project  as projectOf() gives it; where it is empty, PROJECT stands for it
[[nodiscard]] std::string remedyCommand(const Error& error, const std::string& project);

} // namespace nodesentry::cli
