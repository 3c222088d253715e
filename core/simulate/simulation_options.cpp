#include "core/simulate/simulation_options.h"

#include "core/simulate/metric_models.h"

#include <spdlog/fmt/fmt.h>

#include <cmath>

namespace nodesentry {

namespace {

constexpr double kMsPerDay = 86'400'000.0;
constexpr std::int64_t kFewestSamples = 120;

} // namespace

void bindParameters(ParameterBinder& binder, SimulationOptions& options)
{
    binder.add(
        &options.nodes,
        {.name = "nodes", .range = {1, 20'000}, .unit = "nodes", .help = "Compute nodes of the cluster"});
    binder.add(&options.days,
               {.name = "days", .range = {0.01, 3660}, .unit = "d", .help = "Length of the recording"});
    binder.add(&options.stepSeconds,
               {.name = "step", .range = {0.1, 3600}, .unit = "s", .help = "Time between two samples"});
    binder.add(&options.metrics,
               {.name = "metrics",
                .range = {static_cast<double>(fewestMetrics()), static_cast<double>(mostMetrics())},
                .unit = "metrics",
                .help = "Metrics of each node; beyond the node_exporter metrics known, single CPUs are "
                        "added"});
    binder.add(
        &options.jobs,
        {.name = "jobs", .range = {1, 10'000'000}, .unit = "jobs", .help = "Jobs that run in that time"});
    binder.add(&options.applications,
               {.name = "applications",
                .range = {1, 100},
                .unit = "applications",
                .help = "Kinds of jobs, each with a pattern of its own"});
    binder.add(&options.utilisation,
               {.name = "utilisation",
                .range = {0.01, 0.95},
                .help = "Share of the nodes' time that jobs are to fill, as far as their number and "
                        "lengths allow"});
    binder.add(&options.longJobShare,
               {.name = "long_job_share",
                .range = {0.0, 1.0},
                .help = "Share of the jobs that last a day or longer, as far as the recording's length "
                        "allows"});
    binder.add(
        &options.anomalyRatio,
        {.name = "anomaly_ratio", .range = {0.0, 0.2}, .help = "Share of all samples that are anomalous"});
    binder.add(&options.anomaliesFrom,
               {.name = "anomalies_from",
                .range = {0.0, 0.95},
                .help = "Share of the recording before which there are no anomalies; 0: anywhere"});
    binder.add(&options.burstsPerDay,
               {.name = "bursts_per_day",
                .range = {0.0, 100.0},
                .unit = "1/d",
                .help = "Benign bursts of one activity on each node, on average: unusual, but no "
                        "anomalies and without a label"});
    binder.add(
        &options.missingRatio,
        {.name = "missing_ratio", .range = {0.0, 0.5}, .help = "Share of all values that are missing"});
    binder.add(&options.begin,
               {.name = "begin", .help = "Time of the first sample, e.g. 2026-01-05T00:00:00Z"});
    binder.add(&options.seed,
               {.name = "seed", .range = {0, 1'000'000'000}, .help = "Another seed is another cluster"});
}

Result<SimulationOptions> simulationLike(std::string_view name)
{
    SimulationOptions options;
    if (name == "d1") {
        options.nodes = 1294;
        options.days = 7;
        options.metrics = 82;
        options.jobs = 13'379;
        options.applications = 12;
        options.anomalyRatio = 0.0016;
    } else if (name == "d2") {
        options.nodes = 30;
        options.days = 8;
        options.metrics = 116;
        options.jobs = 1430;
        options.applications = 10;
        options.anomalyRatio = 0.0004;
    } else {
        return fail(ErrorCode::NotFound, fmt::format("there is no cluster '{}' to simulate", name),
                    "known are d1 and d2; others are described by --nodes, --days and so on");
    }
    return options;
}

Result<TimeGrid> gridOf(const SimulationOptions& options)
{
    NODESENTRY_TRY(const auto origin, parseTime(options.begin));
    TimeGrid grid;
    grid.origin = origin;
    grid.stepMs = std::llround(options.stepSeconds * 1000.0);
    if (std::abs(options.stepSeconds * 1000.0 - static_cast<double>(grid.stepMs)) > 1e-6)
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("a step of {} s is not a whole number of milliseconds", options.stepSeconds));
    grid.size = std::llround(options.days * kMsPerDay / static_cast<double>(grid.stepMs));
    if (grid.size < kFewestSamples)
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("{} days at a step of {} s are only {} samples", options.days,
                                options.stepSeconds, grid.size),
                    fmt::format("at least {} are needed: more days or a shorter step", kFewestSamples));
    return grid;
}

} // namespace nodesentry
