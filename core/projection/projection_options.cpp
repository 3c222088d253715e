#include "core/projection/projection_options.h"

namespace nodesentry {

void bindParameters(ParameterBinder& binder, ProjectionOptions& options)
{
    binder.add(&options.method,
               {.name = "method",
                .choices = {"tsne", "pca", "none"},
                .help = "How segments are laid out in the plane: keeping neighbours, keeping variance, "
                        "or not at all",
                .audience = Audience::Basic});
    binder.add(&options.perplexity,
               {.name = "perplexity",
                .range = {2, 1000},
                .unit = "segments",
                .help = "About how many neighbours of a segment t-SNE keeps close to it"});
    binder.add(&options.iterations,
               {.name = "iterations", .range = {50, 10'000}, .help = "Steps of the layout by t-SNE"});
    binder.add(&options.components,
               {.name = "components",
                .range = {2, 1000},
                .help = "Principal components of the features that t-SNE starts from"});
}

} // namespace nodesentry
