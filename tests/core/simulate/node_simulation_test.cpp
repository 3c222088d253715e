#include "core/simulate/node_simulation.h"

#include "core/base/parallel.h"
#include "tests/core/simulate/small_cluster.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>

namespace nodesentry {
namespace {

using test::planOf;
using test::smallCluster;

/// The small cluster, simulated once for all tests.
struct Cluster {
    SimulationPlan plan = planOf(smallCluster());
    std::vector<SimulatedNode> nodes;

    Cluster()
    {
        for (int host = 0; host < static_cast<int>(plan.hosts.size()); ++host)
            nodes.push_back(simulateNode(plan, host));
    }

    [[nodiscard]] Eigen::Index metric(const std::string& name) const
    {
        const auto catalog = plan.catalog();
        const auto found
            = std::find_if(catalog.begin(), catalog.end(), [&](const Metric& m) { return m.name == name; });
        return found == catalog.end() ? -1 : found - catalog.begin();
    }
};

const Cluster& cluster()
{
    static const Cluster made;
    return made;
}

bool sameBits(const SampleMatrix& a, const SampleMatrix& b)
{
    return a.rows() == b.rows() && a.cols() == b.cols()
        && std::memcmp(a.data(), b.data(), static_cast<std::size_t>(a.size()) * sizeof(float)) == 0;
}

/// Pearson correlation over the samples that both have.
double correlation(const std::vector<float>& a, const std::vector<float>& b)
{
    double n = 0;
    double sa = 0;
    double sb = 0;
    double saa = 0;
    double sbb = 0;
    double sab = 0;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        if (std::isnan(a[i]) || std::isnan(b[i]))
            continue;
        const double x = a[i];
        const double y = b[i];
        n += 1;
        sa += x;
        sb += y;
        saa += x * x;
        sbb += y * y;
        sab += x * y;
    }
    return (sab - sa * sb / n) / std::sqrt((saa - sa * sa / n) * (sbb - sb * sb / n));
}

/// The samples of a metric on a node between @p begin and @p end.
std::vector<float> piece(Eigen::Index metric, int node, TimeMs begin, TimeMs end)
{
    const auto& series = cluster().nodes[static_cast<std::size_t>(node)].series;
    std::vector<float> values;
    for (auto i = series.grid.firstAtOrAfter(begin); i < series.grid.firstAtOrAfter(end); ++i)
        values.push_back(series.values(metric, i));
    return values;
}

TEST(NodeSimulation, IsTheSameForAnyNumberOfThreadsAndAnyOrder)
{
    const auto plan = planOf(smallCluster());
    const auto count = static_cast<std::int64_t>(plan.hosts.size());
    std::vector<SimulatedNode> nodes(plan.hosts.size());
    ASSERT_TRUE(parallelFor(count, RunContext({}, {}, 4), [&](std::int64_t i) {
        const auto host = count - 1 - i;
        nodes[static_cast<std::size_t>(host)] = simulateNode(plan, static_cast<int>(host));
    }));
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        EXPECT_TRUE(sameBits(nodes[i].series.values, cluster().nodes[i].series.values)) << i;
        EXPECT_EQ(nodes[i].labels, cluster().nodes[i].labels);
    }
}

TEST(NodeSimulation, AnotherSeedIsAnotherCluster)
{
    auto options = smallCluster();
    options.seed += 1;
    const auto plan = planOf(options);
    EXPECT_FALSE(sameBits(simulateNode(plan, 0).series.values, cluster().nodes[0].series.values));
}

TEST(NodeSimulation, NodesOfAJobShowOnePattern)
{
    const auto metric = cluster().metric("node_cpu_seconds_total{mode=user}");
    int compared = 0;
    for (const auto& job : cluster().plan.jobs) {
        const auto end = job.endOr(cluster().plan.grid.range().end);
        if (job.nodes.size() < 2 || end - job.job.begin < 3'600'000
            || job.job.begin < cluster().plan.grid.origin)
            continue;
        const auto disturbed = [&](const Anomaly& anomaly) {
            return &cluster().plan.jobs[static_cast<std::size_t>(anomaly.job)] == &job;
        };
        if (std::any_of(cluster().plan.anomalies.begin(), cluster().plan.anomalies.end(), disturbed))
            continue;
        EXPECT_GT(correlation(piece(metric, job.nodes[0], job.job.begin, end),
                              piece(metric, job.nodes[1], job.job.begin, end)),
                  0.7)
            << job.job.id << " " << job.job.name;
        ++compared;
    }
    EXPECT_GT(compared, 5);
}

TEST(NodeSimulation, JobsOfAnApplicationAreMoreAlikeThanOthers)
{
    // What a job's mean activity is, on the first of its nodes.
    const std::vector<std::string> names{"node_cpu_seconds_total{mode=user}", "node_memory_AnonPages_bytes",
                                         "node_perf_instructions_total", "node_perf_cache_misses_total",
                                         "node_context_switches_total"};
    std::map<int, std::vector<std::vector<double>>> byApplication;
    std::vector<double> largest(names.size(), 0.0);
    for (const auto& job : cluster().plan.jobs) {
        const auto end = job.endOr(cluster().plan.grid.range().end);
        if (end - job.job.begin < 3'600'000)
            continue;
        std::vector<double> means;
        for (std::size_t k = 0; k < names.size(); ++k) {
            double sum = 0;
            double count = 0;
            for (const float value : piece(cluster().metric(names[k]), job.nodes[0], job.job.begin, end))
                if (!std::isnan(value)) {
                    sum += static_cast<double>(value);
                    count += 1;
                }
            means.push_back(count > 0 ? sum / count : 0.0);
            largest[k] = std::max(largest[k], means[k]);
        }
        byApplication[job.application].push_back(means);
    }
    const auto distance = [&](const std::vector<double>& a, const std::vector<double>& b) {
        double sum = 0;
        for (std::size_t k = 0; k < a.size(); ++k)
            sum += std::pow((a[k] - b[k]) / largest[k], 2.0);
        return std::sqrt(sum);
    };
    double same = 0;
    double sameCount = 0;
    double other = 0;
    double otherCount = 0;
    for (const auto& [app, jobs] : byApplication)
        for (const auto& [app2, jobs2] : byApplication)
            for (const auto& a : jobs)
                for (const auto& b : jobs2) {
                    (app == app2 ? same : other) += distance(a, b);
                    (app == app2 ? sameCount : otherCount) += 1;
                }
    EXPECT_LT(3.0 * same / sameCount, other / otherCount);
}

TEST(NodeSimulation, TheWantedShareOfTheValuesIsMissing)
{
    auto options = smallCluster();
    options.metrics = 30;
    options.nodes = 60;
    options.jobs = 500;
    options.missingRatio = 0.03;
    const auto plan = planOf(options);
    double missing = 0;
    double values = 0;
    for (int host = 0; host < options.nodes; ++host) {
        const auto node = simulateNode(plan, host);
        missing += static_cast<double>(node.series.values.array().isNaN().count());
        values += static_cast<double>(node.series.values.size());
    }
    EXPECT_NEAR(missing / values, 0.03, 0.006);
}

TEST(NodeSimulation, MissingAreSingleValuesSingleScrapesAndStretches)
{
    bool single = false;
    bool scrape = false;
    bool stretch = false;
    for (const auto& node : cluster().nodes) {
        const auto gaps = node.series.values.array().isNaN().colwise().count().eval();
        for (Eigen::Index i = 2; i + 1 < gaps.size(); ++i) {
            const bool all = gaps[i] == node.series.values.rows();
            single = single || gaps[i] == 1;
            scrape = scrape || (all && gaps[i - 1] < gaps[i] && gaps[i + 1] < gaps[i]);
            stretch = stretch || (all && gaps[i - 1] == gaps[i] && gaps[i + 1] == gaps[i]);
        }
    }
    EXPECT_TRUE(single);
    EXPECT_TRUE(scrape);
    EXPECT_TRUE(stretch);
}

TEST(NodeSimulation, ARatesFirstSampleIsMissingAndAGaugesIsNot)
{
    auto options = smallCluster();
    options.missingRatio = 0.0;
    const auto plan = planOf(options);
    const auto node = simulateNode(plan, 3);
    for (std::size_t m = 0; m < plan.metrics.size(); ++m) {
        const auto row = node.series.values.row(static_cast<Eigen::Index>(m));
        EXPECT_EQ(std::isnan(row[0]), plan.metrics[m].metric.kind == MetricKind::Rate);
        EXPECT_EQ(row.tail(row.size() - 1).array().isNaN().count(), 0) << plan.metrics[m].metric.name;
    }
}

TEST(NodeSimulation, BehindAGapStandsTheMeanRateOverIt)
{
    auto without = smallCluster();
    without.missingRatio = 0.0;
    const auto complete = simulateNode(planOf(without), 4).series.values;
    const auto& holed = cluster().nodes[4].series.values;
    const auto metric = cluster().metric("node_vmstat_pgfault");
    int gaps = 0;
    for (Eigen::Index i = 2; i < holed.cols(); ++i) {
        if (!std::isnan(holed(metric, i - 1)) || std::isnan(holed(metric, i)))
            continue;
        double increase = complete(metric, i);
        double steps = 1;
        for (auto k = i - 1; k > 0 && std::isnan(holed(metric, k)); --k) {
            increase += static_cast<double>(complete(metric, k));
            steps += 1;
        }
        EXPECT_NEAR(holed(metric, i), increase / steps, 1e-3 * std::max(1.0, increase / steps));
        ++gaps;
    }
    EXPECT_GT(gaps, 3);
}

TEST(NodeSimulation, OneNodeAppearsLateAndOneVanishes)
{
    const auto& grid = cluster().plan.grid;
    int late = 0;
    int gone = 0;
    for (const auto& node : cluster().nodes) {
        late += node.series.grid.origin > grid.origin;
        gone += node.series.grid.range().end < grid.range().end;
        EXPECT_EQ((node.series.grid.origin - grid.origin) % grid.stepMs, 0);
    }
    EXPECT_EQ(late, 1);
    EXPECT_EQ(gone, 1);
}

TEST(NodeSimulation, SomeMetricsAreConstantAndSomeRepeatOthers)
{
    const auto& values = cluster().nodes[1].series.values;
    int constant = 0;
    int repeated = 0;
    for (std::size_t m = 0; m < cluster().plan.metrics.size(); ++m) {
        const auto& model = cluster().plan.metrics[m];
        const auto row = values.row(static_cast<Eigen::Index>(m));
        float low = INFINITY;
        float high = -INFINITY;
        for (const float value : row)
            if (!std::isnan(value)) {
                low = std::min(low, value);
                high = std::max(high, value);
            }
        constant += low == high;
        if (!model.repeats)
            continue;
        for (std::size_t other = 0; other < cluster().plan.metrics.size(); ++other)
            if (cluster().plan.metrics[other].key == model.key && !cluster().plan.metrics[other].repeats) {
                const auto original = values.row(static_cast<Eigen::Index>(other));
                EXPECT_GE(correlation({row.begin(), row.end()}, {original.begin(), original.end()}), 0.99)
                    << model.metric.name;
                ++repeated;
            }
    }
    EXPECT_GE(constant, 10);
    EXPECT_GE(repeated, 15);
}

TEST(NodeSimulation, IdleNodesDoLittle)
{
    const auto metric = cluster().metric("node_cpu_seconds_total{mode=idle}");
    const auto& plan = cluster().plan;
    double idle = 0;
    double count = 0;
    for (std::size_t host = 0; host < plan.hosts.size(); ++host) {
        const auto& jobs = plan.jobsOfHost[host];
        for (std::size_t i = 1; i < jobs.size(); ++i) {
            const auto from = *plan.jobs[static_cast<std::size_t>(jobs[i - 1])].job.end + 300'000;
            const auto to = plan.jobs[static_cast<std::size_t>(jobs[i])].job.begin;
            for (const float value : piece(metric, static_cast<int>(host), from, std::max(from, to)))
                if (!std::isnan(value)) {
                    idle += static_cast<double>(value);
                    count += 1;
                }
        }
    }
    ASSERT_GT(count, 100);
    EXPECT_GT(idle / count, 0.97);
}

TEST(NodeSimulation, LabelsSayWhatWasPlannedAndNameCulprits)
{
    std::size_t labels = 0;
    for (std::size_t host = 0; host < cluster().nodes.size(); ++host) {
        const auto anomalies = cluster().plan.anomaliesOf(static_cast<int>(host));
        const auto& node = cluster().nodes[host];
        ASSERT_EQ(node.labels.size(), anomalies.size());
        for (std::size_t i = 0; i < anomalies.size(); ++i) {
            const auto& label = node.labels[i];
            EXPECT_EQ(label.node, node.series.node);
            EXPECT_EQ(label.begin, node.series.grid.timeOf(anomalies[i].begin));
            EXPECT_EQ(label.end, node.series.grid.timeOf(anomalies[i].end));
            EXPECT_EQ(label.category, anomalyKindName(anomalies[i].kind));
            EXPECT_EQ(label.author, "simulator");
            ASSERT_TRUE(label.note.starts_with("culprit metrics: ")) << label.note;
            const auto first = label.note.substr(17, label.note.find(' ', 17) - 17);
            EXPECT_GE(cluster().metric(first), 0) << first;
            if (label.category == "memory_leak") {
                EXPECT_NE(label.note.find("node_memory_"), std::string::npos) << label.note;
            }
        }
        labels += node.labels.size();
    }
    EXPECT_GT(labels, 20U);
}

/// The small cluster without its anomalies: the same in all else.
const Cluster& undisturbed()
{
    static const Cluster made = [] {
        Cluster other = cluster();
        other.plan.anomalies.clear();
        for (std::size_t host = 0; host < other.nodes.size(); ++host)
            other.nodes[host] = simulateNode(other.plan, static_cast<int>(host));
        return other;
    }();
    return made;
}

TEST(NodeSimulation, AnomaliesChangeNothingBeforeTheyBegin)
{
    for (std::size_t host = 0; host < cluster().nodes.size(); ++host) {
        const auto anomalies = cluster().plan.anomaliesOf(static_cast<int>(host));
        if (anomalies.empty())
            continue;
        const auto before = anomalies.front().begin;
        EXPECT_TRUE(sameBits(cluster().nodes[host].series.values.leftCols(before),
                             undisturbed().nodes[host].series.values.leftCols(before)));
    }
}

TEST(NodeSimulation, AnomaliesLeaveThePatternOfTheirJob)
{
    // Measured on the first culprit: against what the metric does there without the anomaly, from sample to
    // sample at least.
    int clear = 0;
    int all = 0;
    for (std::size_t host = 0; host < cluster().nodes.size(); ++host) {
        const auto anomalies = cluster().plan.anomaliesOf(static_cast<int>(host));
        for (std::size_t i = 0; i < anomalies.size(); ++i) {
            const auto& note = cluster().nodes[host].labels[i].note;
            const auto metric = cluster().metric(note.substr(17, note.find(' ', 17) - 17));
            const auto length = anomalies[i].end - anomalies[i].begin;
            const auto with
                = cluster().nodes[host].series.values.row(metric).segment(anomalies[i].begin, length);
            const auto without
                = undisturbed().nodes[host].series.values.row(metric).segment(anomalies[i].begin, length);
            double moved = 0;
            double mean = 0;
            double count = 0;
            for (Eigen::Index k = 0; k < length; ++k)
                if (!std::isnan(with[k]) && !std::isnan(without[k])) {
                    moved += std::abs(static_cast<double>(with[k]) - static_cast<double>(without[k]));
                    mean += static_cast<double>(without[k]);
                    count += 1;
                }
            if (count == 0)
                continue;
            clear += moved > 0.1 * mean;
            ++all;
        }
    }
    EXPECT_GT(clear, 0.85 * all);
}

TEST(NodeSimulation, AnomalousValuesMostlyStayInTheNodesOwnRange)
{
    double inside = 0;
    double all = 0;
    for (std::size_t host = 0; host < cluster().nodes.size(); ++host) {
        const auto& values = cluster().nodes[host].series.values;
        std::vector<bool> anomalous(static_cast<std::size_t>(values.cols()), false);
        for (const auto& anomaly : cluster().plan.anomaliesOf(static_cast<int>(host)))
            std::fill(anomalous.begin() + anomaly.begin, anomalous.begin() + anomaly.end, true);
        for (Eigen::Index m = 0; m < values.rows(); ++m) {
            float low = INFINITY;
            float high = -INFINITY;
            for (Eigen::Index i = 0; i < values.cols(); ++i)
                if (!anomalous[static_cast<std::size_t>(i)] && !std::isnan(values(m, i))) {
                    low = std::min(low, values(m, i));
                    high = std::max(high, values(m, i));
                }
            for (Eigen::Index i = 0; i < values.cols(); ++i)
                if (anomalous[static_cast<std::size_t>(i)] && !std::isnan(values(m, i))) {
                    all += 1;
                    inside += low <= values(m, i) && values(m, i) <= high;
                }
        }
    }
    RecordProperty("share_inside", std::to_string(inside / all));
    EXPECT_GT(inside / all, 0.8);
}

} // namespace
} // namespace nodesentry
