#pragma once

#include "core/base/run_context.h"
#include "core/detect/detector.h"
#include "core/model/cluster_model.h"
#include "core/pipeline/peer_levels_p.h"
#include "core/project/project.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace nodesentry {

/// Scores nodes by the models of the clusters that their segments were matched with.
/// @thread score() may be called for several nodes at the same time
class ReconstructionScorer {
public:
    /// Loads every model once, and measures what the nodes of jobs do at the same time, if a model asks for
    /// it.
    /// @param nodes  ascending; the names of those to be scored
    /// @error StageMissing  clusters or models are not there
    /// @error as PeerLevels::measure()
    [[nodiscard]] static Result<ReconstructionScorer> open(const Project& project, const std::string& device,
                                                           const PreparedProject& prepared,
                                                           const std::vector<std::string>& nodes,
                                                           const RunContext& context);

    /// Samples of no segment, and of segments without a model, have no score.
    /// @cost  six matrices of the node's size
    [[nodiscard]] Result<NodeScores> score(const PreparedNode& node, const RunContext& context) const;

private:
    /// @return null where nothing scores it
    [[nodiscard]] const ClusterModel* modelOf(const Segment& segment) const;

    std::map<int, ClusterModel> m_models; ///< by cluster
    /// Cluster whose model scores each segment; one that fits none and is not given to the nearest has none.
    std::map<std::int64_t, int> m_clusterOfSegment;
    PeerLevels m_peers;
};

} // namespace nodesentry
