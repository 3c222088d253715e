#include "core/data/import/prometheus_replicas_p.h"

#include <algorithm>
#include <array>

namespace nodesentry {

std::string prometheusKey(const PrometheusLabels& labels)
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

bool mayHaveReplicas(const std::string& head, const std::vector<std::string>& ignored)
{
    // Names of labels stand in quotes before a colon: look at each text that does.
    for (auto colon = head.find("\":"); colon != std::string::npos; colon = head.find("\":", colon + 1)) {
        const auto quote = head.rfind('"', colon - 1);
        if (colon == 0 || quote == std::string::npos)
            continue;
        const auto name = head.substr(quote + 1, colon - quote - 1);
        if (PrometheusNaming::isCollectorLabel(name)
            || std::find(ignored.begin(), ignored.end(), name) != ignored.end())
            return true;
    }
    return false;
}

Result<bool> ReplicaSurvey::beginSeries(const PrometheusLabels& labels)
{
    m_current = nullptr;
    const auto place = m_naming.placeOf(labels);
    if (!place)
        return false;
    auto key = prometheusKey(labels);
    const auto [at, isNew]
        = m_series.emplace(key, Series{labels, place->node + '\n' + place->collector, 0, {0, 0}});
    if (isNew) {
        auto labelsOfPlace = place->name.labels;
        labelsOfPlace.insert(labelsOfPlace.begin(), {place->node, place->name.base});
        m_places[prometheusKey(labelsOfPlace)].push_back(std::move(key));
    }
    m_current = &at->second;
    return true;
}

Result<void> ReplicaSurvey::addSamples(std::span<const TimeMs> times, std::span<const double> /*values*/)
{
    if (!m_current || times.empty())
        return {};
    auto& range = m_current->range;
    range = m_current->samples == 0
        ? TimeRange{times.front(), times.back() + 1}
        : TimeRange{std::min(range.begin, times.front()), std::max(range.end, times.back() + 1)};
    m_current->samples += static_cast<std::int64_t>(times.size());
    m_samples[m_current->collector] += static_cast<std::int64_t>(times.size());
    return {};
}

void ReplicaSurvey::reject(const std::string& /*reason*/) { }

std::vector<ReplicaSurvey::Pair> ReplicaSurvey::pairs() const
{
    std::vector<Pair> found;
    const auto samplesOf = [&](const Series* one) {
        const auto at = m_samples.find(one->collector);
        return at == m_samples.end() ? std::int64_t{0} : at->second;
    };
    for (const auto& [place, keys] : m_places) {
        std::vector<const Series*> series;
        for (const auto& key : keys)
            series.push_back(&m_series.at(key));
        std::stable_sort(series.begin(), series.end(), [&](const Series* a, const Series* b) {
            return std::pair(samplesOf(a), a->samples) > std::pair(samplesOf(b), b->samples);
        });
        std::vector<const Series*> taken;
        for (const auto* one : series) {
            const auto before = std::find_if(taken.begin(), taken.end(), [&](const Series* other) {
                return one->range.overlaps(other->range);
            });
            if (before == taken.end())
                taken.push_back(one);
            else
                found.push_back({*before, one});
        }
    }
    return found;
}

std::set<std::string> ReplicaSurvey::surplus() const
{
    std::set<std::string> keys;
    for (const auto& pair : pairs())
        keys.insert(prometheusKey(pair.left->labels));
    return keys;
}

std::set<std::string> ReplicaSurvey::differing() const
{
    std::set<std::string> names;
    for (const auto& pair : pairs()) {
        for (const auto& [name, value] : pair.left->labels) {
            if (prometheusLabel(pair.taken->labels, name) != value)
                names.insert(name);
        }
    }
    return names;
}

} // namespace nodesentry
