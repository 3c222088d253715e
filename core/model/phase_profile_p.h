#pragma once

#include "core/base/matrix.h"
#include "core/model/lasting_distance_p.h"
#include "core/model/level_distance_p.h"
#include "core/model/reconstruction.h"
#include "core/model/segment_view.h"

#include <cstdint>
#include <span>

namespace nodesentry {

/// At which level each metric of one cluster's jobs usually is, by the time since the job began, and how far
/// from it is unusual.
///
/// The network judges a sample by what is around it and so takes a fault that is longer than its window, a
/// leak above all, for context. Jobs of a cluster repeat each other: their level at the same time is a
/// context that no fault can change. Levels are medians, so that faults in less than half of the jobs do not
/// move them. Segments without a job have no such time, and are neither measured nor judged.
///
/// @source ours; docs/results.md has what it brings
class PhaseProfile {
public:
    /// Of fewer jobs at one time, the level there is that of the whole cluster.
    static constexpr int kFewestJobs = 5;

    /// Knows nothing and judges nothing.
    PhaseProfile() = default;

    /// @param known    of one cluster, in the training range; those that are of no job are passed over
    /// @param window   samples that one level is the median of, >= 2; levels are half a window apart, with
    ///                 straight lines between them
    /// @return empty where none of @p known is of a job
    /// @cost a median of at most 4,096 values a metric and level, and of 65,536 a metric
    [[nodiscard]] static PhaseProfile measure(std::span<const ScoreView> known, std::int64_t window);

    /// From what was stored; fits() says whether its parts agree.
    [[nodiscard]] static PhaseProfile of(std::int64_t step, SampleMatrix level, LevelDistance distance,
                                         LastingDistance lasting);

    [[nodiscard]] bool empty() const { return m_level.cols() == 0; }
    [[nodiscard]] std::int64_t step() const { return m_step; } ///< samples between two levels
    /// Metrics x levels, in standard deviations; the last column is that of the whole cluster, which holds
    /// where the others end.
    [[nodiscard]] const SampleMatrix& level() const { return m_level; }
    [[nodiscard]] const LevelDistance& distance() const { return m_distance; }
    /// Empty: of fewer jobs than LastingDistance::kFewestJobs as long as the window, or an earlier version's.
    [[nodiscard]] const LastingDistance& lasting() const { return m_lasting; }
    /// Whether it is empty, or of so many metrics in all its parts.
    [[nodiscard]] bool fits(std::size_t metrics) const;

    /// Usual level of a metric.
    /// @param position  of the sample in its segment, >= 0
    [[nodiscard]] double levelAt(Eigen::Index metric, std::int64_t position) const;

    /// As LevelDistance::add(); does nothing to segments that are of no job.
    void addDistances(const ScoreView& view, double weight, double softLimit, Reconstruction& result) const;
    /// As LastingDistance::add(); does nothing to segments that are of no job.
    void addLasting(const ScoreView& view, double weight, Reconstruction& result) const;

private:
    /// levelAt() of the samples from @p position on.
    void fillLevels(Eigen::Index metric, std::int64_t position, std::span<float> levels) const;

    std::int64_t m_step = 1;
    SampleMatrix m_level;
    LevelDistance m_distance;
    LastingDistance m_lasting;
};

} // namespace nodesentry
