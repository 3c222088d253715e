#include "core/simulate/metric_models.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace nodesentry {
namespace {

TEST(MetricModels, AnyNumberGivesUniqueNamesInAllGroups)
{
    for (const int count : {fewestMetrics(), 82, 116, 139, 300, mostMetrics()}) {
        const auto models = makeMetricModels(count, 15.0);
        ASSERT_EQ(static_cast<int>(models.size()), count);
        std::set<std::string> names;
        std::set<std::string> groups;
        for (const auto& model : models) {
            names.insert(model.metric.name);
            groups.insert(model.metric.group);
        }
        EXPECT_EQ(static_cast<int>(names.size()), count);
        EXPECT_EQ(groups,
                  (std::set<std::string>{"CPU", "Memory", "Filesystem", "Network", "Process", "System"}));
    }
}

TEST(MetricModels, GroupsAreContiguous)
{
    const auto models = makeMetricModels(mostMetrics(), 15.0);
    int changes = 0;
    for (std::size_t i = 1; i < models.size(); ++i)
        changes += models[i].metric.group != models[i - 1].metric.group;
    EXPECT_EQ(changes, 5);
}

TEST(MetricModels, RatesAreThoseWithAUnitPerSecond)
{
    for (const auto& model : makeMetricModels(mostMetrics(), 15.0))
        EXPECT_EQ(model.metric.kind == MetricKind::Rate, model.metric.unit.ends_with("/s"))
            << model.metric.name;
}

TEST(MetricModels, CountersCountWholeUnits)
{
    const auto models = makeMetricModels(mostMetrics(), 20.0);
    const auto faults = std::find_if(models.begin(), models.end(), [](const MetricModel& model) {
        return model.metric.name == "node_vmstat_pgfault";
    });
    ASSERT_NE(faults, models.end());
    EXPECT_DOUBLE_EQ(faults->quantum, 1.0 / 20.0);
}

TEST(MetricModels, TheFewestMetricsShowEveryActivity)
{
    std::set<Activity> shown;
    for (const auto& model : makeMetricModels(fewestMetrics(), 15.0))
        for (const auto& term : model.terms)
            shown.insert(term.activity);
    // Swap shows only in metrics of the second tier, and so do the slow load averages and heat.
    for (const auto activity :
         {Activity::User, Activity::System, Activity::IoWait, Activity::Memory, Activity::PageCache,
          Activity::Faults, Activity::MajorFaults, Activity::DiskRead, Activity::DiskWrite,
          Activity::Metadata, Activity::NetReceive, Activity::NetTransmit, Activity::Switches,
          Activity::CacheMisses, Activity::Instructions, Activity::NetErrors, Activity::AllocationStalls,
          Activity::MemoryErrors, Activity::DiskUsed})
        EXPECT_TRUE(shown.contains(activity)) << static_cast<int>(activity);
}

TEST(MetricModels, RepeatedMetricsShareTheNoiseOfTheOriginal)
{
    std::map<std::uint64_t, int> originals;
    const auto models = makeMetricModels(mostMetrics(), 15.0);
    for (const auto& model : models)
        originals[model.key] += model.repeats ? 0 : 1;
    for (const auto& model : models)
        if (!model.terms.empty()) {
            EXPECT_EQ(originals[model.key], 1) << model.metric.name;
        }
}

} // namespace
} // namespace nodesentry
