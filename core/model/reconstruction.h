#pragma once

#include "core/base/matrix.h"

#include <cstdint>
#include <vector>

namespace nodesentry {

/// What a network makes of one stretch of n samples.
struct Reconstruction {
    SampleMatrix values; ///< metrics x n, what the network expects, in standard deviations
    SampleMatrix error; ///< metrics x n, >= 0, each metric's share of the score; a column sums to its score
    std::vector<float> score; ///< n, >= 0, larger = more anomalous
    std::vector<std::int8_t> expert; ///< n, the expert that the last layer's gate chose while the sample was
                                     ///< hidden
    std::vector<float> confidence; ///< n, the gate's probability of that expert: 1 = no doubt
};

} // namespace nodesentry
