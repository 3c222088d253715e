#pragma once

#include "core/base/parameters.h"

#include <string>

namespace nodesentry {

/// What describes a segment to the clustering.
struct FeatureOptions {
    std::string set = "robust"; ///< "paper": the 134 of TSFEL 0.1.7; "robust": ours, see docs/features.md
};

/// Binds every member of @p options, which must outlive the binder.
void bindParameters(ParameterBinder& binder, FeatureOptions& options);

} // namespace nodesentry
