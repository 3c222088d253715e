#include "core/data/import/series_reducer.h"

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

void putAt(std::vector<float>& samples, std::int64_t index, float value)
{
    samples.resize(static_cast<std::size_t>(index), kMissing);
    samples.push_back(value);
}

void join(double& sum, int& count, double value, Aggregation aggregation)
{
    sum = count == 0 ? value : aggregation == Aggregation::Max ? std::max(sum, value) : sum + value;
    ++count;
}

double joined(double sum, int count, Aggregation aggregation)
{
    return aggregation == Aggregation::Mean ? sum / count : sum;
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

std::size_t SeriesReducer::slotOf(int metric)
{
    const auto [at, isNew] = m_slotOf.emplace(metric, m_slots.size());
    if (isNew) {
        m_slots.emplace_back();
        m_slots.back().metric = metric;
    }
    return at->second;
}

void SeriesReducer::beginFile(const FilePlan& plan)
{
    m_columnSeries.clear();
    for (const auto& value : plan.values) {
        const auto [at, isNew] = m_seriesOf.emplace(value.series, m_series.size());
        if (isNew) {
            Series series;
            series.slot = slotOf(value.metric);
            const auto kind = m_targets[static_cast<std::size_t>(value.metric)].kind;
            series.asGauge = kind != RawKind::Counter;
            series.asRate = kind != RawKind::Gauge;
            m_series.push_back(series);
        }
        m_columnSeries.push_back(at->second);
    }
    m_hasMask = m_hasMask || std::any_of(plan.roles.begin(), plan.roles.end(), [](ColumnRole role) {
                    return role == ColumnRole::Label || role == ColumnRole::LabelBits;
                });
}

void SeriesReducer::addRow(TimeMs time, std::span<const double> values, std::uint32_t mask)
{
    NODESENTRY_EXPECTS(values.size() == m_columnSeries.size(), "one value for each column of the file");
    if (m_rows == 0)
        m_origin = time;
    const auto sinceOrigin = time - m_origin;
    const auto index = (m_coarse ? sinceOrigin : sinceOrigin + m_step / 2) / m_step;
    m_lastOffset = m_coarse ? 0 : std::abs(sinceOrigin - index * m_step);
    ++m_rows;
    if (index != m_current) {
        if (m_current >= 0) {
            closeSample();
            m_gaps += index > m_current + 1 ? 1 : 0;
        }
        m_current = index;
    }
    if (m_hasMask) {
        m_mask.resize(static_cast<std::size_t>(index + 1), 0);
        m_mask.back() |= mask;
    }

    for (std::size_t i = 0; i < values.size(); ++i) {
        const double value = values[i];
        if (std::isnan(value))
            continue;
        auto& series = m_series[m_columnSeries[i]];
        series.sum += value;
        ++series.count;
        if (series.seen) {
            ++series.changes.pairs;
            series.changes.rises += value > series.previous ? 1 : 0;
            series.changes.falls += value < series.previous ? 1 : 0;
            series.increase += value >= series.previous ? value - series.previous : value;
        }
        series.previous = value;
        series.previousTime = time;
        series.seen = true;
    }
}

void SeriesReducer::closeSample()
{
    for (auto& slot : m_slots)
        slot.gaugeCount = slot.rateCount = 0;
    for (auto& series : m_series) {
        if (series.count == 0)
            continue;
        auto& slot = m_slots[series.slot];
        const auto aggregation = m_targets[static_cast<std::size_t>(slot.metric)].aggregation;
        if (series.asGauge)
            join(slot.gauge, slot.gaugeCount, series.sum / series.count, aggregation);
        if (series.asRate && series.hasInterval) {
            const double seconds = static_cast<double>(series.previousTime - series.rateFrom) / 1000.0;
            join(slot.rate, slot.rateCount, series.increase / seconds, aggregation);
        }
        series.rateFrom = series.previousTime;
        series.hasInterval = true;
        series.increase = 0;
        series.sum = 0;
        series.count = 0;
    }
    for (auto& slot : m_slots) {
        const auto aggregation = m_targets[static_cast<std::size_t>(slot.metric)].aggregation;
        if (slot.gaugeCount > 0)
            putAt(slot.draft.gauge, m_current, stored(joined(slot.gauge, slot.gaugeCount, aggregation)));
        if (slot.rateCount > 0)
            putAt(slot.draft.rate, m_current, stored(joined(slot.rate, slot.rateCount, aggregation)));
    }
}

NodeDraft SeriesReducer::finish()
{
    if (m_current >= 0)
        closeSample();
    const auto size = static_cast<std::size_t>(m_current + 1);
    NodeDraft node;
    node.grid = {m_origin, m_step, m_current + 1};
    node.rows = m_rows;
    node.gaps = m_gaps;
    if (m_hasMask) {
        node.mask = std::move(m_mask);
        node.mask.resize(size, 0);
    }
    for (const auto& series : m_series)
        m_slots[series.slot].draft.changes += series.changes;
    for (auto& slot : m_slots) {
        slot.draft.metric = slot.metric;
        const auto kind = m_targets[static_cast<std::size_t>(slot.metric)].kind;
        if (kind != RawKind::Counter)
            slot.draft.gauge.resize(size, kMissing);
        if (kind != RawKind::Gauge)
            slot.draft.rate.resize(size, kMissing);
        node.metrics.push_back(std::move(slot.draft));
    }
    std::sort(node.metrics.begin(), node.metrics.end(),
              [](const MetricDraft& a, const MetricDraft& b) { return a.metric < b.metric; });
    return node;
}

} // namespace nodesentry
