#pragma once

#include "core/model/level_distance_p.h"

#include <span>

namespace nodesentry {

/// How far a node's metrics usually are from those of the other nodes of its job, in one cluster.
///
/// Nodes of a job do the same at the same time, whatever it is: what the job itself does, and what no job did
/// before it, is no distance. @source ours; docs/results.md has what it brings
class PeerDistance {
public:
    /// Of fewer samples in training it is not known what is usual.
    static constexpr std::int64_t kFewestSamples = 1000;

    /// Knows nothing and judges nothing.
    PeerDistance() = default;

    /// @param known  of one cluster, in the training range; those without ScoreView::peers are passed over
    /// @return empty where fewer than kFewestSamples have peers
    [[nodiscard]] static PeerDistance measure(std::span<const ScoreView> known);
    [[nodiscard]] static PeerDistance of(LevelDistance distance);

    [[nodiscard]] bool empty() const { return m_distance.empty(); }
    [[nodiscard]] const LevelDistance& distance() const { return m_distance; }

    /// As LevelDistance::add(); does nothing to views without peers.
    void addDistances(const ScoreView& view, double weight, double softLimit, Reconstruction& result) const;

private:
    LevelDistance m_distance;
};

} // namespace nodesentry
