#include "core/simulate/anomaly.h"

#include "tests/core/simulate/small_cluster.h"

#include <algorithm>
#include <set>

namespace nodesentry {
namespace {

using test::planOf;
using test::smallCluster;

double ratioOf(const SimulationPlan& plan)
{
    std::int64_t anomalous = 0;
    std::int64_t samples = 0;
    for (const auto& anomaly : plan.anomalies)
        anomalous += anomaly.end - anomaly.begin;
    for (const auto& host : plan.hosts)
        samples += host.grid.size;
    return static_cast<double>(anomalous) / static_cast<double>(samples);
}

TEST(Anomalies, TheirShareOfTheSamplesIsTheWantedOne)
{
    for (const double wanted : {0.0004, 0.0016, 0.02}) {
        auto options = simulationLike("d2").value();
        options.anomalyRatio = wanted;
        EXPECT_NEAR(ratioOf(planOf(options)), wanted, 0.03 * wanted);
    }
}

TEST(Anomalies, WithoutARatioThereAreNone)
{
    auto options = smallCluster();
    options.anomalyRatio = 0.0;
    EXPECT_TRUE(planOf(options).anomalies.empty());
}

TEST(Anomalies, EveryKindOfThePaperAppears)
{
    std::set<AnomalyKind> kinds;
    for (const auto& anomaly : planOf(smallCluster()).anomalies)
        kinds.insert(anomaly.kind);
    EXPECT_EQ(kinds.size(), static_cast<std::size_t>(kAnomalyKindCount));
}

TEST(Anomalies, EachLiesWithinAJobOfItsNode)
{
    const auto plan = planOf(smallCluster());
    for (const auto& anomaly : plan.anomalies) {
        const auto& grid = plan.hosts[static_cast<std::size_t>(anomaly.node)].grid;
        const auto& job = plan.jobs[static_cast<std::size_t>(anomaly.job)];
        EXPECT_NE(std::find(job.nodes.begin(), job.nodes.end(), anomaly.node), job.nodes.end());
        ASSERT_LT(anomaly.begin, anomaly.end);
        ASSERT_GE(anomaly.begin, 0);
        ASSERT_LE(anomaly.end, grid.size);
        EXPECT_GE(grid.timeOf(anomaly.begin), job.job.begin + 300'000);
        EXPECT_LE(grid.timeOf(anomaly.end), job.endOr(plan.grid.range().end));
    }
}

TEST(Anomalies, TwoOnANodeAreTenMinutesApart)
{
    const auto plan = planOf(smallCluster());
    for (std::size_t i = 1; i < plan.anomalies.size(); ++i) {
        const auto& before = plan.anomalies[i - 1];
        const auto& after = plan.anomalies[i];
        if (before.node == after.node) {
            EXPECT_GE(after.begin - before.end, 20);
        }
    }
}

TEST(Anomalies, CanBeKeptOutOfTheTrainingPart)
{
    auto options = smallCluster();
    options.anomaliesFrom = 0.6;
    const auto plan = planOf(options);
    ASSERT_FALSE(plan.anomalies.empty());
    for (const auto& anomaly : plan.anomalies) {
        const auto& grid = plan.hosts[static_cast<std::size_t>(anomaly.node)].grid;
        EXPECT_GE(grid.timeOf(anomaly.begin), plan.grid.timeOf(plan.grid.size * 6 / 10));
    }
    EXPECT_NEAR(ratioOf(plan), options.anomalyRatio, 0.03 * options.anomalyRatio);
}

TEST(Anomalies, NetworkFaultsStrikeJobsOnSeveralNodes)
{
    const auto plan = planOf(smallCluster());
    for (const auto& anomaly : plan.anomalies)
        if (anomaly.kind == AnomalyKind::NetworkPartition || anomaly.kind == AnomalyKind::NetworkCongestion) {
            EXPECT_GT(plan.jobs[static_cast<std::size_t>(anomaly.job)].nodes.size(), 1U);
        }
}

TEST(Anomalies, TheCourseOfALeakIsARampAndThatOfAnOverloadAStep)
{
    Anomaly anomaly;
    anomaly.begin = 100;
    anomaly.end = 200;
    anomaly.severity = 0.8;
    anomaly.kind = AnomalyKind::MemoryLeak;
    EXPECT_NEAR(anomaly.strengthAt(149, 15.0), 0.4, 1e-12);
    EXPECT_NEAR(anomaly.strengthAt(199, 15.0), 0.8, 1e-12);
    anomaly.kind = AnomalyKind::CpuOverload;
    EXPECT_NEAR(anomaly.strengthAt(100, 15.0), 0.8 * 15.0 / 25.0, 1e-12);
    EXPECT_NEAR(anomaly.strengthAt(101, 15.0), 0.8, 1e-12);
    anomaly.kind = AnomalyKind::ResourceContention;
    std::set<double> strengths;
    for (std::int64_t i = 100; i < 200; ++i)
        strengths.insert(anomaly.strengthAt(i, 15.0));
    EXPECT_EQ(strengths, (std::set<double>{0.25 * 0.8, 0.8}));
}

} // namespace
} // namespace nodesentry
