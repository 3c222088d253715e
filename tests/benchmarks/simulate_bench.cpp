#include "core/simulate/node_simulation.h"

#include <benchmark/benchmark.h>

namespace nodesentry {
namespace {

SimulationPlan d1()
{
    auto plan = planSimulation(simulationLike("d1").value());
    if (!plan)
        throw std::runtime_error(plan.error().text());
    return std::move(*plan);
}

void node(benchmark::State& state)
{
    const auto plan = d1();
    const auto first = simulateNode(plan, 0);
    if (first.series.values.rows() != 82 || first.series.values.cols() != plan.hosts.front().grid.size) {
        state.SkipWithError("the node does not have the shape of D1");
        return;
    }
    int host = 0;
    std::int64_t values = 0;
    for (auto _ : state) {
        const auto made = simulateNode(plan, host++ % static_cast<int>(plan.hosts.size()));
        values += made.series.values.size();
    }
    state.counters["values"] = benchmark::Counter(static_cast<double>(values), benchmark::Counter::kIsRate);
}
BENCHMARK(node)->Name("simulate/node_d1")->Unit(benchmark::kMillisecond);

void plan(benchmark::State& state)
{
    for (auto _ : state) {
        const auto made = d1();
        if (made.jobs.size() != 13'379)
            state.SkipWithError("D1 has other jobs");
    }
}
BENCHMARK(plan)->Name("simulate/plan_d1")->Unit(benchmark::kMillisecond);

} // namespace
} // namespace nodesentry
