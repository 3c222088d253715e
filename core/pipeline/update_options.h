#pragma once

#include "core/base/parameters.h"

namespace nodesentry {

/// How models take in what came after they were made.
struct UpdateOptions {
    int steps = 200; ///< optimiser steps for a model that knows the new segments' kind already
    /// A model that would be worse by more than this factor at what it knew is left as it was.
    double maxForgetting = 1.1;
    int minSegments = 5; ///< that fit no cluster, before clusters of their own are made of them
};

void bindParameters(ParameterBinder& binder, UpdateOptions& options);

} // namespace nodesentry
