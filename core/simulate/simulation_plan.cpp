#include "core/simulate/simulation_plan.h"

#include "core/simulate/noise_p.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>

namespace nodesentry {

namespace {

std::vector<SimulatedHost> makeHosts(const SimulationOptions& options, const TimeGrid& grid)
{
    const int digits = std::max<int>(2, static_cast<int>(std::to_string(options.nodes).size()));
    std::vector<SimulatedHost> hosts;
    for (int i = 1; i <= options.nodes; ++i)
        hosts.push_back({fmt::format("node{:0{}}", i, digits), grid});

    // The first half of the list may appear late, the second half may vanish, so that none does both.
    const auto each = options.nodes >= 10 ? std::max(1, options.nodes / 50) : 0;
    auto random = NoiseField(static_cast<std::uint64_t>(options.seed), NoiseOf::Presence).sequence();
    const auto half = static_cast<std::int64_t>(hosts.size() / 2);
    for (int i = 0; i < each; ++i) {
        auto& late = hosts[static_cast<std::size_t>(random.index(half))];
        const auto missed
            = static_cast<std::int64_t>((0.1 + 0.3 * random.uniform()) * static_cast<double>(grid.size));
        late.grid = {grid.timeOf(missed), grid.stepMs, grid.size - missed};
        auto& gone = hosts[static_cast<std::size_t>(half + random.index(half))];
        gone.grid.size
            = static_cast<std::int64_t>((0.6 + 0.3 * random.uniform()) * static_cast<double>(grid.size));
    }
    return hosts;
}

} // namespace

MetricCatalog SimulationPlan::catalog() const
{
    MetricCatalog catalog;
    for (const auto& model : metrics)
        catalog.push_back(model.metric);
    return catalog;
}

std::vector<Anomaly> SimulationPlan::anomaliesOf(int host) const
{
    std::vector<Anomaly> found;
    std::copy_if(anomalies.begin(), anomalies.end(), std::back_inserter(found),
                 [host](const Anomaly& anomaly) { return anomaly.node == host; });
    return found;
}

Result<SimulationPlan> planSimulation(const SimulationOptions& options, const RunContext& context)
{
    SimulationPlan plan;
    plan.options = options;
    plan.seed = static_cast<std::uint64_t>(options.seed);
    NODESENTRY_TRY(plan.grid, gridOf(options));
    plan.metrics = makeMetricModels(options.metrics, options.stepSeconds);
    plan.applications = makeApplications(options.applications, plan.seed);
    plan.hosts = makeHosts(options, plan.grid);
    NODESENTRY_TRY(
        plan.jobs,
        makeJobs(options, plan.hosts, plan.grid, plan.applications, context.part(0.0, 0.8, "jobs")));
    plan.jobsOfHost.resize(plan.hosts.size());
    for (std::size_t job = 0; job < plan.jobs.size(); ++job)
        for (const int node : plan.jobs[job].nodes)
            plan.jobsOfHost[static_cast<std::size_t>(node)].push_back(static_cast<int>(job));
    NODESENTRY_TRY(plan.anomalies,
                   placeAnomalies(options, plan.hosts, plan.grid, plan.jobs, plan.jobsOfHost,
                                  context.part(0.8, 1.0, "anomalies")));
    return plan;
}

} // namespace nodesentry
