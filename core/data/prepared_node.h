#pragma once

#include "core/base/matrix.h"
#include "core/base/time.h"
#include "core/data/segment.h"

#include <string>
#include <vector>

namespace nodesentry {

/// One node as every detector sees it: cleaned, reduced, standardised, cut into segments.
struct PreparedNode {
    std::string node;
    TimeGrid grid;
    SampleMatrix
        values; ///< kept metrics x samples; standardised, clipped, always finite; same rows on every node
    SampleMatrix unclipped; ///< the same before clipping: scores may use the size of large excursions
    /// 1 where the sample was missing and has been filled in, and throughout a metric that says nothing on this
    /// node, being constant or drifting in its training; same shape.
    MaskMatrix filled;
    std::vector<Segment> segments; ///< of this node, ascending; they need not cover every sample
    std::int64_t trainEnd = 0; ///< samples [0, trainEnd) are the training range
};

} // namespace nodesentry
