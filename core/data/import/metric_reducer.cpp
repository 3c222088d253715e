#include "core/data/import/metric_reducer.h"

#include "core/base/expects.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace nodesentry {

namespace {

constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();
constexpr std::int64_t kFewestRises = 10;

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
    return *this;
}

bool ChangeCount::looksLikeCounter() const
{
    return falls == 0 && rises >= kFewestRises && rises * 100 >= pairs;
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

MetricReducer::MetricReducer(const NodeGrid& grid, Aggregation aggregation, bool asGauge, bool asRate)
    : m_grid(grid),
      m_aggregation(aggregation),
      m_asGauge(asGauge),
      m_asRate(asRate),
      m_gauge(asGauge ? static_cast<std::size_t>(grid.grid.size) : 0),
      m_rate(asRate ? static_cast<std::size_t>(grid.grid.size) : 0)
{
}

void MetricReducer::add(std::span<const TimeMs> times, std::span<const double> values)
{
    NODESENTRY_EXPECTS(times.size() == values.size(), "one value for each time");
    double rateFrom = 0; // time of the last value of the sample before
    bool hasInterval = false;
    for (std::size_t i = 0; i < times.size();) {
        const auto sample = m_grid.sampleOf(times[i]);
        double sum = 0;
        double increase = 0;
        const auto first = i;
        for (; i < times.size() && m_grid.sampleOf(times[i]) == sample; ++i) {
            sum += values[i];
            if (i == 0)
                continue;
            const double change = values[i] - values[i - 1];
            ++m_changes.pairs;
            m_changes.rises += change > 0 ? 1 : 0;
            m_changes.falls += change < 0 ? 1 : 0;
            increase += change >= 0 ? change : values[i];
        }
        if (m_asGauge)
            m_gauge.add(sample, sum / static_cast<double>(i - first), m_aggregation);
        const auto last = static_cast<double>(times[i - 1]);
        if (m_asRate && hasInterval)
            m_rate.add(sample, increase / ((last - rateFrom) / 1000.0), m_aggregation);
        rateFrom = last;
        hasInterval = true;
    }
}

MetricDraft MetricReducer::finish() const
{
    return {m_gauge.finish(m_aggregation), m_rate.finish(m_aggregation), m_changes};
}

} // namespace nodesentry
