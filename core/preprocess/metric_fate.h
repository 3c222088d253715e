#pragma once

#include "core/data/metric.h"
#include "core/preprocess/preparation.h"

#include <vector>

namespace nodesentry {

/// What the reduction made of one metric of the catalogue.
struct MetricFate {
    enum class Kind {
        NotPrepared, ///< came with a later import, or there is no preparation
        Kept,
        KeptConstant, ///< kept, but on every node constant in the training range: it is 0 for detectors there
        KeptDrifting, ///< kept, but looked at nowhere: on some nodes it drifts, on the others it is constant
        Redundant, ///< moves as another one does, which stands for it
        NeverMeasured, ///< no node has a value of it in its training range
    };
    Kind kind = Kind::NotPrepared;
    int standIn = -1; ///< of a Redundant metric: the kept one
    std::vector<int> keptFor; ///< of a kept one: the metrics it stands for, ascending
    int driftingNodes = 0; ///< of a kept one: nodes on which its level drifts, where it is 0 for detectors

    bool operator==(const MetricFate&) const = default;
};

/// @return one for each metric of the catalogue
/// @error Corrupt  the preparation names a metric that the catalogue does not have
[[nodiscard]] Result<std::vector<MetricFate>> metricFates(const MetricCatalog& catalog,
                                                          const Preparation& preparation);

} // namespace nodesentry
