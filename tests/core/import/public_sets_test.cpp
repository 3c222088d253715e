#include "core/data/import/import.h"
#include "imported_data.h"
#include "test_files.h"

#include <algorithm>
#include <cmath>
#include <numeric>

// Excerpts of public data sets (tests/data/excerpts) and the recording of resources/sample. Every expected count was
// taken from the files with zcat, wc and awk, or with Python's csv module.

namespace nodesentry {
namespace {

using test::excerpt;
using test::ImportedData;
using test::importSources;

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

/// Two nodes, each with 30 rows of training and 40 of test with a label column, and only gauges.
void expectPairs(const std::string& folder, std::size_t metrics, std::size_t labels, std::int64_t stepMs)
{
    const auto data = importSources({folder}, {}, {});
    ASSERT_TRUE(data) << data.error().text();
    EXPECT_EQ(data->nodes.size(), 2U);
    EXPECT_EQ(data->report.samples, 140);
    EXPECT_EQ(data->report.missing, 0);
    EXPECT_EQ(data->report.counters, 0);
    EXPECT_EQ(data->metrics.size(), metrics);
    EXPECT_EQ(data->labels.size(), labels);
    EXPECT_EQ(data->report.stepMs, stepMs);
    for (const auto& node : data->nodes)
        EXPECT_EQ(node.trainEnd, node.grid.origin + 30 * stepMs) << node.node;
}

TEST(PublicSets, Smd)
{
    expectPairs(excerpt("smd"), 38, 2, 60000);
}

TEST(PublicSets, Asd)
{
    expectPairs(excerpt("asd"), 19, 3, 300000);
}

TEST(PublicSets, JumpstarterD2)
{
    expectPairs(excerpt("jumpstarter_d2"), 19, 2, 300000);
}

TEST(PublicSets, LdmsHpas)
{
    const auto folder = excerpt("ldms_hpas");
    ImportOptions options;
    options.jobsFile = folder + "/jobs.psv";
    options.labelsFile = folder + "/anomalies.csv";
    const auto data = importSources({folder}, options, {});
    ASSERT_TRUE(data) << data.error().text();
    ASSERT_EQ(data->nodes.size(), 1U);
    EXPECT_EQ(data->nodes[0].node, "ubuntu-rog");
    EXPECT_EQ(data->nodes[0].grid, (TimeGrid{1746583033000, 1000, 2345}));
    EXPECT_EQ(data->report.files, 2);
    EXPECT_EQ(data->report.samples, 1200);
    EXPECT_EQ(data->report.gaps, 1);
    EXPECT_EQ(data->jobs.size(), 2U);
    EXPECT_EQ(data->metrics.size(), 12U);
    EXPECT_EQ(data->labels.size(), 2U);
    EXPECT_EQ(labelsOf(*data, "cachecopy"), 1);
    EXPECT_EQ(labelsOf(*data, "memleak"), 1);
    EXPECT_FLOAT_EQ(sampleOf(*data, 0, "vmstat.pgfault", 1), 12805.0F);
    EXPECT_TRUE(std::isnan(sampleOf(*data, 0, "vmstat.pgfault", 1000))) << "between two jobs";
    EXPECT_FLOAT_EQ(sampleOf(*data, 0, "vmstat.pgfault", 1745), 5497.728621291449F) << "rate over the gap";
}

// Bit 0 is set up to 1746583296 in the first file, and from 1746584926 on in the second; bit 1 never is.
TEST(PublicSets, LdmsHpasLabelBits)
{
    const auto folder = excerpt("ldms_hpas");
    ImportOptions options;
    options.jobsFile = folder + "/jobs.psv";
    const auto data = importSources({folder}, options, {});
    ASSERT_TRUE(data) << data.error().text();
    EXPECT_EQ(labelsOf(*data, "bit 0"), 2);
    EXPECT_EQ(labelsOf(*data, "bit 1"), 0);
}

// The job's first 30 minutes on three of its nodes.
TEST(PublicSets, ClusterCockpit)
{
    const auto data = importSources({excerpt("clustercockpit")}, {}, {});
    ASSERT_TRUE(data) << data.error().text();
    ASSERT_EQ(data->nodes.size(), 3U);
    EXPECT_EQ(data->metrics.size(), 9U);
    EXPECT_EQ(data->report.counters, 0);
    EXPECT_EQ(data->report.stepMs, 60000);
    ASSERT_EQ(data->jobs.size(), 1U);
    EXPECT_EQ(data->jobs[0].nodes.size(), 3U);
    EXPECT_EQ(data->jobs[0].user.rfind("user-", 0), 0U) << "hashed";
    EXPECT_EQ(data->nodes[0].node, "e0102");
    EXPECT_EQ(data->nodes[0].grid, (TimeGrid{1608923100000, 60000, 30}));
    EXPECT_FLOAT_EQ(sampleOf(*data, 0, "cpu_load", 1), 14.37F);
    EXPECT_TRUE(std::isnan(sampleOf(*data, 0, "cpu_load", 3)));
    EXPECT_FLOAT_EQ(sampleOf(*data, 0, "mem_bw", 29), 61.47e9F);
    for (const auto& metric : data->metrics)
        EXPECT_NE(metric.group, "Other") << metric.name;
}

/// Two nodes of a real Slurm cluster, 41 minutes by the second.
std::string sampleFolder()
{
    return std::string(NODESENTRY_TEST_DATA) + "/../../resources/sample";
}

TEST(Sample, Recorded)
{
    const auto folder = sampleFolder();
    ImportOptions options;
    options.jobsFile = folder + "/jobs.psv";
    options.labelsFile = folder + "/labels.csv";
    const auto data = importSources({folder}, options, {});
    ASSERT_TRUE(data) << data.error().text();
    ASSERT_EQ(data->nodes.size(), 2U);
    for (std::size_t i = 0; i < 2; ++i) {
        EXPECT_EQ(data->nodes[i].grid, (TimeGrid{1795392121000, 1000, 2460}));
        EXPECT_EQ(data->nodes[i].trainEnd, 1795393597000);
    }
    EXPECT_EQ(data->nodes[0].node, "cn1");
    EXPECT_EQ(data->nodes[1].node, "cn2");
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
TEST(Sample, RecordedWithOneLineForEachNodeOfAJob)
{
    const auto folder = sampleFolder();
    ImportOptions options;
    options.jobsFile = test::slurmFile("recorded_jobs.csv");
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
