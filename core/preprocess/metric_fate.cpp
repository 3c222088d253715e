#include "core/preprocess/metric_fate.h"

#include "core/base/reason.h"

#include <algorithm>

namespace nodesentry {

Result<std::vector<MetricFate>> metricFates(const MetricCatalog& catalog, const Preparation& preparation)
{
    std::vector<MetricFate> fates(catalog.size());
    const auto known
        = [&](int metric) { return metric >= 0 && static_cast<std::size_t>(metric) < fates.size(); };
    const auto allKnown
        = [&](const std::vector<int>& metrics) { return std::all_of(metrics.begin(), metrics.end(), known); };
    const bool fits = allKnown(preparation.keptMetrics) && allKnown(preparation.dropped)
        && std::all_of(preparation.keptFor.begin(), preparation.keptFor.end(),
                       [&](const auto& entry) { return known(entry.first) && allKnown(entry.second); });
    if (!fits)
        return fail(Reason::StageDamaged, {"prepare", "it names a metric that the project does not have"});

    const auto of = [&](int metric) -> MetricFate& { return fates[static_cast<std::size_t>(metric)]; };
    for (std::size_t row = 0; row < preparation.keptMetrics.size(); ++row) {
        const bool flat = !preparation.nodes.empty()
            && std::all_of(preparation.nodes.begin(), preparation.nodes.end(),
                           [&](const auto& node) { return row < node.scale.size() && node.scale[row] == 0; });
        auto& fate = of(preparation.keptMetrics[row]);
        fate.driftingNodes = static_cast<int>(
            std::count_if(preparation.nodes.begin(), preparation.nodes.end(), [&](const auto& node) {
                return std::binary_search(node.drifting.begin(), node.drifting.end(), static_cast<int>(row));
            }));
        fate.kind = !flat            ? MetricFate::Kind::Kept
            : fate.driftingNodes > 0 ? MetricFate::Kind::KeptDrifting
                                     : MetricFate::Kind::KeptConstant;
    }
    for (const int metric : preparation.dropped)
        of(metric).kind = MetricFate::Kind::NeverMeasured;
    for (const auto& [kept, others] : preparation.keptFor) {
        of(kept).keptFor = others;
        for (const int other : others) {
            of(other).kind = MetricFate::Kind::Redundant;
            of(other).standIn = kept;
        }
    }
    return fates;
}

} // namespace nodesentry
