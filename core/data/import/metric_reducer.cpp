#include "core/data/import/metric_reducer.h"

#include "core/base/expects.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace nodesentry {

namespace {

constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();
constexpr std::int64_t kFewestRises = 10;

/// Follows one counter from value to value.
class CounterLevel {
public:
    /// @return the increase since the value before; nullopt: it fell, and not clearly in one way
    std::optional<double> next(double value)
    {
        const double level = m_level;
        if (value >= level) {
            m_below = 0;
            m_level = value;
            return value - level;
        }
        if (level - value <= kSmallStepBack * level && ++m_below <= kMostBelow)
            return 0.0;
        m_below = 0;
        m_level = value;
        if (value < level / 2)
            return value;
        return std::nullopt;
    }
    void begin(double value) { m_level = value; }

private:
    static constexpr double kSmallStepBack = 0.05;
    static constexpr int kMostBelow = 8;
    double m_level = 0;
    int m_below = 0; ///< values since the level was reached last
};

/// As a sample is stored; what a float cannot hold is missing.
float stored(double value)
{
    const auto sample = static_cast<float>(value);
    return std::isfinite(sample) ? sample : kMissing;
}

} // namespace

ChangeCount& ChangeCount::operator+=(const ChangeCount& other)
{
    pairs += other.pairs;
    rises += other.rises;
    falls += other.falls;
    resets += other.resets;
    return *this;
}

bool ChangeCount::looksLikeCounter() const
{
    return falls == 0 && rises >= kFewestRises && rises * 100 >= pairs;
}

bool ChangeCount::looksLikeTotal() const
{
    return rises >= kFewestRises && rises * 100 >= pairs && resets * 10 <= rises
        && (falls - resets) * 100 <= rises;
}

void MetricReducer::Joined::add(std::int64_t sample, double one, Aggregation aggregation)
{
    const auto i = static_cast<std::size_t>(sample);
    value[i] = count[i] == 0              ? one
        : aggregation == Aggregation::Max ? std::max(value[i], one)
                                          : value[i] + one;
    ++count[i];
}

std::vector<float> MetricReducer::Joined::finish(Aggregation aggregation) const
{
    std::vector<float> samples(value.size(), kMissing);
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (count[i] > 0)
            samples[i] = stored(aggregation == Aggregation::Mean ? value[i] / count[i] : value[i]);
    }
    return samples;
}

MetricReducer::MetricReducer(const ReductionGrid& grid, Aggregation aggregation, bool asGauge, bool asRate,
                             double mostPerSecond)
    : m_grid(grid),
      m_aggregation(aggregation),
      m_asGauge(asGauge),
      m_asRate(asRate),
      m_mostPerSecond(mostPerSecond),
      m_gauge(asGauge ? static_cast<std::size_t>(grid.grid.size) : 0),
      m_rate(asRate ? static_cast<std::size_t>(grid.grid.size) : 0)
{
}

void MetricReducer::add(std::span<const TimeMs> times, std::span<const double> values)
{
    NODESENTRY_EXPECTS(times.size() == values.size(), "one value for each time");
    constexpr double kTolerance = 1.2; // times of samples jitter
    double rateFrom = 0; // time of the last value of the sample before
    bool hasInterval = false;
    CounterLevel level;
    for (std::size_t i = 0; i < times.size();) {
        const auto sample = m_grid.sampleOf(times[i]);
        double sum = 0;
        double increase = 0;
        bool isClear = true;
        const auto first = i;
        for (; i < times.size() && m_grid.sampleOf(times[i]) == sample; ++i) {
            sum += values[i];
            if (i == 0) {
                level.begin(values[i]);
                continue;
            }
            const double change = values[i] - values[i - 1];
            ++m_changes.pairs;
            m_changes.rises += change > 0 ? 1 : 0;
            m_changes.falls += change < 0 ? 1 : 0;
            m_changes.resets += change < 0 && values[i] < values[i - 1] / 2 ? 1 : 0;
            const auto rise = level.next(values[i]);
            isClear = isClear && rise;
            increase += rise.value_or(0);
        }
        if (m_asGauge)
            m_gauge.add(sample, sum / static_cast<double>(i - first), m_aggregation);
        const auto last = static_cast<double>(times[i - 1]);
        if (m_asRate && hasInterval) {
            const double rate = increase / ((last - rateFrom) / 1000.0);
            if (isClear && (m_mostPerSecond == 0 || rate <= kTolerance * m_mostPerSecond))
                m_rate.add(sample, rate, m_aggregation);
            else
                ++m_impossible;
        }
        rateFrom = last;
        hasInterval = true;
    }
}

MetricDraft MetricReducer::finish() const
{
    return {m_gauge.finish(m_aggregation), m_rate.finish(m_aggregation), m_changes, m_impossible};
}

} // namespace nodesentry
