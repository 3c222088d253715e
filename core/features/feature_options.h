#pragma once

#include "core/base/parameters.h"

#include <string>

namespace nodesentry {

/// What describes a segment to the clustering.
struct FeatureOptions {
    std::string set = "robust"; ///< "paper": the 134 of TSFEL 0.1.7; "robust": ours, see docs/features.md
    /// Mean and deviation that samples are standardised by before features are taken: "common", of all nodes
    /// together, so that a level means the same on each; "node", each node's own.
    std::string standardise = "common";
};

/// Binds every member of @p options, which must outlive the binder.
void bindParameters(ParameterBinder& binder, FeatureOptions& options);

} // namespace nodesentry
