#pragma once

#include "core/base/matrix.h"

#include <cstdint>
#include <vector>

namespace nodesentry {

/// What a model makes of one stretch of n samples.
struct Reconstruction {
    /// Metrics x n, in standard deviations: what the network expects, or the level that makes up more of the
    /// metric's share of the score: of the cluster's jobs at that time, or of the job's nodes.
    SampleMatrix values;
    SampleMatrix error; ///< metrics x n, >= 0, each metric's share of the score; a column sums to its score
    std::vector<float> score; ///< n, >= 0, larger = more anomalous
    /// n, the expert that the last layer's gate chose while the sample was hidden
    std::vector<std::int8_t> expert;
    std::vector<float> confidence; ///< n, the gate's probability of that expert: 1 = no doubt
};

} // namespace nodesentry
