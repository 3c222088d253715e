#pragma once

#include "core/clustering/cluster_library.h"

#include <string>

namespace nodesentry {

/// Of one model: all that it is made from.
/// @param base  StageFingerprints::ofModels(), what all models have in common
[[nodiscard]] std::string modelFingerprint(const std::string& base, const ClusterEntry& cluster);

/// Whether a complete model with this fingerprint is there.
/// @param path  Project::modelPath()
[[nodiscard]] bool isTrained(const std::string& path, const std::string& fingerprint);

} // namespace nodesentry
