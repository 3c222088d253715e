#include "core/data/import/prometheus_naming_p.h"

#include "core/data/import/node_names.h"

#include <algorithm>
#include <array>

namespace nodesentry {

namespace {

std::string targetKey(const PrometheusLabels& labels)
{
    return std::string(prometheusLabel(labels, "job")) + '\n'
        + std::string(prometheusLabel(labels, "instance"));
}

/// The unit at the end of a name: "node_disk_read_bytes_total" -> "bytes", seconds short as the rules have
/// them.
std::string unitInName(std::string_view name)
{
    constexpr std::string_view kTotal = "_total";
    if (name.ends_with(kTotal))
        name.remove_suffix(kTotal.size());
    constexpr std::array<std::pair<std::string_view, std::string_view>, 11> kUnits{{{"_seconds", "s"},
                                                                                    {"_bytes", "bytes"},
                                                                                    {"_hertz", "Hz"},
                                                                                    {"_celsius", "°C"},
                                                                                    {"_volts", "V"},
                                                                                    {"_amperes", "A"},
                                                                                    {"_joules", "J"},
                                                                                    {"_watts", "W"},
                                                                                    {"_meters", "m"},
                                                                                    {"_grams", "g"},
                                                                                    {"_percent", "%"}}};
    for (const auto& [ending, unit] : kUnits) {
        if (name.ends_with(ending))
            return std::string(unit);
    }
    return {};
}

RawKind kindOf(const PrometheusFamilies& families, std::string_view name)
{
    const auto typeOf = [&](std::string_view family) -> std::string_view {
        const auto at = families.find(family);
        return at == families.end() ? std::string_view() : std::string_view(at->second.type);
    };
    const auto type = typeOf(name);
    if (type == "counter")
        return RawKind::Counter;
    if (type == "gauge" || type == "summary") // a summary's own name carries its quantiles
        return RawKind::Gauge;
    for (const std::string_view ending : {"_total", "_count", "_sum", "_bucket"}) {
        if (!name.ends_with(ending))
            continue;
        const auto family = typeOf(name.substr(0, name.size() - ending.size()));
        if (ending == "_total" ? family == "counter" : family == "histogram" || family == "summary")
            return RawKind::Counter;
    }
    return RawKind::Auto;
}

} // namespace

PrometheusNaming::PrometheusNaming(std::string nodeLabel, std::vector<std::string> ignoreLabels)
    : m_nodeLabel(std::move(nodeLabel)),
      m_ignored(ignoreLabels.begin(), ignoreLabels.end())
{
    m_ignored.insert({m_nodeLabel, "instance", "job", "__name__"});
}

void PrometheusNaming::addTarget(const PrometheusLabels& up)
{
    std::set<std::string> names;
    for (const auto& label : up)
        names.insert(label.first);
    m_targets[targetKey(up)] = &*m_labelSets.insert(std::move(names)).first;
}

const std::set<std::string>* PrometheusNaming::targetLabels(const PrometheusLabels& labels) const
{
    const auto at = m_targets.find(targetKey(labels));
    return at == m_targets.end() ? nullptr : at->second;
}

std::optional<PrometheusNaming::Place> PrometheusNaming::placeOf(const PrometheusLabels& labels) const
{
    constexpr std::string_view kExported = "exported_";
    const auto name = prometheusLabel(labels, "__name__");
    const auto node = prometheusLabel(labels, m_nodeLabel);
    if (name.empty() || node.empty())
        return std::nullopt;
    Place place;
    place.node = m_nodeLabel == "instance" ? withoutPort(node) : std::string(node);
    place.name.base = name;
    const auto* ofTarget = targetLabels(labels);
    for (const auto& [key, value] : labels) {
        const bool isOwn = key == m_nodeLabel || key == "instance" || key == "job" || key == "__name__";
        if (isCollectorLabel(key) || (m_ignored.contains(key) && !isOwn))
            place.collector.append(key).append(1, '=').append(value).append(1, '\x1f');
        if (m_ignored.contains(key) || isCollectorLabel(key) || (ofTarget && ofTarget->contains(key)))
            continue;
        const auto original = key.starts_with(kExported) ? key.substr(kExported.size()) : key;
        const bool wasPushed = original != key && original != "job" && original != "instance" && ofTarget
            && ofTarget->contains(original);
        place.name.labels.emplace_back(wasPushed ? original : key, value);
    }
    std::sort(place.name.labels.begin(), place.name.labels.end());
    return place;
}

bool PrometheusNaming::isCollectorLabel(std::string_view label)
{
    constexpr std::array<std::string_view, 9> kNames{"prometheus", "vmagent",      "vmagent_ha",
                                                     "receive",    "monitor",      "tenant_id",
                                                     "scraper",    "collector_id", "prometheus_server"};
    return label.find("replica") != std::string_view::npos
        || std::find(kNames.begin(), kNames.end(), label) != kNames.end();
}

std::string_view prometheusLabel(const PrometheusLabels& labels, std::string_view name)
{
    for (const auto& [key, value] : labels) {
        if (key == name)
            return value;
    }
    return {};
}

SeriesHints prometheusHints(const PrometheusFamilies& families, const std::string& name)
{
    SeriesHints hints;
    hints.kind = kindOf(families, name);
    const auto family = families.find(name);
    hints.unit
        = family != families.end() && !family->second.unit.empty() ? family->second.unit : unitInName(name);
    return hints;
}

} // namespace nodesentry
