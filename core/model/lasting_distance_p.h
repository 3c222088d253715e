#pragma once

#include "core/model/level_distance_p.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace nodesentry {

/// How far each metric is from a known level for longer than most jobs ever are.
///
/// LevelDistance judges sample by sample, by what all jobs together reach: the faults among them and the
/// noise while they start are in that, and a leak among noisy metrics is lost in a mean. Here each job says
/// for itself how far it goes, and what three jobs in five stay within counts, which faults in fewer than two
/// in five do not move; and a distance counts only once it lasts, so that what jobs do for a moment, often or
/// seldom, does not.
///
/// @source ours; docs/results.md has what it brings
class LastingDistance {
public:
    /// Of the last kSamples samples, kReached must be as far away: a distance lasts from then on.
    static constexpr std::int64_t kSamples = 8;
    static constexpr std::int64_t kReached = 5;
    /// Of fewer jobs it is not known how far jobs go.
    static constexpr std::size_t kFewestJobs = 5;

    /// Knows nothing and judges nothing.
    LastingDistance() = default;

    /// @param jobs      of one cluster, in the training range; those shorter than @p shortest are passed over
    /// @param shortest  samples, >= 1
    /// @param levelAt   as for LevelDistance
    /// @return empty where there are fewer than kFewestJobs
    template <class LevelAt>
    [[nodiscard]] static LastingDistance measure(std::span<const ScoreView* const> jobs,
                                                 std::int64_t shortest, const LevelAt& levelAt);

    /// From what was stored; fits() says whether its parts agree.
    [[nodiscard]] static LastingDistance of(std::vector<double> reach);

    [[nodiscard]] bool empty() const { return m_reach.empty(); }
    /// Of each metric: the distance beyond which it counts, in standard deviations, > 0: twice what three
    /// jobs in five stay within, but for a fiftieth of their samples.
    [[nodiscard]] const std::vector<double>& reach() const { return m_reach; }
    /// Whether it is empty or of so many metrics.
    [[nodiscard]] bool fits(std::size_t metrics) const;

    /// Adds to the score of each sample, and to the shares of the metrics, the mean over the measured metrics
    /// of the logarithm of the distance, in reaches, that kReached of the last kSamples samples have or
    /// exceed. Samples before the view, and those that were not measured, are no distance away.
    /// @param levelsOf  as for LevelDistance::add()
    /// @param weight    of what is added, >= 0
    template <class LevelsOf>
    void add(const ScoreView& view, const LevelsOf& levelsOf, double weight, Reconstruction& result) const;

private:
    /// The distances of one metric in its last samples.
    class Recent {
    public:
        explicit Recent(float reach) : m_reach(reach) { }
        void add(float distance);
        /// What kReached of them have or exceed; 0 where fewer are beyond the reach.
        [[nodiscard]] float lasting() const;

    private:
        float m_reach;
        std::array<float, kSamples> m_distances{};
        std::size_t m_next = 0; ///< the oldest of them
        std::int64_t m_beyond = 0; ///< how many are beyond the reach
    };

    /// @param ofJobs  of one metric: ofJob() of each job that it was measured in; taken apart on the way
    void addMetric(std::vector<float>& ofJobs);
    /// What a job exceeds in a fiftieth of its samples.
    /// @param distances  not empty; taken apart on the way
    [[nodiscard]] static float ofJob(std::vector<float>& distances);

    std::vector<double> m_reach;
};

template <class LevelAt>
LastingDistance LastingDistance::measure(std::span<const ScoreView* const> jobs, std::int64_t shortest,
                                         const LevelAt& levelAt)
{
    constexpr std::int64_t kMost = 1024; // samples of a job
    std::vector<Stretch> whole;
    for (const ScoreView* job : jobs)
        if (job->end - job->begin >= shortest)
            whole.push_back({job, job->begin, job->end});
    LastingDistance distance;
    if (whole.size() < kFewestJobs)
        return distance;
    std::vector<float> distances;
    std::vector<float> ofJobs;
    for (Eigen::Index m = 0; m < whole.front().view->unclipped->rows(); ++m) {
        ofJobs.clear();
        for (const Stretch& job : whole) {
            distances.clear();
            visitEvenly(std::span(&job, 1), kMost, [&](const ScoreView& view, std::int64_t sample) {
                const double level = levelAt(view, m, sample);
                if (isMeasured(view, m, sample) && std::isfinite(level))
                    distances.push_back(static_cast<float>(std::abs((*view.unclipped)(m, sample) - level)));
            });
            if (!distances.empty())
                ofJobs.push_back(ofJob(distances));
        }
        distance.addMetric(ofJobs);
    }
    return distance;
}

template <class LevelsOf>
void LastingDistance::add(const ScoreView& view, const LevelsOf& levelsOf, double weight,
                          Reconstruction& result) const
{
    if (empty() || weight <= 0.0)
        return;
    const auto first = view.firstScored();
    const auto from = std::max(view.begin, first - kSamples + 1);
    const auto metrics = static_cast<Eigen::Index>(m_reach.size());
    std::vector<float> measured(static_cast<std::size_t>(view.end - first), 0.0F);
    for (Eigen::Index m = 0; m < metrics; ++m)
        for (auto t = first; t < view.end; ++t)
            measured[static_cast<std::size_t>(t - first)] += isMeasured(view, m, t) ? 1.0F : 0.0F;

    std::vector<float> levels(static_cast<std::size_t>(view.end - from));
    for (Eigen::Index m = 0; m < metrics; ++m) {
        levelsOf(view, m, from, std::span(levels));
        const auto reach = static_cast<float>(m_reach[static_cast<std::size_t>(m)]);
        Recent recent(reach);
        for (auto t = from; t < view.end; ++t) {
            const float level = levels[static_cast<std::size_t>(t - from)];
            const bool isKnown = isMeasured(view, m, t) && std::isfinite(level);
            recent.add(isKnown ? std::abs((*view.unclipped)(m, t) - level) : 0.0F);
            if (t < first || !isKnown)
                continue;
            const float lasting = recent.lasting();
            if (lasting <= reach)
                continue;
            const auto column = static_cast<Eigen::Index>(t - first);
            const auto share = static_cast<float>(weight * std::log(lasting / reach))
                / measured[static_cast<std::size_t>(column)];
            if (share > result.error(m, column))
                result.values(m, column) = level;
            result.error(m, column) += share;
            result.score[static_cast<std::size_t>(column)] += share;
        }
    }
}

} // namespace nodesentry
