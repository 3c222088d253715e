#pragma once

#include "core/base/parameters.h"

#include <string>

namespace nodesentry {

/// How scores become flags and cases. Nothing here reads a label.
struct DetectOptions {
    std::string threshold
        = "ksigma"; ///< ksigma: causal sliding band; train_quantile, pot: a constant per node
    double k = 3.0; ///< ksigma: standard deviations above the mean
    double windowSeconds = 1200.0; ///< ksigma: length of the sliding window, at least 20 samples are used
    double trainQuantile = 0.995; ///< of the training scores: the constant threshold, and the floor's measure
    double potRisk = 1e-4; ///< pot: share of training samples that would lie above the threshold
    double potInitialQuantile = 0.98; ///< pot: of the training scores; what lies above makes the tail
    double floorShare = 0.75; ///< ksigma: the threshold is never below this share of the training quantile
    /// ksigma: the threshold is never below what would have given so many cases per day of training; 0: no
    /// such floor, as where training has less than one of them to tell it from
    double alarmsPerDay = 1.0;
    bool fleetFloor = true; ///< ksigma: nor below the median of all nodes' levels of alarmsPerDay
    bool freeze = true; ///< ksigma: the window learns nothing while a case is open
    int freezeAfterSamples = 3; ///< ksigma: so many samples above the threshold in a row open a case
    double freezeLimitSeconds = 86400.0; ///< after so long above the threshold the new level counts as normal
    int smoothingSamples = 5; ///< causal moving average of the score; 1 = none
    int minCaseSamples = 1; ///< so many samples above the threshold make a case
    double mergeGapSeconds = 60.0; ///< flagged stretches at most this far apart are one case
    std::string storeDetails = "auto"; ///< auto, on or off: keep every metric's error and reconstruction
};

void bindParameters(ParameterBinder& binder, DetectOptions& options);

} // namespace nodesentry
