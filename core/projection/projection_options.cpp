#include "core/projection/projection_options.h"

namespace nodesentry {

void bindParameters(ParameterBinder& binder, ProjectionOptions& options)
{
    binder.add("method", options.method, {"tsne", "pca", "none"},
               "How segments are laid out in the plane: keeping neighbours, keeping variance, or not at all");
    binder.add("perplexity", options.perplexity, {2, 1000}, "segments",
               "About how many neighbours of a segment t-SNE keeps close to it");
    auto& iterations
        = binder.add("iterations", options.iterations, {50, 10'000}, "", "Steps of the layout by t-SNE");
    iterations.advanced = true;
    auto& components = binder.add("components", options.components, {2, 1000}, "",
                                  "Principal components of the features that t-SNE starts from");
    components.advanced = true;
}

} // namespace nodesentry
