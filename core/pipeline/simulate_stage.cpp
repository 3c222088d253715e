#include "core/pipeline/simulate_stage.h"

#include "core/base/json_text.h"
#include "core/base/parallel.h"
#include "core/pipeline/whole_import_p.h"
#include "core/project/project.h"
#include "core/simulate/benign_burst.h"
#include "core/simulate/node_simulation.h"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

#include <atomic>
#include <mutex>
#include <optional>

namespace nodesentry {

namespace {

/// Takes finished nodes from several threads; keeps the first error.
class NodeCollector {
public:
    NodeCollector(SeriesStoreWriter writer, std::size_t nodes) : m_writer(std::move(writer)), m_labels(nodes)
    {
    }

    void add(std::size_t index, SimulatedNode node)
    {
        const auto missing = node.series.values.array().isNaN().count();
        auto written = m_writer.writeNode(node.series); // packs at the same time for several nodes
        const std::lock_guard guard(m_mutex);
        if (!written && !m_error)
            m_error = std::move(written).error();
        m_missing += static_cast<std::int64_t>(missing);
        m_samples += node.series.grid.size;
        m_labels[index] = std::move(node.labels);
        ++m_done;
    }

    [[nodiscard]] bool failed() const
    {
        const std::lock_guard guard(m_mutex);
        return m_error.has_value();
    }
    [[nodiscard]] std::int64_t done() const
    {
        const std::lock_guard guard(m_mutex);
        return m_done;
    }

    /// After all nodes: completes the file.
    Result<void> finish(const RunContext& context)
    {
        if (m_error)
            return fail(*m_error);
        return m_writer.finish(context);
    }
    [[nodiscard]] std::int64_t samples() const { return m_samples; }
    [[nodiscard]] std::int64_t missing() const { return m_missing; }
    /// Of all nodes, in their order.
    [[nodiscard]] std::vector<Label> labels() const
    {
        std::vector<Label> all;
        for (const auto& labels : m_labels)
            all.insert(all.end(), labels.begin(), labels.end());
        return all;
    }

private:
    mutable std::mutex m_mutex;
    SeriesStoreWriter m_writer;
    std::optional<Error> m_error;
    std::vector<std::vector<Label>> m_labels;
    std::int64_t m_done = 0;
    std::int64_t m_samples = 0;
    std::int64_t m_missing = 0;
};

nlohmann::json jsonOf(SimulationOptions options)
{
    ParameterBinder binder;
    bindParameters(binder, options);
    nlohmann::json json = nlohmann::json::object();
    for (const auto& parameter : binder.parameters())
        std::visit([&](const auto* value) { json[parameter.name] = *value; }, parameter.target);
    return json;
}

std::vector<SimulatedBurst> burstsOf(const SimulationPlan& plan)
{
    std::vector<SimulatedBurst> bursts;
    for (std::size_t host = 0; host < plan.hosts.size(); ++host) {
        const auto& [name, grid] = plan.hosts[host];
        for (const auto& burst : benignBurstsOf(plan, static_cast<int>(host)))
            bursts.push_back(
                {name, {grid.timeOf(burst.begin), grid.timeOf(burst.end)}, std::string(burst.name)});
    }
    return bursts;
}

nlohmann::json jsonOf(const std::vector<SimulatedBurst>& bursts)
{
    auto list = nlohmann::json::array();
    for (const auto& burst : bursts)
        list.push_back({{"node", burst.node},
                        {"begin", formatUtc(burst.range.begin)},
                        {"end", formatUtc(burst.range.end)},
                        {"activity", burst.activity}});
    return list;
}

Result<SimulationReport> simulateInto(Project& project, const SimulationOptions& options,
                                      const RunContext& context)
{
    NODESENTRY_TRY(const auto oldMetrics, project.metrics());
    if (!oldMetrics.empty())
        return fail(ErrorCode::AlreadyExists,
                    fmt::format("the project '{}' has data already", project.path()),
                    "a simulated cluster needs a project of its own: name a new folder");
    NODESENTRY_TRY(const auto plan, planSimulation(options, context.part(0.0, 0.02, "plan")));

    const auto generation = newGeneration();
    NODESENTRY_TRY(auto writer, SeriesStoreWriter::create(project.pendingSeriesPath(generation), generation));
    const auto writing = context.part(0.02, 0.99, "simulate");
    const auto nodes = static_cast<std::int64_t>(plan.hosts.size());
    NodeCollector collector(std::move(writer), plan.hosts.size());
    const bool complete = parallelFor(nodes, writing, [&](std::int64_t host) {
        if (collector.failed())
            return;
        collector.add(static_cast<std::size_t>(host), simulateNode(plan, static_cast<int>(host)));
        const auto done = collector.done();
        writing.report(static_cast<double>(done) / static_cast<double>(nodes),
                       fmt::format("node {} of {}", done, nodes));
    });
    if (!complete)
        return cancelled();
    NODESENTRY_CHECK(collector.finish(context.part(0.99, 1.0, "store")));

    ImportCommit commit;
    commit.generation = generation;
    commit.source = "simulation";
    commit.metrics = plan.catalog();
    for (const auto& job : plan.jobs)
        commit.jobs.push_back(job.job);
    commit.labels = collector.labels();

    SimulationReport report;
    report.options = options;
    report.span = plan.grid.range();
    report.nodes = nodes;
    report.metrics = static_cast<std::int64_t>(plan.metrics.size());
    report.samples = collector.samples();
    report.missing = collector.missing();
    report.jobs = static_cast<std::int64_t>(plan.jobs.size());
    report.labels = static_cast<std::int64_t>(commit.labels.size());
    for (const auto& anomaly : plan.anomalies)
        report.anomalousSamples += anomaly.end - anomaly.begin;
    report.benignBursts = burstsOf(plan);
    commit.summary = report.toJson();
    NODESENTRY_CHECK(project.commitImport(commit));
    context.report(1.0);
    return report;
}

} // namespace

double SimulationReport::anomalyRatio() const
{
    return samples > 0 ? static_cast<double>(anomalousSamples) / static_cast<double>(samples) : 0.0;
}

double SimulationReport::missingRatio() const
{
    const auto values = samples * metrics;
    return values > 0 ? static_cast<double>(missing) / static_cast<double>(values) : 0.0;
}

std::string SimulationReport::toJson(bool listBursts) const
{
    return jsonText(nlohmann::json{{"nodes", nodes},
                                   {"metrics", metrics},
                                   {"samples", samples},
                                   {"missing", missing},
                                   {"missing_ratio", missingRatio()},
                                   {"jobs", jobs},
                                   {"labels", labels},
                                   {"anomalous_samples", anomalousSamples},
                                   {"anomaly_ratio", anomalyRatio()},
                                   {"benign_bursts",
                                    listBursts ? jsonOf(benignBursts) : nlohmann::json(benignBursts.size())},
                                   {"begin", formatUtc(span.begin)},
                                   {"end", formatUtc(span.end)},
                                   {"options", jsonOf(options)}},
                    2);
}

Result<SimulationReport> simulateIntoProject(const std::string& projectPath, const SimulationOptions& options,
                                             const RunContext& context)
{
    std::optional<SimulationReport> report;
    NODESENTRY_CHECK(importWhole(projectPath, [&](Project& project) -> Result<void> {
        NODESENTRY_TRY(report, simulateInto(project, options, context));
        return {};
    }));
    return *report;
}

} // namespace nodesentry
