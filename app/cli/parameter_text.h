#pragma once

#include "core/base/parameters.h"

#include <string>

namespace nodesentry::cli {

/// The parameters of all stages for a --help: default, range, unit and meaning, a paragraph a stage.
/// @param last  those of this audience and of the ones before it
[[nodiscard]] std::string parameterHelp(Audience last);

/// One JSON object: "parameters", a list with all that core declares of each.
[[nodiscard]] std::string parameterJson();

} // namespace nodesentry::cli
