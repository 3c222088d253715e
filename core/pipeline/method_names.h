#pragma once

#include "core/detect/detector_registry.h"
#include "core/detect/external_declaration.h"
#include "core/pipeline/options.h"
#include "core/project/project.h"

#include <string>
#include <vector>

namespace nodesentry {

/// The method this program is named after; all others come from a detector registry.
inline constexpr auto kNodeSentryMethod = "nodesentry";
/// The row that shows what a figure is worth: a random score, in every table.
inline constexpr auto kRandomMethod = "random";

struct MethodEntry {
    std::string name;
    std::string description; ///< one sentence
};

/// The methods this program has of its own: NodeSentry first, then the baselines.
[[nodiscard]] std::vector<MethodEntry> knownMethods();
/// The same and the external detectors that a run on the project can choose.
/// @error as externalDetectors()
[[nodiscard]] Result<std::vector<MethodEntry>> knownMethods(const Project& project,
                                                            const PipelineOptions& options);

/// The external detectors declared in the project's folder `detectors`, then those in options.detectors.
/// @error as readExternalDeclarations()
[[nodiscard]] Result<std::vector<ExternalDeclaration>> externalDetectors(const Project& project,
                                                                         const PipelineOptions& options);

/// Every detector but NodeSentry, with the parameters of these options.
/// @error as externalDetectors()
[[nodiscard]] Result<DetectorRegistry> detectorRegistry(const Project& project,
                                                        const PipelineOptions& options);

/// Checks names given by a person, and adds the random row when it is not among them.
/// @error NotFound  an unknown name; the advice lists the known ones
[[nodiscard]] Result<std::vector<std::string>>
checkedMethods(std::vector<std::string> names, const std::vector<MethodEntry>& known = knownMethods());

} // namespace nodesentry
