#pragma once

#include "core/base/time.h"
#include "core/data/import/metric_rules.h"

#include <cstdint>
#include <span>
#include <vector>

namespace nodesentry {

/// How often the raw series of a metric rose and fell from one sample to the next.
struct ChangeCount {
    std::int64_t pairs = 0; ///< consecutive present samples
    std::int64_t rises = 0;
    std::int64_t falls = 0;
    std::int64_t resets = 0; ///< falls to less than half

    ChangeCount& operator+=(const ChangeCount& other);
    /// A cumulative counter by its looks: never falls, and rises in at least 1 % of the samples, at least 10.
    [[nodiscard]] bool looksLikeCounter() const;
    /// The same for one that is called a total: it may begin anew, in at most one of ten rises, and step back a
    /// little, in at most one of a hundred.
    [[nodiscard]] bool looksLikeTotal() const;
};

/// The grid of one node, and how its rows come to it.
struct ReductionGrid {
    TimeGrid grid;
    /// The step is longer than the data's: sample i is made of the rows in [i*step, (i+1)*step). Otherwise a
    /// row belongs to the nearest sample.
    bool coarse = false;

    /// @param time  inside the grid
    [[nodiscard]] std::int64_t sampleOf(TimeMs time) const
    {
        return (time - grid.origin + (coarse ? 0 : grid.stepMs / 2)) / grid.stepMs;
    }
};

/// One metric of a node on its grid.
struct MetricDraft {
    std::vector<float> gauge; ///< grid.size values, NaN = missing; empty when not wanted
    std::vector<float> rate; ///< grid.size per-second increases; empty when not wanted
    ChangeCount changes;
    std::int64_t impossible
        = 0; ///< rates left out: above what the counter can have, or behind a fall of no clear kind
};

/// Puts the raw series of one metric of a node on its grid, one after the other, and joins them.
///
/// A gauge's sample is the mean of the values that fall to it. A counter's is its increase since its last
/// sample, divided by the real time between the values; its first sample is missing, and the rate over a gap stands
/// at the sample behind it. A fall to less than half is a restart from zero, so the increase is the new value. A step
/// back of at most a twentieth is none, as of iowait, which Linux corrects, or of two replicas that take turns: the
/// counter stays where it was until it is passed, for at most eight values. Behind any other fall there is no rate,
/// nor where it is more than 1.2 times what the counter can have.
/// Series are joined after that: a sample is the mean, sum or largest of the series that have one.
class MetricReducer {
public:
    /// @param mostPerSecond  that one series can rise; 0: no bound
    MetricReducer(const ReductionGrid& grid, Aggregation aggregation, bool asGauge, bool asRate,
                  double mostPerSecond = 0);

    /// One raw series.
    /// @param times   ascending, each once, inside the grid
    /// @param values  one for each; none NaN
    void add(std::span<const TimeMs> times, std::span<const double> values);

    [[nodiscard]] MetricDraft finish() const;

private:
    struct Joined {
        std::vector<double> value;
        std::vector<std::uint32_t> count; ///< series with a value

        explicit Joined(std::size_t size) : value(size, 0.0), count(size, 0) { }
        void add(std::int64_t sample, double one, Aggregation aggregation);
        [[nodiscard]] std::vector<float> finish(Aggregation aggregation) const;
    };

    const ReductionGrid m_grid;
    const Aggregation m_aggregation;
    const bool m_asGauge;
    const bool m_asRate;
    const double m_mostPerSecond;
    std::int64_t m_impossible = 0;
    Joined m_gauge;
    Joined m_rate;
    ChangeCount m_changes;
};

} // namespace nodesentry
