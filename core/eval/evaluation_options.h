#pragma once

#include "core/base/parameters.h"

namespace nodesentry {

/// How detections are judged against labels.
struct EvaluationOptions {
    double transitionExclusionSeconds = 60.0; ///< paper mode leaves so much out on both sides of a transition
    double paK = 0.2; ///< PA%K: share of an event that must be flagged before it is adjusted
    double mergeGapSeconds = 60.0; ///< flagged stretches at most this far apart are one alarm
    int vusBufferSamples = 100; ///< VUS-PR and VUS-ROC average over buffer widths 0 .. this
    int vusThresholds = 0; ///< that they are made from; below 2: every score is one
    int bootstrapResamples = 1000; ///< of the nodes, for the intervals of the figures; 0: no intervals
};

void bindParameters(ParameterBinder& binder, EvaluationOptions& options);

} // namespace nodesentry
