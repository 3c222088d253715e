#include "core/pipeline/update_options.h"

namespace nodesentry {

void bindParameters(ParameterBinder& binder, UpdateOptions& options)
{
    binder.add("steps", options.steps, {1, 1000000}, "steps",
               "Optimiser steps for the model of a cluster that new segments were matched with");
    binder.add("max_forgetting", options.maxForgetting, {1.0, 100.0}, "",
               "A model whose error on its old segments would grow by more than this factor stays as it was");
    binder.add("min_segments", options.minSegments, {1, 100000}, "segments",
               "Segments that fit no cluster, before new clusters are made of them");
}

} // namespace nodesentry
