#pragma once

#include "core/base/run_context.h"
#include "core/data/prepared_node.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace nodesentry {

/// What a detector says of one node. All vectors are as long as the node's grid.
struct NodeScores {
    std::string node;
    std::vector<float> score; ///< >= 0, larger = more anomalous; NaN = not scored
    SampleMatrix metricError; ///< kept metrics x samples, each metric's share of the score; may be empty
    SampleMatrix reconstruction; ///< kept metrics x samples, in standardised units; may be empty
    std::vector<std::int16_t> cluster; ///< id of the matched cluster, -1 = none; may be empty
    std::vector<std::int8_t> expert; ///< expert that the gate chose, -1 = none; may be empty
};

/// An anomaly detector: learns from the training range of all nodes, then scores every sample of a node.
/// It never sees a label.
///
/// fit() reads samples [0, trainEnd) of each node only. score() may use a sample's past, and its near future
/// up to the length of one window. Equal seeds give equal scores.
class Detector
{
public:
    virtual ~Detector() = default;

    /// @error InvalidArgument  the training range is empty on every node
    /// @error Cancelled        a stop was requested; fit() must be called again
    virtual Result<void> fit(std::span<const PreparedNode> nodes, const RunContext& context) = 0;

    /// @pre fit() succeeded
    [[nodiscard]] virtual Result<NodeScores> score(const PreparedNode& node, const RunContext& context) const = 0;
};

} // namespace nodesentry
