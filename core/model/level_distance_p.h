#pragma once

#include "core/model/reconstruction.h"
#include "core/model/segment_view.h"
#include "core/model/soft_limit_p.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace nodesentry {

/// Some samples of a view: [begin, end) of its node.
struct Stretch {
    const ScoreView* view;
    std::int64_t begin;
    std::int64_t end;
};

/// Calls @p take(view, sample) for at most @p most samples of the stretches, evenly chosen.
template <class Take> void visitEvenly(std::span<const Stretch> stretches, std::int64_t most, Take&& take)
{
    std::int64_t total = 0;
    for (const Stretch& stretch : stretches)
        total += stretch.end - stretch.begin;
    const auto every = std::max<std::int64_t>(1, (total + most - 1) / most);
    std::int64_t skip = 0; // samples until the next one that is taken
    for (const Stretch& stretch : stretches) {
        std::int64_t sample = stretch.begin + skip;
        for (; sample < stretch.end; sample += every)
            take(*stretch.view, sample);
        skip = sample - stretch.end;
    }
}

inline bool isMeasured(const ScoreView& view, Eigen::Index metric, std::int64_t sample)
{
    return view.filled == nullptr || (*view.filled)(metric, sample) == 0;
}

/// A quantile: the value that a share of all are below.
/// @param values  not empty; taken apart on the way
[[nodiscard]] double takeQuantile(std::vector<float>& values, double share);

/// How far each metric usually is from a level that is known without the network, and how far it counts.
///
/// A level is a function (view, metric, sample of the node) -> standard deviations; NaN where none is known:
/// such a sample is neither measured nor judged.
class LevelDistance {
public:
    /// Knows nothing and judges nothing.
    LevelDistance() = default;

    /// @param distances  of one metric, at most 65,536 are enough; taken apart on the way; none: as for a
    ///                   metric that never left its level
    void addMetric(std::vector<float>& distances);

    /// Measures all metrics on samples of @p stretches.
    template <class LevelAt>
    [[nodiscard]] static LevelDistance measure(std::span<const Stretch> stretches, Eigen::Index metrics,
                                               const LevelAt& levelAt);

    /// From what was stored; fits() says whether its parts agree.
    [[nodiscard]] static LevelDistance of(std::vector<double> scale, std::vector<double> tail);

    [[nodiscard]] bool empty() const { return m_scale.empty(); }
    /// Of each metric: the usual distance, > 0; infinite for one that never left its level.
    [[nodiscard]] const std::vector<double>& scale() const { return m_scale; }
    /// Of each metric: what all but a thousandth of the distances in training are below, > 0.
    [[nodiscard]] const std::vector<double>& tail() const { return m_tail; }
    /// Whether it is empty, or of so many metrics in all its parts.
    [[nodiscard]] bool fits(std::size_t metrics) const;

    /// Adds to the score of each sample, and to the shares of the metrics, the mean over the measured metrics
    /// of their distance in usual ones, and the logarithm of what exceeds the tail. Where that is more than
    /// the metric's share so far, the level is what was expected of it.
    /// @param levelsOf   (view, metric, first sample of the node, levels to fill in)
    /// @param weight     of what is added, >= 0
    /// @param softLimit  distances beyond it count logarithmically
    /// @param result     of the samples [view.firstScored(), view.end)
    template <class LevelsOf>
    void add(const ScoreView& view, const LevelsOf& levelsOf, double weight, double softLimit,
             Reconstruction& result) const;

private:
    [[nodiscard]] bool moves(Eigen::Index metric) const
    {
        return std::isfinite(m_scale[static_cast<std::size_t>(metric)]);
    }

    std::vector<double> m_scale;
    std::vector<double> m_tail;
};

template <class LevelAt>
LevelDistance LevelDistance::measure(std::span<const Stretch> stretches, Eigen::Index metrics,
                                     const LevelAt& levelAt)
{
    constexpr std::int64_t kMost = 65536; // 65 of them lie beyond the tail
    LevelDistance distance;
    std::vector<float> distances;
    for (Eigen::Index m = 0; m < metrics; ++m) {
        distances.clear();
        visitEvenly(stretches, kMost, [&](const ScoreView& view, std::int64_t sample) {
            const double level = levelAt(view, m, sample);
            if (isMeasured(view, m, sample) && std::isfinite(level))
                distances.push_back(static_cast<float>(std::abs((*view.unclipped)(m, sample) - level)));
        });
        distance.addMetric(distances);
    }
    return distance;
}

template <class LevelsOf>
void LevelDistance::add(const ScoreView& view, const LevelsOf& levelsOf, double weight, double softLimit,
                        Reconstruction& result) const
{
    const auto first = view.firstScored();
    const auto samples = result.values.cols();
    const auto metrics = static_cast<Eigen::Index>(m_scale.size());
    SampleMatrix level(metrics, samples); // NaN where nothing is judged
    std::vector<int> judged(static_cast<std::size_t>(samples), 0);
    for (Eigen::Index m = 0; m < metrics; ++m) {
        float* row = level.row(m).data();
        levelsOf(view, m, first, std::span(row, static_cast<std::size_t>(samples)));
        const int counts = moves(m) ? 1 : 0;
        for (Eigen::Index t = 0; t < samples; ++t) {
            if (!isMeasured(view, m, first + t))
                row[t] = std::numeric_limits<float>::quiet_NaN();
            judged[static_cast<std::size_t>(t)] += std::isnan(row[t]) ? 0 : counts;
        }
    }
    for (Eigen::Index m = 0; m < metrics; ++m) {
        const double scale = m_scale[static_cast<std::size_t>(m)];
        const double tail = m_tail[static_cast<std::size_t>(m)];
        const float* row = level.row(m).data();
        for (Eigen::Index t = 0; t < samples; ++t) {
            if (std::isnan(row[t]))
                continue;
            const double distance = std::abs(static_cast<double>((*view.unclipped)(m, first + t)) - row[t]);
            double added = 0.0;
            if (moves(m))
                added += softlyLimited(distance / scale, softLimit) / judged[static_cast<std::size_t>(t)];
            if (distance > tail)
                added += std::log(distance / tail);
            const auto share = static_cast<float>(weight * added);
            if (share > result.error(m, t))
                result.values(m, t) = row[t];
            result.error(m, t) += share;
            result.score[static_cast<std::size_t>(t)] += share;
        }
    }
}

} // namespace nodesentry
