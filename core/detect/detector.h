#pragma once

#include "core/base/run_context.h"
#include "core/data/prepared_node.h"
#include "core/detect/node_source.h"

#include <memory>
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
    std::vector<float>
        confidence; ///< the gate's probability of that expert, 0 where there is none; may be empty
};

/// An anomaly detector: learns from the training range of all nodes, then scores every sample of a node.
/// It never sees a label.
///
/// fit() reads samples [0, trainEnd) of each node only. score() may use a sample's past, and its near future
/// up to the length of one window. Equal seeds give equal scores, whatever the number of threads.
class Detector {
public:
    virtual ~Detector() = default;

    /// Reads nodes one at a time on each of context.threads() threads and keeps none of them: a detector that
    /// wants samples of many nodes at once draws a stated number of them.
    /// @error InvalidArgument  the training range is empty on every node
    /// @error Cancelled        a stop was requested; fit() must be called again
    /// @error of the source    a node could not be read
    virtual Result<void> fit(const NodeSource& nodes, const RunContext& context) = 0;

    /// @pre fit() succeeded
    /// @thread may be called for several nodes at the same time
    [[nodiscard]] virtual Result<NodeScores> score(const PreparedNode& node,
                                                   const RunContext& context) const = 0;

    /// Whether what it says of a node rests on that node alone, so that fitting to one node is enough to
    /// score it.
    [[nodiscard]] virtual bool learnsNodesApart() const = 0;
};

} // namespace nodesentry
