#pragma once

#include <CLI/CLI.hpp>

#include <string>

namespace nodesentry::cli {

/// One line for a mistake on the command line: what is wrong, and which command's --help says more.
/// @param app  the whole program, after parsing failed with @p error
[[nodiscard]] std::string usageError(const CLI::App& app, const CLI::Error& error);

} // namespace nodesentry::cli
