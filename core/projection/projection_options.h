#pragma once

#include "core/base/parameters.h"

#include <string>

namespace nodesentry {

/// How segments are laid out in the plane, to be looked at.
struct ProjectionOptions {
    std::string method = "tsne"; ///< tsne, pca, or none
    double perplexity = 30.0; ///< of t-SNE
    int iterations = 750; ///< of t-SNE
    int components = 50; ///< principal components that t-SNE is given
};

void bindParameters(ParameterBinder& binder, ProjectionOptions& options);

} // namespace nodesentry
