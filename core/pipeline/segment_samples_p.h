#pragma once

#include "core/data/segment.h"
#include "core/model/segment_view.h"
#include "core/pipeline/peer_levels_p.h"
#include "core/pipeline/prepared_project_p.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace nodesentry {

/// The samples of some segments, cut out of their nodes.
struct SegmentSamples {
    std::vector<const Segment*> segments;
    std::vector<SampleMatrix> values; ///< clipped, as the network sees them
    std::vector<SampleMatrix> unclipped; ///< empty unless asked for
    std::vector<MaskMatrix> filled;
    std::vector<std::optional<SampleMatrix>> peers; ///< empty, or PeerLevels::of() each

    /// They refer to this object.
    [[nodiscard]] std::vector<SegmentView> views() const;
    [[nodiscard]] std::vector<ScoreView> scoreViews() const; ///< @pre unclipped values were asked for
};

/// Reads each node that has one of the segments, one by one on each thread, and keeps the segments only: what
/// is in memory depends on the segments, not on the nodes they come from.
/// @return in the order of @p segments, which must outlive it
[[nodiscard]] Result<SegmentSamples> readSegments(const PreparedProject& prepared,
                                                  std::vector<const Segment*> segments,
                                                  const RunContext& context, bool unclipped = false);

/// As readSegments(), with unclipped values and with what the nodes of the jobs do at the same time: all that
/// a model measures what is usual on.
[[nodiscard]] Result<SegmentSamples> readUsualSegments(const PreparedProject& prepared,
                                                       std::vector<const Segment*> segments,
                                                       const PeerLevels& peers, const RunContext& context);

/// Some hundreds of segments, evenly chosen: they say what is usual in a cluster, however many it has.
[[nodiscard]] std::vector<const Segment*> usualSegments(std::vector<const Segment*> segments);

/// Seed of the model that learns from these segments. Not made from the cluster's id: ids are never used
/// twice, so that a run that was stopped between clustering and training would go on to other models.
/// @param segments  not empty
[[nodiscard]] std::uint64_t modelSeed(int seed, const std::vector<const Segment*>& segments);

} // namespace nodesentry
