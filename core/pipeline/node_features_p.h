#pragma once

#include "core/base/matrix.h"
#include "core/base/run_context.h"
#include "core/data/prepared_node.h"
#include "core/features/extractor.h"

namespace nodesentry {

/// The features of all segments of one node.
struct NodeFeatures {
    FeatureMatrix whole;
    FeatureMatrix prefix;
};

/// @return a row for each of node.segments
[[nodiscard]] Result<NodeFeatures> extractNode(const PreparedNode& node, FeatureSet set,
                                               double matchPeriodSeconds, const RunContext& context);

} // namespace nodesentry
