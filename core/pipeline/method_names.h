#pragma once

#include "core/detect/detector_registry.h"

#include <string>
#include <vector>

namespace nodesentry {

/// The method this program is named after; all others are baselines from the detector registry.
inline constexpr auto kNodeSentryMethod = "nodesentry";
/// The row that shows what a figure is worth: a random score, in every table.
inline constexpr auto kRandomMethod = "random";

/// All methods: NodeSentry first, then the baselines by name.
struct MethodEntry {
    std::string name;
    std::string description; ///< one sentence
};
[[nodiscard]] std::vector<MethodEntry> knownMethods();

/// Every baseline this program has.
[[nodiscard]] const DetectorRegistry& baselineRegistry();

/// Checks names given by a person, and adds the random row when it is not among them.
/// @error NotFound  an unknown name; the advice lists the known ones
[[nodiscard]] Result<std::vector<std::string>> checkedMethods(std::vector<std::string> names);

} // namespace nodesentry
