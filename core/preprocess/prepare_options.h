#pragma once

#include "core/base/parameters.h"

#include <string>

namespace nodesentry {

/// How samples become what detectors see (docs/architecture.md, stage "prepare").
struct PrepareOptions {
    double trainFraction
        = 0.6; ///< of the project's whole time, where neither trainUntil nor the source gives a split
    std::string trainUntil; ///< a time; empty: the source's own split, else trainFraction
    double correlationThreshold = 0.99; ///< |Pearson r| from which of two metrics only one is kept
    double trimFraction = 0.05; ///< left out at each end before mean and standard deviation are taken
    /// Standard deviation that a metric is divided by: "common", the root mean square of those of all nodes
    /// on which it moves, or "node", the node's own, as in the paper. The mean is always the node's own.
    std::string spread = "common";
    /// standard deviations; a metric whose level moves further in training is left out on its node
    double driftLimit = 1.0;
    double clip = 5.0; ///< largest standardised value, either sign
    int minSegmentSamples = 12; ///< shorter segments are not used
    double minMeasuredShare = 0.5; ///< segments in which fewer samples have any measured value are not used
    int maxGapSamples = 60; ///< a longer stretch without any measured value is cut out of its segment
    int maxSegmentSamples = 2880; ///< longer segments are cut into pieces of it; at least 2 minSegmentSamples
};

/// Binds every member of @p options, which must outlive the binder.
void bindParameters(ParameterBinder& binder, PrepareOptions& options);

} // namespace nodesentry
