#pragma once

#include "core/base/parameters.h"

namespace nodesentry {

/// Parameters of the baselines that have any.
struct BaselineOptions {
    double pcaVariance = 0.95; ///< pca_residual: share of the training variance that the components explain
    int forestTrees = 100; ///< isolation_forest: trees per node
    int forestSample = 256; ///< isolation_forest: training samples drawn for a tree
};

void bindParameters(ParameterBinder& binder, BaselineOptions& options);

} // namespace nodesentry
