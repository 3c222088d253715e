#include "core/data/import/prometheus_feed_p.h"

#include "core/base/expects.h"
#include "core/data/import/dcgm.h"
#include "core/data/import/prometheus_replicas_p.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <array>
#include <limits>

namespace nodesentry {

namespace {

/// Metrics of which node_exporter has one series a node: a second one comes from another collector.
bool isSingle(std::string_view name)
{
    constexpr std::array<std::string_view, 9> kNames{
        "node_load1",         "node_load5",         "node_load15",
        "node_forks_total",   "node_intr_total",    "node_time_seconds",
        "node_procs_running", "node_procs_blocked", "node_context_switches_total"};
    return std::find(kNames.begin(), kNames.end(), name) != kNames.end()
        || (name.starts_with("node_memory_") && !name.starts_with("node_memory_numa_")
            && name.ends_with("_bytes"));
}

} // namespace

void PrometheusFeed::forget()
{
    m_series.clear();
    m_at.clear();
    m_current = nullptr;
}

Result<PrometheusFeed::Series> PrometheusFeed::resolve(const PrometheusLabels& labels)
{
    Series series;
    const auto place = m_naming.placeOf(labels);
    if (!place) {
        reject(prometheusLabel(labels, "__name__").empty()
                   ? "a series without name: what a function or an aggregation answers"
                   : "a series without the label that names the node");
        return series;
    }
    if (!isNodeName(place->node)) {
        reject("a node's name that is too long or has control characters");
        return series;
    }
    noteName(*place, labels);
    const auto id = m_sink.series(place->name, prometheusHints(m_families, place->name.base));
    if (!id)
        return series;
    series.isWanted = true;
    series.node = m_sink.node(place->node);
    series.series = *id;
    series.metric = place->name.base;
    return series;
}

void PrometheusFeed::noteNames(const std::vector<PrometheusLabels>& series)
{
    for (const auto& labels : series) {
        if (const auto place = m_naming.placeOf(labels); place && isNodeName(place->node))
            noteName(*place, labels);
    }
}

/// node_exporter says of each node what it calls itself.
void PrometheusFeed::noteName(const PrometheusNaming::Place& place, const PrometheusLabels& labels)
{
    const auto nodename = prometheusLabel(labels, "nodename");
    if (place.name.base == "node_uname_info" && !nodename.empty() && nodename != place.node)
        m_sink.aliasNode(place.node, nodename);
}

Result<bool> PrometheusFeed::beginSeries(const PrometheusLabels& labels)
{
    m_isRejected = false;
    auto key = prometheusKey(labels);
    if (m_leftOut.contains(key))
        return false;
    auto at = m_series.find(key);
    if (at == m_series.end()) {
        NODESENTRY_TRY(auto series, resolve(labels));
        at = m_series.emplace(std::move(key), series).first;
        if (series.isWanted)
            m_at[{series.node, series.series}].push_back(&at->second);
    }
    m_current = &at->second;
    const auto name = prometheusLabel(labels, "__name__");
    m_isDcgm = isDcgmMetric(name);
    m_node.clear();
    if (m_current->isWanted && isSingle(name)) {
        m_node = std::to_string(m_current->node) + ' ' + std::string(name);
        m_labels = labels;
    }
    return m_current->isWanted;
}

/// Looks whether the current series is of a metric that its node has twice at these times.
void PrometheusFeed::noteSingle(TimeRange range)
{
    if (m_node.empty() || !m_twice.empty())
        return;
    auto& singles = m_singles[m_node];
    for (auto& one : singles) {
        if (one.labels == m_labels) {
            one.range = {std::min(one.range.begin, range.begin), std::max(one.range.end, range.end)};
            return;
        }
    }
    for (const auto& one : singles) {
        if (!one.range.overlaps(range))
            continue;
        const auto mine = m_naming.placeOf(m_labels);
        const auto other = m_naming.placeOf(one.labels);
        if (!mine || !other || mine->name == other->name)
            continue;
        for (const auto& [label, value] : mine->name.labels) {
            const auto* same = other->name.label(label);
            if (!same || *same != value)
                m_twice = fmt::format(
                    "node '{}' has {} twice at one time, by the label '{}' of the collectors: {} and {}",
                    mine->node, mine->name.base, label, same ? *same : "none", value);
        }
    }
    singles.push_back({m_labels, range});
}

Result<void> PrometheusFeed::finish()
{
    if (m_blanks > 0)
        m_sink.note(fmt::format("{}: {} blank values of DCGM are missing values", m_source, m_blanks));
    if (!m_twice.empty())
        return fail(
            ErrorCode::InconsistentData, m_twice,
            "name the label as one that only says where a series comes from: --ignore-label LABEL; one of the two "
            "is taken then");
    if (m_samples == 0 && !m_firstReason.empty())
        return fail(Error{
            ErrorCode::ParseError, "no samples: " + m_firstReason, m_firstSource, 0, 0,
            "save the series themselves, metric[1h] or query_range of metric, with their labels: rate() "
            "and the like take the name off, aggregations the node"});
    return {};
}

bool PrometheusFeed::isTaken(const Series& series, TimeRange range) const
{
    const auto& others = m_at.at({series.node, series.series});
    return std::any_of(others.begin(), others.end(), [&](const Series* other) {
        return other != &series && other->taken.length() > 0 && other->taken.overlaps(range);
    });
}

Result<void> PrometheusFeed::addSamples(std::span<const TimeMs> times, std::span<const double> values)
{
    NODESENTRY_EXPECTS(m_current && m_current->isWanted, "samples follow a series that is wanted");
    const auto first = std::lower_bound(times.begin(), times.end(), m_range.begin) - times.begin();
    const auto end = std::lower_bound(times.begin(), times.end(), m_range.end) - times.begin();
    if (first == end)
        return {};
    times = times.subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(end - first));
    values = values.subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(end - first));

    if (m_isDcgm) {
        m_values.assign(values.begin(), values.end());
        for (auto& value : m_values) {
            if (isDcgmBlank(m_current->metric, value)) {
                value = std::numeric_limits<double>::quiet_NaN();
                ++m_blanks;
            }
        }
        values = m_values;
    }
    const TimeRange range{times.front(), times.back() + 1};
    noteSingle(range);
    if (isTaken(*m_current, range)) {
        if (!m_isRejected)
            reject("a series that differs from another one only in where it comes from");
        m_isRejected = true;
        return {};
    }
    auto& taken = m_current->taken;
    taken = taken.length() == 0
        ? range
        : TimeRange{std::min(taken.begin, range.begin), std::max(taken.end, range.end)};
    m_samples += static_cast<std::int64_t>(times.size());
    return m_sink.addRun(m_current->node, m_current->series, times, values);
}

void PrometheusFeed::reject(const std::string& reason)
{
    if (m_firstReason.empty()) {
        m_firstReason = reason;
        m_firstSource = m_source;
    }
    m_sink.reject({m_source, 0, reason});
}

} // namespace nodesentry
