#include "core/data/import/prometheus_feed_p.h"

#include "core/base/expects.h"

#include <algorithm>

namespace nodesentry {

namespace {

/// All labels as one text; labels hold no control characters in practice, and a clash only joins two series.
std::string keyOf(const PrometheusLabels& labels)
{
    std::string key;
    for (const auto& [name, value] : labels) {
        key += name;
        key += '\x1e';
        key += value;
        key += '\x1f';
    }
    return key;
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
    auto key = keyOf(labels);
    auto at = m_series.find(key);
    if (at == m_series.end()) {
        NODESENTRY_TRY(auto series, resolve(labels));
        at = m_series.emplace(std::move(key), series).first;
        if (series.isWanted)
            m_at[{series.node, series.series}].push_back(&at->second);
    }
    m_current = &at->second;
    return m_current->isWanted;
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

    const TimeRange range{times.front(), times.back() + 1};
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
    m_sink.reject({m_source, 0, reason});
}

} // namespace nodesentry
