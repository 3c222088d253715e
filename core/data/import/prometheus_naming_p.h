#pragma once

#include "core/data/import/importer.h"
#include "core/data/import/prometheus_json_p.h"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace nodesentry {

/// Splits the labels of a series into the node it was measured on and the name it has on every node.
///
/// Not part of the name are: the node's label, `job`, `instance`, the labels to ignore, those of collectors, and the labels that
/// the series has from its target. Those are the labels of the target's own series `up`. Where a target's
/// label has pushed one of the series aside, to `exported_x`, that one is `x` again.
class PrometheusNaming {
public:
    PrometheusNaming(std::string nodeLabel, std::vector<std::string> ignoreLabels);

    /// @param up  labels of one series `up`
    void addTarget(const PrometheusLabels& up);

    struct Place {
        std::string node;
        SeriesName name;
        std::string collector; ///< the values of the collectors' labels and the ignored ones, as one text
    };
    /// @return labels ascending by name; nullopt: a series without name, or without the node's label
    [[nodiscard]] std::optional<Place> placeOf(const PrometheusLabels& labels) const;

    /// Whether a label by its name tells which of several collectors a sample comes from: `prometheus_replica`,
    /// `replica`, `__replica__` and their like of Thanos, Mimir and VictoriaMetrics.
    [[nodiscard]] static bool isCollectorLabel(std::string_view label);

private:
    [[nodiscard]] const std::set<std::string>* targetLabels(const PrometheusLabels& labels) const;

    std::string m_nodeLabel;
    std::set<std::string> m_ignored;
    std::set<std::set<std::string>> m_labelSets; ///< targets share few of them
    std::unordered_map<std::string, const std::set<std::string>*> m_targets; ///< by job and instance
};

/// Value of one label; "" when absent.
[[nodiscard]] std::string_view prometheusLabel(const PrometheusLabels& labels, std::string_view name);

/// What Prometheus' metadata, and else the name by its conventions, tells of a series.
/// Series of histograms and summaries that count (`_count`, `_sum`, `_bucket`) are counters.
[[nodiscard]] SeriesHints prometheusHints(const PrometheusFamilies& families, const std::string& name);

} // namespace nodesentry
