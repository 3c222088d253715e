#pragma once

#include "core/base/result.h"
#include "core/project/project.h"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace nodesentry {

/// Reads the text of an evaluation (core/pipeline/evaluation_report.h) and checks that it has the parts that
/// tables and the window show: methods with their figures, intervals of two numbers, groups with methods.
/// @error Corrupt  not such a text; the project's is made again by 'nodesentry evaluate'
[[nodiscard]] Result<nlohmann::json> parseEvaluation(const std::string& text);

/// Whether the evaluation that a project holds can be read; also where it says that there are no labels.
[[nodiscard]] Result<bool> hasEvaluation(const Project& project);

} // namespace nodesentry
