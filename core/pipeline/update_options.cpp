#include "core/pipeline/update_options.h"

namespace nodesentry {

void bindParameters(ParameterBinder& binder, UpdateOptions& options)
{
    binder.add(&options.steps,
               {.name = "steps",
                .range = {1, 1000000},
                .unit = "steps",
                .help = "Optimiser steps for the model of a cluster that new segments were matched with"});
    binder.add(&options.maxForgetting,
               {.name = "max_forgetting",
                .range = {1.0, 100.0},
                .help = "A model whose error on its old segments would grow by more than this factor "
                        "stays as it was"});
    binder.add(&options.minSegments,
               {.name = "min_segments",
                .range = {1, 100000},
                .unit = "segments",
                .help = "Segments that fit no cluster, before new clusters are made of them",
                .audience = Audience::Basic});
}

} // namespace nodesentry
