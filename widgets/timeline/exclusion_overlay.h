#pragma once

#include "core/data/job.h"
#include "widgets/timeline/timeline_overlay.h"

#include <vector>

namespace nodesentry::ui {

/// Strips on both sides of every begin and end of a job, which the paper's way of judging leaves out: what
/// happens there is a transition and no anomaly.
class ExclusionOverlay final : public TimelineOverlay {
    Q_OBJECT

public:
    using TimelineOverlay::TimelineOverlay;

    /// @param jobs     of the node shown
    /// @param seconds  left out on both sides; 0 shows nothing
    void setJobs(const std::vector<Job>& jobs, double seconds);
    [[nodiscard]] const std::vector<TimeRange>& strips() const { return m_strips; } ///< ascending, disjoint

    void paint(QPainter& painter, const OverlayCanvas& canvas) const override;

private:
    std::vector<TimeRange> m_strips;
};

} // namespace nodesentry::ui
