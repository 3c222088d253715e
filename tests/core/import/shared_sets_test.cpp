#include "core/data/import/import.h"
#include "imported_data.h"
#include "test_files.h"

#include <algorithm>
#include <cmath>
#include <numeric>

// Every expected count was taken from the files with zcat, wc and awk, or with Python's csv module.

namespace nodesentry {
namespace {

using test::ImportedData;
using test::importSources;

using test::sharedFile;

std::int64_t labelsOf(const ImportedData& data, const std::string& category)
{
    return std::count_if(data.labels.begin(), data.labels.end(),
                         [&](const Label& label) { return label.category == category; });
}

float sampleOf(const ImportedData& data, std::size_t node, const std::string& metric, Eigen::Index index)
{
    const auto& series = data.nodes[node];
    for (std::size_t row = 0; row < series.metrics.size(); ++row) {
        if (data.metrics[static_cast<std::size_t>(series.metrics[row])].name == metric)
            return series.values(static_cast<Eigen::Index>(row), index);
    }
    ADD_FAILURE() << "no metric " << metric;
    return 0;
}

/// A set of X_train and X_test pairs with a label column and only gauges.
void expectPairs(const std::string& folder, std::size_t nodes, std::int64_t rows, std::size_t metrics,
                 std::size_t labels, std::int64_t stepMs)
{
    const auto data = importSources({folder}, {}, {});
    ASSERT_TRUE(data) << data.error().text();
    EXPECT_EQ(data->nodes.size(), nodes);
    EXPECT_EQ(data->report.samples, rows);
    EXPECT_EQ(data->report.missing, 0);
    EXPECT_EQ(data->report.counters, 0);
    EXPECT_EQ(data->metrics.size(), metrics);
    EXPECT_EQ(data->labels.size(), labels);
    EXPECT_EQ(data->report.stepMs, stepMs);
    for (const auto& node : data->nodes)
        EXPECT_TRUE(node.trainEnd) << node.node;
}

TEST(SharedSets, Smd)
{
    NODESENTRY_NEEDS(sharedFile("data/smd"));
    expectPairs(sharedFile("data/smd"), 5, 246519, 38, 97, 60000);
}

TEST(SharedSets, Asd)
{
    NODESENTRY_NEEDS(sharedFile("data/asd"));
    expectPairs(sharedFile("data/asd"), 6, 77760, 19, 39, 300000);
}

TEST(SharedSets, JumpstarterD2)
{
    NODESENTRY_NEEDS(sharedFile("data/jumpstarter_d2"));
    expectPairs(sharedFile("data/jumpstarter_d2"), 5, 64800, 19, 13, 300000);
}

TEST(SharedSets, LdmsHpas)
{
    const auto folder = sharedFile("data/ldms_hpas");
    NODESENTRY_NEEDS(folder);
    ImportOptions options;
    options.jobsFile = folder + "/jobs.psv";
    options.labelsFile = folder + "/anomalies.csv";
    const auto data = importSources({folder}, options, {});
    ASSERT_TRUE(data) << data.error().text();
    ASSERT_EQ(data->nodes.size(), 1U);
    EXPECT_EQ(data->nodes[0].node, "ubuntu-rog");
    EXPECT_EQ(data->report.files, 56);
    EXPECT_EQ(data->report.samples, 46769);
    EXPECT_EQ(data->report.gaps, 55);
    EXPECT_EQ(data->jobs.size(), 56U);
    EXPECT_EQ(data->metrics.size(), 85U);
    EXPECT_EQ(data->labels.size(), 104U);
    EXPECT_EQ(labelsOf(*data, "cachecopy"), 62);
    EXPECT_EQ(labelsOf(*data, "cpuoccupy"), 20);
    EXPECT_EQ(labelsOf(*data, "memleak"), 22);
    EXPECT_FLOAT_EQ(sampleOf(*data, 0, "vmstat.pgfault", 1), 549556.0F);
    EXPECT_TRUE(std::isnan(sampleOf(*data, 0, "vmstat.pgfault", 2000))) << "between two jobs";
    EXPECT_FLOAT_EQ(sampleOf(*data, 0, "vmstat.pgfault", 2171), 5520.728232189974F) << "rate over the gap";
}

TEST(SharedSets, LdmsHpasLabelBits)
{
    const auto folder = sharedFile("data/ldms_hpas");
    NODESENTRY_NEEDS(folder);
    ImportOptions options;
    options.jobsFile = folder + "/jobs.psv";
    const auto data = importSources({folder}, options, {});
    ASSERT_TRUE(data) << data.error().text();
    EXPECT_EQ(labelsOf(*data, "bit 0"), 54);
    EXPECT_EQ(labelsOf(*data, "bit 1"), 50);
}

// The job's 1441 minutes. Values of e0728 are mostly two minutes apart, for its nulls.
TEST(SharedSets, ClusterCockpit)
{
    const auto folder = sharedFile("data/clustercockpit");
    NODESENTRY_NEEDS(folder);
    const auto data = importSources({folder}, {}, {});
    ASSERT_TRUE(data) << data.error().text();
    ASSERT_EQ(data->nodes.size(), 32U);
    EXPECT_EQ(data->metrics.size(), 9U);
    EXPECT_EQ(data->report.counters, 0);
    EXPECT_EQ(data->report.stepMs, 60000);
    ASSERT_EQ(data->jobs.size(), 1U);
    EXPECT_EQ(data->jobs[0].nodes.size(), 32U);
    EXPECT_EQ(data->jobs[0].user.rfind("user-", 0), 0U) << "hashed";
    EXPECT_EQ(data->nodes[0].node, "e0102");
    EXPECT_EQ(data->nodes[0].grid, (TimeGrid{1608923100000, 60000, 1441}));
    EXPECT_FLOAT_EQ(sampleOf(*data, 0, "cpu_load", 1), 14.37F);
    EXPECT_TRUE(std::isnan(sampleOf(*data, 0, "cpu_load", 3)));
    EXPECT_FLOAT_EQ(sampleOf(*data, 0, "mem_bw", 1440), 71.05e9F);
    for (const auto& metric : data->metrics)
        EXPECT_NE(metric.group, "Other") << metric.name;
}

TEST(SharedSets, Recorded)
{
    const auto folder = sharedFile("data/recorded");
    NODESENTRY_NEEDS(folder);
    ImportOptions options;
    options.jobsFile = folder + "/sacct_X_wide.txt";
    options.labelsFile = folder + "/labels.csv";
    const auto data = importSources({folder}, options, {});
    ASSERT_TRUE(data) << data.error().text();
    ASSERT_EQ(data->nodes.size(), 3U);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(data->nodes[i].grid, (TimeGrid{1795392121000, 1000, 2460}));
        EXPECT_EQ(data->nodes[i].trainEnd, 1795393597000);
    }
    EXPECT_EQ(data->nodes[0].node, "cn1");
    EXPECT_EQ(data->nodes[2].node, "host");
    EXPECT_GE(data->nodes[0].metrics.size(), 60U);
    EXPECT_LE(data->nodes[0].metrics.size(), 130U);
    EXPECT_EQ(data->report.jobsAccepted, 63);
    EXPECT_EQ(data->report.jobsRejected, 1) << "cancelled before it got a node";
    EXPECT_EQ(data->labels.size(), 12U);
    EXPECT_TRUE(std::isnan(sampleOf(*data, 0, "node_load1", 0))) << "the first row is empty";
    EXPECT_FLOAT_EQ(sampleOf(*data, 0, "node_slabinfo_active_objects", 1), 27568);
    EXPECT_FLOAT_EQ(sampleOf(*data, 0, "node_slabinfo_active_objects", 2459), 34951);
    EXPECT_FLOAT_EQ(sampleOf(*data, 0, "node_context_switches_total", 100), 1316);
    EXPECT_FLOAT_EQ(sampleOf(*data, 0, "node_context_switches_total", 1476), 176) << "across train and test";
    EXPECT_NEAR(sampleOf(*data, 0, "node_cpu_seconds_total{mode=user}", 2459), 1.04, 1e-5);
}

// jobs.csv has one line for each of the 78 spans of a job on a node; the 64 sacct lines less the pending one.
TEST(SharedSets, RecordedWithOneLineForEachNodeOfAJob)
{
    const auto folder = sharedFile("data/recorded");
    NODESENTRY_NEEDS(folder);
    ImportOptions options;
    options.jobsFile = folder + "/jobs.csv";
    const auto data
        = importSources({folder + "/cn1_train.csv.gz", folder + "/cn2_train.csv.gz"}, options, {});
    ASSERT_TRUE(data) << data.error().text();
    EXPECT_EQ(data->jobs.size(), 63U);
    const auto spans
        = std::accumulate(data->jobs.begin(), data->jobs.end(), std::size_t{0},
                          [](std::size_t sum, const Job& job) { return sum + job.nodes.size(); });
    EXPECT_EQ(spans, 78U);
}

} // namespace
} // namespace nodesentry
