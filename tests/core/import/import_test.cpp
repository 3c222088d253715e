#include "core/data/import/import.h"
#include "tests/support/temporary_folder.h"
#include "imported_data.h"
#include "test_files.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>

namespace nodesentry {
namespace {

using test::ImportedData;
using test::importSources;

using test::csvFile;

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

int metricOf(const ImportedData& data, const std::string& name)
{
    for (std::size_t i = 0; i < data.metrics.size(); ++i) {
        if (data.metrics[i].name == name)
            return static_cast<int>(i);
    }
    return -1;
}

/// All samples of one metric of a node; empty when the node does not have it.
std::vector<float> samplesOf(const ImportedData& data, const std::string& metric, std::size_t node = 0)
{
    const auto& series = data.nodes[node];
    for (std::size_t row = 0; row < series.metrics.size(); ++row) {
        if (series.metrics[row] == metricOf(data, metric)) {
            const auto samples = series.values.row(static_cast<Eigen::Index>(row));
            return {samples.data(), samples.data() + samples.size()};
        }
    }
    return {};
}

void expectSamples(const std::vector<float>& samples, const std::vector<float>& expected)
{
    ASSERT_EQ(samples.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        if (std::isnan(expected[i]))
            EXPECT_TRUE(std::isnan(samples[i])) << "sample " << i << " is " << samples[i];
        else
            EXPECT_FLOAT_EQ(samples[i], expected[i]) << "sample " << i;
    }
}

/// A folder of the test's own with the given files.
std::string folderWith(const std::string& name, const std::map<std::string, std::string>& files)
{
    const auto folder = nodesentry::test::scratchPath("import_") + name;
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    for (const auto& [file, text] : files)
        std::ofstream(folder + "/" + file, std::ios::binary) << text;
    return folder;
}

TEST(Import, GapsBecomeMissingSamplesAndCountersRates)
{
    const auto data = importSources({csvFile("plain/cn1.csv")}, {}, {});
    ASSERT_TRUE(data) << data.error().text();
    ASSERT_EQ(data->nodes.size(), 1U);
    EXPECT_EQ(data->nodes[0].node, "cn1");
    EXPECT_EQ(data->nodes[0].grid, (TimeGrid{1700000000000, 10000, 7}));
    expectSamples(samplesOf(*data, "temp"), {20.5F, 21, kNaN, kNaN, kNaN, 23, 24.5F});
    expectSamples(samplesOf(*data, "node_forks_total"), {kNaN, 6, 3, kNaN, kNaN, 2, 3});
    expectSamples(samplesOf(*data, "note_level"), {1, kNaN, 3, kNaN, kNaN, kNaN, 5});
    EXPECT_EQ(data->report.samples, 5);
    EXPECT_EQ(data->report.gaps, 1);
    EXPECT_EQ(data->report.missing, 3 + 3 + 4);
    EXPECT_EQ(data->report.counters, 1);
    EXPECT_EQ(data->report.stepMs, 10000);
    EXPECT_EQ(data->report.span, (TimeRange{1700000000000, 1700000070000}));
}

TEST(Import, CatalogueHasUnitsKindsAndGroups)
{
    const auto data = importSources({csvFile("plain/cn1.csv")}, {}, {});
    ASSERT_TRUE(data);
    const MetricCatalog expected{{"node_forks_total", "processes/s", MetricKind::Rate, "Process"},
                                 {"temp", "", MetricKind::Gauge, "System"},
                                 {"note_level", "", MetricKind::Gauge, "Other"}};
    EXPECT_EQ(data->metrics, expected);
    EXPECT_EQ(data->nodes[0].metrics, (std::vector<int>{0, 1, 2}));
}

TEST(Import, PrometheusSeriesAreJoinedByTheRules)
{
    const auto data = importSources({csvFile("prometheus")}, {}, {});
    ASSERT_TRUE(data) << data.error().text();
    // Core 0 and 1 spent 3 and 6 s of 15 s, then 15 and 0 s.
    expectSamples(samplesOf(*data, "node_cpu_seconds_total{mode=user}"), {kNaN, 0.3F, 0.5F});
    expectSamples(samplesOf(*data, "node_cpu_seconds_total{mode=idle}"), {kNaN, 0.7F, 0.5F});
    expectSamples(samplesOf(*data, "node_slabinfo_active_objects"), {11, 16, 7});
    expectSamples(samplesOf(*data, "node_load1"), {0.5F, 0.75F, 1.5F});
    EXPECT_EQ(data->metrics.size(), 4U);
    EXPECT_EQ(data->report.droppedColumns, 1) << "go_goroutines";
}

TEST(Import, OwnRulesReplaceTheBuiltInOnes)
{
    const auto folder = folderWith("rules", {{"rules.json", R"({"rules": [{"match": "temp", "drop": true},
        {"match": "node_forks_total", "kind": "gauge", "name": "forks", "unit": "n"}]})"}});
    ImportOptions options;
    options.rulesFile = folder + "/rules.json";
    const auto data = importSources({csvFile("plain/cn1.csv")}, options, {});
    ASSERT_TRUE(data) << data.error().text();
    EXPECT_EQ(metricOf(*data, "temp"), -1);
    expectSamples(samplesOf(*data, "forks"), {100, 160, 190, kNaN, kNaN, 250, 30});
}

TEST(Import, ColumnThatNeverFallsOnAnyNodeIsACounter)
{
    std::string rising = "timestamp,a,b,c\n";
    std::string other = "timestamp,a,b,c\n";
    for (int i = 0; i < 20; ++i) {
        const auto time = std::to_string(1700000000 + i * 10);
        rising += time + "," + std::to_string(i * 30) + "," + std::to_string(i) + ",5\n";
        other += time + "," + std::to_string(i) + "," + std::to_string(-i) + ",5\n";
    }
    const auto folder = folderWith("kinds", {{"n1.csv", rising}, {"n2.csv", other}});
    const auto data = importSources({folder}, {}, {});
    ASSERT_TRUE(data) << data.error().text();
    EXPECT_EQ(data->metrics[0].kind, MetricKind::Rate) << "a rises on both";
    EXPECT_EQ(data->metrics[1].kind, MetricKind::Gauge) << "b falls on n2";
    EXPECT_EQ(data->metrics[2].kind, MetricKind::Gauge) << "c never changes";
    EXPECT_FLOAT_EQ(samplesOf(*data, "a", 0)[1], 3);
    EXPECT_FLOAT_EQ(samplesOf(*data, "b", 0)[19], 19);
}

TEST(Import, CoarserStepAveragesRows)
{
    ImportOptions options;
    options.stepSeconds = 20;
    const auto data = importSources({csvFile("plain/cn1.csv")}, options, {});
    ASSERT_TRUE(data) << data.error().text();
    expectSamples(samplesOf(*data, "temp"), {20.75F, kNaN, 23, 24.5F});
    expectSamples(samplesOf(*data, "node_forks_total"), {kNaN, 3, 2, 3});
}

TEST(Import, GzipLineEndsOfWindowsMarkAndSemicolonsAreRead)
{
    const auto data = importSources({csvFile("gzip")}, {}, {});
    ASSERT_TRUE(data) << data.error().text();
    ASSERT_EQ(data->nodes.size(), 2U);
    expectSamples(samplesOf(*data, "x", 0), {1, 2});
    expectSamples(samplesOf(*data, "y", 1), {2, 4});
    EXPECT_EQ(data->nodes[0].metrics, (std::vector<int>{0})) << "cn2 has no y";
}

TEST(Import, RunsOfTheLabelColumnBecomeLabels)
{
    const auto data = importSources({csvFile("masks/web.csv")}, {}, {});
    ASSERT_TRUE(data) << data.error().text();
    const std::vector<Label> expected{
        {0, "web", 1672531500000, 1672532100000, "anomaly", "", "import"},
        {0, "web", 1672532400000, 1672532700000, "anomaly", "", "import"},
    };
    EXPECT_EQ(data->labels, expected);
    EXPECT_EQ(metricOf(*data, "label"), -1) << "labels are no metric";
}

TEST(Import, EachBitOfLabelBitsHasItsOwnLabels)
{
    const auto data = importSources({csvFile("masks/bits.csv")}, {}, {});
    ASSERT_TRUE(data) << data.error().text();
    const std::vector<Label> expected{
        {0, "bits", 1672531500000, 1672532100000, "bit 0", "", "import"},
        {0, "bits", 1672531800000, 1672532400000, "bit 1", "", "import"},
    };
    EXPECT_EQ(data->labels, expected);
}

TEST(Import, LabelColumnIsIgnoredWhenAskedFor)
{
    ImportOptions options;
    options.useLabelColumn = false;
    const auto data = importSources({csvFile("masks/web.csv")}, options, {});
    ASSERT_TRUE(data);
    EXPECT_TRUE(data->labels.empty());
    EXPECT_EQ(data->metrics.size(), 1U);
}

TEST(Import, TrainAndTestFilesAreOneNode)
{
    ImportOptions options;
    options.jobsFile = csvFile("pairs/jobs.csv");
    const auto data = importSources({csvFile("pairs")}, options, {});
    ASSERT_TRUE(data) << data.error().text();
    ASSERT_EQ(data->nodes.size(), 1U);
    EXPECT_EQ(data->nodes[0].node, "a");
    EXPECT_EQ(data->nodes[0].trainEnd, 1700000180000);
    expectSamples(samplesOf(*data, "x"), {1, 2, 3, 4, 5});
    EXPECT_EQ(data->labels,
              (std::vector<Label>{{0, "a", 1700000240000, 1700000300000, "anomaly", "", "import"}}));
    EXPECT_EQ(data->jobs.size(), 1U);
    EXPECT_EQ(data->report.files, 2);
}

TEST(Import, WhatIsLeftOutOfAFolderIsListedWithItsReason)
{
    const auto data = importSources({csvFile("pairs")}, {}, {});
    ASSERT_TRUE(data) << data.error().text();
    std::map<std::string, std::string> reasons;
    for (const auto& item : data->report.skipped)
        reasons[std::filesystem::path(item.file).filename()] = item.reason;
    EXPECT_EQ(reasons.size(), 4U);
    EXPECT_EQ(reasons["README"], "not a CSV file by its name");
    EXPECT_NE(reasons["jobs.csv"].find("job table"), std::string::npos);
    EXPECT_NE(reasons["labels.csv"].find("label table"), std::string::npos);
    EXPECT_NE(reasons["context.csv"].find("neither X_train nor X_test"), std::string::npos);
}

TEST(Import, LabelTableReplacesTheLabelColumn)
{
    ImportOptions options;
    options.labelsFile = csvFile("pairs/labels.csv");
    const auto data = importSources({csvFile("pairs")}, options, {});
    ASSERT_TRUE(data) << data.error().text();
    EXPECT_EQ(data->labels,
              (std::vector<Label>{{0, "a", 1700000060000, 1700000120000, "leak", "", "import"}}));
}

TEST(Import, FilesNamedAfterJobsBelongToTheJobsNode)
{
    ImportOptions options;
    options.jobsFile = csvFile("tables/jobfiles.psv");
    const auto data = importSources({csvFile("jobfiles")}, options, {});
    ASSERT_TRUE(data) << data.error().text();
    ASSERT_EQ(data->nodes.size(), 1U);
    EXPECT_EQ(data->nodes[0].node, "n1");
    expectSamples(samplesOf(*data, "x"), {1, 2, kNaN, kNaN, kNaN, kNaN, kNaN, kNaN, kNaN, kNaN, 3, 4});
    EXPECT_EQ(data->jobs.size(), 3U);
}

TEST(Import, FilesNamedAfterJobsNeedTheJobTable)
{
    const auto data = importSources({csvFile("jobfiles")}, {}, {});
    ASSERT_FALSE(data);
    EXPECT_EQ(data.error().code, ErrorCode::InvalidArgument);
    EXPECT_NE(data.error().advice.find("--jobs"), std::string::npos);
}

TEST(Import, FileOfAJobOnSeveralNodesOrOfNoKnownJobIsAnError)
{
    ImportOptions options;
    options.jobsFile = csvFile("tables/jobfiles.psv");
    for (const auto* file : {"job13.csv", "job99.csv"}) {
        const auto folder = folderWith("jobs", {{file, "timestamp,x\n1700000000,1\n1700000001,2\n"}});
        const auto data = importSources({folder}, options, {});
        ASSERT_FALSE(data) << file;
        EXPECT_EQ(data.error().code, ErrorCode::InconsistentData);
    }
}

TEST(Import, FileNamesOfNodeAndJobTellTheNode)
{
    ImportOptions options;
    options.jobsFile = csvFile("tables/jobfiles.psv");
    const auto folder = folderWith("node_and_job",
                                   {{"n1_job5.csv", "timestamp,x\n1700000000,1\n1700000001,2\n"},
                                    {"n1_7.csv", "timestamp,x\n1700000005,1\n1700000006,2\n"},
                                    {"rack_8.csv", "timestamp,x\n1700000005,1\n1700000006,2\n"}});
    const auto data = importSources({folder}, options, {});
    ASSERT_TRUE(data) << data.error().text();
    ASSERT_EQ(data->nodes.size(), 2U);
    EXPECT_EQ(data->nodes[0].node, "n1");
    EXPECT_EQ(data->nodes[0].grid.size, 7);
    EXPECT_EQ(data->nodes[1].node, "rack_8");
}

TEST(Import, JobsOnUnknownNodesAreLeftOutAndCounted)
{
    const auto folder = folderWith(
        "strangers",
        {{"jobs.csv",
          "jobid,node,start,end\n1,a,1700000000,1700000060\n2,zz,1700000000,1700000060\n3,known,1700000000,1700000060\n"}});
    ImportOptions options;
    options.jobsFile = folder + "/jobs.csv";
    const auto data = importSources({csvFile("pairs")}, options, {0, {{"known", TimeGrid{}}}, {}, {}});
    ASSERT_TRUE(data) << data.error().text();
    EXPECT_EQ(data->jobs.size(), 2U);
    EXPECT_EQ(data->report.jobsAccepted, 2);
    EXPECT_EQ(data->report.jobsRejected, 1);
}

TEST(Import, NoJobOrLabelOnAnyNodeIsAnError)
{
    const auto folder = folderWith("all_strangers",
                                   {{"jobs.csv", "jobid,node,start,end\n2,zz,1700000000,1700000060\n"},
                                    {"labels.csv", "node,begin,end,class\nzz,1700000000,1700000060,x\n"}});
    ImportOptions options;
    options.jobsFile = folder + "/jobs.csv";
    EXPECT_EQ(importSources({csvFile("pairs")}, options, {}).error().code, ErrorCode::InconsistentData);
    options.jobsFile.clear();
    options.labelsFile = folder + "/labels.csv";
    EXPECT_EQ(importSources({csvFile("pairs")}, options, {}).error().code, ErrorCode::InconsistentData);
}

TEST(Import, UserNamesAreHashedUnlessKept)
{
    const auto folder = folderWith(
        "users",
        {{"jobs.csv",
          "jobid,user,uid,node,start,end\n1,ann,1001,a,1700000000,1700000060\n2,ann,1001,a,1700000060,1700000120\n"}});
    ImportOptions options;
    options.jobsFile = folder + "/jobs.csv";
    auto data = importSources({csvFile("pairs")}, options, {});
    ASSERT_TRUE(data) << data.error().text();
    EXPECT_EQ(data->jobs[0].user.find("ann"), std::string::npos);
    EXPECT_FALSE(data->jobs[0].user.empty());
    EXPECT_EQ(data->jobs[0].user, data->jobs[1].user) << "jobs of one user stay together";
    EXPECT_FALSE(data->jobs[0].attributes.contains("uid"));

    options.keepUsers = true;
    data = importSources({csvFile("pairs")}, options, {});
    ASSERT_TRUE(data);
    EXPECT_EQ(data->jobs[0].user, "ann");
    EXPECT_EQ(data->jobs[0].attributes.at("uid"), "1001");
}

TEST(Import, StepMustFitTheExistingProject)
{
    ImportOptions options;
    const auto fits = importSources({csvFile("plain")}, options, {20000, {}, {}, {}});
    ASSERT_TRUE(fits) << fits.error().text();
    EXPECT_EQ(fits->nodes[0].grid.stepMs, 20000);
    const auto coarser = importSources({csvFile("plain")}, options, {5000, {}, {}, {}});
    ASSERT_TRUE(coarser) << coarser.error().text();
    EXPECT_EQ(coarser->nodes[0].grid, (TimeGrid{1700000000000, 5000, 13}));
    expectSamples(samplesOf(*coarser, "temp"),
                  {20.5F, kNaN, 21, kNaN, kNaN, kNaN, kNaN, kNaN, kNaN, kNaN, 23, kNaN, 24.5F});
    options.stepSeconds = 10;
    EXPECT_EQ(importSources({csvFile("plain")}, options, {20000, {}, {}, {}}).error().code,
              ErrorCode::InvalidArgument);
    options.stepSeconds = -1;
    EXPECT_EQ(importSources({csvFile("plain")}, options, {}).error().code, ErrorCode::InvalidArgument);
}

TEST(Import, NodesWithDifferentStepsHaveTheFinestUnlessOneIsGiven)
{
    std::string fine = "timestamp,x\n";
    std::string coarse = "timestamp,x\n";
    for (int i = 0; i < 12; ++i) {
        fine += std::to_string(1700000000 + i * 10) + ",1\n";
        coarse += std::to_string(1700000000 + i * 60) + ",1\n";
    }
    const auto folder = folderWith("steps", {{"a.csv", fine}, {"b.csv", coarse + "1700000720,1\n"}});
    const auto data = importSources({folder}, {}, {});
    ASSERT_TRUE(data) << data.error().text();
    EXPECT_EQ(data->report.stepMs, 10000);
    EXPECT_EQ(data->nodes[1].grid.size, 73); // 12 minutes; between two rows are five missing samples
    EXPECT_TRUE(std::isnan(data->nodes[1].values(0, 1)));
    EXPECT_EQ(data->nodes[1].values(0, 6), 1);
    ImportOptions options;
    options.stepSeconds = 60;
    const auto averaged = importSources({folder}, options, {});
    ASSERT_TRUE(averaged) << averaged.error().text();
    EXPECT_EQ(averaged->nodes[0].grid.size, 2);
    EXPECT_EQ(averaged->nodes[1].grid.size, 13);
}

TEST(Import, JitterGoesToTheNearestSample)
{
    const auto folder = folderWith(
        "jitter",
        {{"a.csv",
          "time,x\n1700000000,0\n1700000014.998,1\n1700000030.003,2\n1700000045.001,3\n1700000059.996,4\n1700000075.002,5\n"}});
    const auto data = importSources({folder}, {}, {});
    ASSERT_TRUE(data) << data.error().text();
    EXPECT_EQ(data->nodes[0].grid, (TimeGrid{1700000000000, 15000, 6}));
    expectSamples(samplesOf(*data, "x"), {0, 1, 2, 3, 4, 5});
}

TEST(Import, ZoneHoldsForTimesThatCarryNone)
{
    const auto folder = folderWith("zone", {{"a.csv", "time,x\n2026-01-01 01:00,0\n2026-01-01 01:01,1\n"}});
    ImportOptions options;
    options.timeZone = "Europe/Berlin";
    const auto data = importSources({folder}, options, {});
    ASSERT_TRUE(data) << data.error().text();
    EXPECT_EQ(formatUtc(data->nodes[0].grid.origin), "2026-01-01T00:00:00Z");
}

TEST(Import, ResultDoesNotDependOnTheNumberOfThreads)
{
    ImportOptions options;
    options.stepSeconds = 60;
    const std::vector<std::string> sources{csvFile("gzip"), csvFile("plain/cn1.csv")};
    const auto one = importSources(sources, options, {});
    const auto three = importSources(sources, options, {}, RunContext({}, {}, 3));
    ASSERT_TRUE(one) << one.error().text();
    ASSERT_TRUE(three) << three.error().text();
    EXPECT_EQ(one->metrics, three->metrics);
    EXPECT_EQ(one->report.toJson(), three->report.toJson());
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(one->nodes[i].node, three->nodes[i].node);
        EXPECT_EQ(one->nodes[i].metrics, three->nodes[i].metrics);
        EXPECT_EQ(one->nodes[i].values.size(), three->nodes[i].values.size());
    }
}

TEST(Import, StopIsObeyed)
{
    std::stop_source stop;
    stop.request_stop();
    const auto data = importSources({csvFile("plain")}, {}, {}, RunContext(stop.get_token()));
    ASSERT_FALSE(data);
    EXPECT_EQ(data.error().code, ErrorCode::Cancelled);
}

TEST(Import, ReportIsOneJsonObject)
{
    const auto data = importSources({csvFile("pairs")}, {}, {});
    ASSERT_TRUE(data);
    const auto json = nlohmann::json::parse(data->report.toJson());
    EXPECT_EQ(json["files"], 2);
    EXPECT_EQ(json["samples"], 5);
    EXPECT_EQ(json["begin"], "2023-11-14T22:13:20Z");
    EXPECT_EQ(json["step_seconds"], 60.0);
    EXPECT_EQ(json["skipped"].size(), 4U);
}

} // namespace
} // namespace nodesentry
