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
    bool allowed = true; ///< false: a program that this user has not allowed; it is listed, but not run
};

/// The methods this program has of its own: NodeSentry first, then the baselines.
[[nodiscard]] std::vector<MethodEntry> knownMethods();
/// The same and the external detectors that a run on the project can choose.
/// @error as externalDetectors()
[[nodiscard]] Result<std::vector<MethodEntry>> knownMethods(const Project& project,
                                                            const PipelineOptions& options);

/// The external detectors declared in the project's folder `detectors`, then those in options.detectors. A folder
/// of the options that is not there (any more) has none: missingDetectors() tells.
/// @error as readExternalDeclarations()
[[nodiscard]] Result<std::vector<ExternalDeclaration>> externalDetectors(const Project& project,
                                                                         const PipelineOptions& options);

/// The folder that options.detectors stands for: a relative one starts at the project, so that both can be moved
/// together. Empty where there is none.
[[nodiscard]] std::string detectorsFolder(const Project& project, const PipelineOptions& options);
/// What to store for a folder: relative to the project where it lies in or beside it, else absolute.
[[nodiscard]] std::string storedDetectorsFolder(const Project& project, const std::string& folder);
/// That folder where it does not exist; empty where it does, or none is named.
[[nodiscard]] std::string missingDetectors(const Project& project, const PipelineOptions& options);

/// Allows the external detectors of the project's folder and of options.detectors (@p all) or those of
/// options.detectors only, for this user and from now on (core/detect/external_trust.h).
/// @error as externalDetectors(); IoError  it cannot be noted
Result<void> allowDetectors(const Project& project, const PipelineOptions& options, bool all);

/// The names of @p methods that may be run; the others are told in the log as left out.
[[nodiscard]] std::vector<std::string> allowedOnly(const std::vector<std::string>& names,
                                                   const std::vector<MethodEntry>& methods);

/// Every detector but NodeSentry, with the parameters of these options. A program that this user has not allowed
/// is among them, but fitting it fails with notAllowed() and nothing is run.
/// @error as externalDetectors()
[[nodiscard]] Result<DetectorRegistry> detectorRegistry(const Project& project,
                                                        const PipelineOptions& options);

/// Checks names given by a person, and adds the random row when it is not among them.
/// @error NotFound  an unknown name; the advice lists the known ones
[[nodiscard]] Result<std::vector<std::string>>
checkedMethods(std::vector<std::string> names, const std::vector<MethodEntry>& known = knownMethods());

} // namespace nodesentry
