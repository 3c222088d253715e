// Jobs and labels among imported nodes: their names, their ids, and tables without samples.

#include "core/data/import/import_tables.h"
#include "imported_data.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace nodesentry {
namespace {

using test::importSources;
using Names = std::vector<std::string>;

constexpr TimeMs kNoon = 1795435200000; // 2026-11-23T12:00:00Z

class ImportTables : public ::testing::Test {
protected:
    std::string write(const std::string& name, const std::string& text) const
    {
        std::filesystem::create_directories(std::filesystem::path(folder.file(name)).parent_path());
        std::ofstream(folder.file(name), std::ios::binary) << text;
        return folder.file(name);
    }
    /// Ten minutes of samples, 15 s apart, of node_load1 of an instance.
    static std::string series(const std::string& instance, const std::string& labels = {},
                              const std::string& name = "node_load1")
    {
        std::string text = R"({"metric": {"__name__": ")" + name + R"(", "instance": ")" + instance
            + R"(", "job": "node")" + labels + R"(}, "values": [)";
        for (int i = 0; i < 40; ++i)
            text += (i == 0 ? "[" : ", [") + std::to_string(kNoon / 1000 + 15 * i) + ", \""
                + std::to_string(i) + "\"]";
        return text + "]}";
    }
    static std::string answer(const std::vector<std::string>& all)
    {
        std::string text = R"({"status": "success", "data": {"resultType": "matrix", "result": [)";
        for (std::size_t i = 0; i < all.size(); ++i)
            text += (i == 0 ? "" : ", ") + all[i];
        return text + "]}}";
    }
    static std::string csv()
    {
        std::string text = "time,load\n";
        for (int i = 0; i < 40; ++i)
            text += std::to_string(kNoon / 1000 + 15 * i) + "," + std::to_string(i % 7) + "\n";
        return text;
    }
    [[nodiscard]] bool hasNote(const ImportReport& report, const std::string& part) const
    {
        return std::any_of(report.notes.begin(), report.notes.end(),
                           [&](const std::string& note) { return note.find(part) != std::string::npos; });
    }

    test::TemporaryFolder folder;
    ImportOptions options;
};

const std::string kJobs = "JobID|User|JobName|NodeList|Start|End|State\n"
                          "100|u1|solver|gpu-[1-2]|2026-11-23T12:00:30|2026-11-23T12:05:00|COMPLETED\n"
                          "101|u2|prep|gpu-[3-4]|2026-11-23T12:01:00|2026-11-23T12:05:30|COMPLETED\n"
                          "102|u2|prep|other|2026-11-23T12:01:00|2026-11-23T12:05:30|COMPLETED\n";

TEST_F(ImportTables, JobsFindNodesThatAreNamedByTheirDomain)
{
    const auto source = write(
        "prom/load.json",
        answer({series("gpu-1:9100"), series("gpu-2.fox.example:9100"), series("gpu-3.fox.example:9100")}));
    options.jobsFile = write("sacct.txt", kJobs);
    options.labelsFile = write("labels.csv",
                               "node,begin,end,category\n"
                               "GPU-2,2026-11-23T12:01:00Z,2026-11-23T12:02:00Z,leak\n"
                               "gpu-9,2026-11-23T12:01:00Z,2026-11-23T12:02:00Z,leak\n");
    const auto data = importSources({source}, options, {});
    ASSERT_TRUE(data) << data.error().text();
    ASSERT_EQ(data->jobs.size(), 2U);
    EXPECT_EQ(data->jobs[0].nodes, (Names{"gpu-1", "gpu-2.fox.example"}));
    EXPECT_EQ(data->jobs[1].nodes, (Names{"gpu-3.fox.example", "gpu-4"}));
    ASSERT_EQ(data->labels.size(), 1U);
    EXPECT_EQ(data->labels[0].node, "gpu-2.fox.example");

    const auto& report = data->report;
    EXPECT_EQ(report.jobsAccepted, 2);
    EXPECT_EQ(report.jobsRejected, 1);
    EXPECT_EQ(report.unknownNodes.nodes, 2);
    EXPECT_EQ(report.unknownNodes.jobs, 2);
    EXPECT_EQ(report.unknownNodes.names, (Names{"'gpu-4'", "'other'"}));
    EXPECT_EQ(report.unknownNodes.byJob,
              (Names{"101: 1 of 2 nodes, such as 'gpu-4'", "102: 1 of 1 nodes, such as 'other'"}));
    EXPECT_TRUE(hasNote(report,
                        "2 nodes are written otherwise than in the samples: 'gpu-2' is "
                        "'gpu-2.fox.example', 'gpu-3' is 'gpu-3.fox.example'"))
        << report.toJson();
    EXPECT_TRUE(hasNote(report, "labels.csv: 1 node is not imported: 'gpu-9'")) << report.toJson();
}

TEST_F(ImportTables, AnAmbiguousNameIsNoNodeAndIsNamed)
{
    const auto source = write("prom/load.json",
                              answer({series("gpu-1:9100"), series("gpu-2.a:9100"), series("gpu-2.b:9100")}));
    options.jobsFile = write("sacct.txt", kJobs);
    const auto data = importSources({source}, options, {});
    ASSERT_TRUE(data) << data.error().text();
    ASSERT_EQ(data->jobs.size(), 1U);
    EXPECT_EQ(data->jobs[0].nodes, (Names{"gpu-1", "gpu-2"}));
    ASSERT_FALSE(data->report.unknownNodes.names.empty());
    EXPECT_EQ(data->report.unknownNodes.names[0], "'gpu-2' (it could be any of gpu-2.a, gpu-2.b)");

    options.jobsFile = write("sacct.txt", "JobID|NodeList|Start|End\n1|gpu-2|1795435230|1795435260\n");
    const auto none = importSources({source}, options, {});
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().message,
              "none of the 1 jobs ran on an imported node; the table names 'gpu-2' (it could "
              "be any of gpu-2.a, gpu-2.b)");
    EXPECT_NE(none.error().advice.find("--node-map"), std::string::npos);
}

TEST_F(ImportTables, NodesThatAreNamedByAddressTakeTheNameThatTheyCallThemselves)
{
    const auto source
        = write("prom/load.json",
                answer({series("10.0.0.1:9100"), series("10.0.0.2:9100"), series("exporter-7:9100"),
                        series("10.0.0.1:9100", R"(, "nodename": "gpu-1")", "node_uname_info"),
                        series("10.0.0.2:9100", R"(, "nodename": "gpu-2.fox.example")", "node_uname_info"),
                        series("exporter-7:9100", R"(, "nodename": "gpu-3")", "node_uname_info")}));
    options.jobsFile = write("sacct.txt", kJobs);
    const auto data = importSources({source}, options, {});
    ASSERT_TRUE(data) << data.error().text();
    ASSERT_EQ(data->nodes.size(), 3U);
    EXPECT_EQ(data->nodes[0].node, "exporter-7");
    EXPECT_EQ(data->nodes[1].node, "gpu-1");
    EXPECT_EQ(data->nodes[2].node, "gpu-2.fox.example");
    ASSERT_EQ(data->jobs.size(), 2U);
    EXPECT_EQ(data->jobs[0].nodes, (Names{"gpu-1", "gpu-2.fox.example"}));
    EXPECT_EQ(data->jobs[1].nodes, (Names{"exporter-7", "gpu-4"}));
    EXPECT_TRUE(hasNote(data->report, "node '10.0.0.1' is named 'gpu-1', as it calls itself"));

    // A node that the project has keeps its name.
    ExistingProject existing;
    existing.stepMs = 15000;
    existing.nodes["10.0.0.1"] = {kNoon, 15000, 40};
    const auto again = importSources({source}, options, existing);
    ASSERT_TRUE(again) << again.error().text();
    EXPECT_EQ(again->nodes[0].node, "10.0.0.1");
    EXPECT_EQ(again->jobs[0].nodes, (Names{"10.0.0.1", "gpu-2.fox.example"}));
}

TEST_F(ImportTables, AMapNamesNodesAndJoinsThem)
{
    const auto source
        = write("prom/load.json",
                answer({series("10.0.0.1:9100"), series("gpu-1:9400", "", "DCGM_FI_DEV_GPU_TEMP")}));
    options.nodeMapFile = write("map.csv", "from,to\n10.0.0.1,gpu-1\nold-name,gpu-1\n");
    options.jobsFile = write("sacct.txt", "JobID|NodeList|Start|End\n1|old-name|1795435230|1795435260\n");
    const auto data = importSources({source}, options, {});
    ASSERT_TRUE(data) << data.error().text();
    ASSERT_EQ(data->nodes.size(), 1U);
    EXPECT_EQ(data->nodes[0].node, "gpu-1");
    EXPECT_EQ(data->nodes[0].metrics.size(), 2U);
    EXPECT_EQ(data->jobs[0].nodes, (Names{"gpu-1"}));
}

TEST_F(ImportTables, NodesThatMayBeOneMachineAreSaid)
{
    const auto source
        = write("prom/load.json", answer({series("gpu-1:9100"), series("gpu-1.fox.example:9100")}));
    const auto data = importSources({source}, options, {});
    ASSERT_TRUE(data) << data.error().text();
    EXPECT_TRUE(hasNote(data->report, "nodes 'gpu-1' and 'gpu-1.fox.example' may be one machine"));
}

TEST_F(ImportTables, TheLabelOfAJobThatRanTwiceIsOnTheNodesOfItsRun)
{
    write("metrics/cn1.csv", csv());
    write("metrics/cn2.csv", csv());
    options.jobsFile = write("sacct.txt",
                             "JobID|JobName|NodeList|Start|End|State\n"
                             "48|r|cn1|2026-11-23T12:00:30|2026-11-23T12:02:00|PREEMPTED\n"
                             "48|r|cn2|2026-11-23T12:03:00|2026-11-23T12:06:00|COMPLETED\n");
    options.labelsFile = write(
        "labels.csv", "job,begin,end,category\n48,2026-11-23T12:04:00Z,2026-11-23T12:05:00Z,mem_leak\n");
    const auto data = importSources({folder.file("metrics")}, options, {});
    ASSERT_TRUE(data) << data.error().text();
    ASSERT_EQ(data->labels.size(), 1U);
    EXPECT_EQ(data->labels[0].node, "cn2");
    EXPECT_EQ(data->jobs[1].id, "48#2");
}

TEST_F(ImportTables, AnIdThatTheProjectHasForAnotherTimeIsARunOfItsOwn)
{
    write("metrics/cn1.csv", csv());
    ExistingProject existing;
    existing.stepMs = 15000;
    existing.nodes["cn1"] = {kNoon, 15000, 40};
    existing.jobs = {{"48", {"cn1"}, kNoon - 86400000, kNoon - 86300000, "r", "", "COMPLETED", {}},
                     {"49", {"cn1"}, kNoon + 30000, std::nullopt, "s", "", "RUNNING", {}},
                     {"50", {"cn1"}, kNoon + 3600000, kNoon + 3660000, "z", "", "COMPLETED", {}}};
    options.jobsFile = write("sacct.txt",
                             "JobID|JobName|NodeList|Start|End|State\n"
                             "48|r|cn1|2026-11-23T12:00:30|2026-11-23T12:02:00|COMPLETED\n"
                             "49|s|cn1|2026-11-23T12:00:30|2026-11-23T12:03:00|COMPLETED\n"
                             "50|z|cn1|2026-11-23T12:00:00|2026-11-23T12:01:00|COMPLETED\n");
    options.labelsFile = write("labels.csv",
                               "job,begin,end,category\n"
                               "48,2026-11-22T12:00:00Z,2026-11-22T12:00:30Z,first\n"
                               "48,2026-11-23T12:01:00Z,2026-11-23T12:01:30Z,second\n");
    const auto tables = importTables(options, existing);
    ASSERT_TRUE(tables) << tables.error().text();
    ASSERT_EQ(tables->jobs.size(), 3U);
    EXPECT_EQ(tables->jobs[0].id, "50") << "the same run, read in another zone before";
    EXPECT_EQ(tables->jobs[1].id, "48#2");
    EXPECT_EQ(tables->jobs[2].id, "49");
    EXPECT_EQ(tables->jobs[2].end, kNoon + 180000);
    EXPECT_EQ(tables->labels.size(), 2U);
    EXPECT_TRUE(hasNote(
        tables->report,
        "ids that the project has for another time: 1; such a job is a run of its own, the first is '48#2'"))
        << tables->report.toJson();
}

TEST_F(ImportTables, ATableAloneIsCheckedWithoutAProject)
{
    options.jobsFile = write("sacct.txt",
                             kJobs
                                 + "103|u|x|n[1-|2026-11-23T12:01:00|2026-11-23T12:05:30|F\n"
                                   "104|u|x|n[2-|2026-11-23T12:01:00|2026-11-23T12:05:30|F\n");
    const auto refused = importTables(options, {});
    ASSERT_FALSE(refused) << "two lines of five";
    EXPECT_EQ(refused.error().line, 5);
    EXPECT_EQ(refused.error().column, 4);
    options.allowRejected = true;
    const auto tables = importTables(options, {});
    ASSERT_TRUE(tables) << tables.error().text();
    EXPECT_EQ(tables->report.jobsAccepted, 3);
    EXPECT_EQ(tables->report.jobsRejected, 2);
    EXPECT_EQ(tables->report.rejectedLines.at("not a host list"), 2);
    options.jobsFile.clear();
    EXPECT_EQ(importTables(options, {}).error().code, ErrorCode::InvalidArgument);
    options.labelsFile = write("labels.csv", "node,begin,end,category\ncn1,2026-11-23T12:01:00Z,soon,leak\n");
    const auto labels = importTables(options, {});
    ASSERT_FALSE(labels);
    EXPECT_EQ(labels.error().line, 2);
    EXPECT_EQ(labels.error().column, 3);
}

TEST_F(ImportTables, WhenNoJobCanBeUsedItsLinesAreTheReason)
{
    options.jobsFile = write("sacct.txt",
                             "JobID|NodeList|Start|End\n1|None assigned|Unknown|Unknown\n"
                             "2|cn1|0|0\n3.batch|cn1|1795435230|1795435260\n");
    const auto tables = importTables(options, {});
    ASSERT_FALSE(tables);
    EXPECT_EQ(tables.error().message,
              "no job of the table can be used (line 2: the job never got a node; line 3: "
              "the job has not begun; 1 job steps; only whole jobs are imported)");
    EXPECT_EQ(tables.error().line, 2);
}

TEST_F(ImportTables, AnyBytesInJobsLabelsAndNamesOfNodesAreStored)
{
    write("metrics/c\xFC"
          "1.csv",
          csv());
    options.jobsFile = write("sacct.txt",
                             "JobID|JobName|NodeList|Start|End|State|Comment\n"
                             "1|\xDC"
                             "bung|c\xFC"
                             "1|2026-11-23T12:00:30|2026-11-23T12:03:00|COMPLETED|f\xFCr alle\n");
    options.labelsFile = write("labels.csv",
                               "node,begin,end,category,note\n"
                               "c\xFC"
                               "1,2026-11-23T12:00:30Z,2026-11-23T12:03:00Z,mem_leak,f\xFCr\n");
    options.keepUsers = true;
    const auto data = importSources({folder.file("metrics")}, options, {});
    ASSERT_TRUE(data) << data.error().text();
    EXPECT_EQ(data->nodes[0].node, "cü1");
    EXPECT_EQ(data->jobs[0].nodes, (Names{"cü1"}));
    EXPECT_EQ(data->jobs[0].name, "Übung");
    EXPECT_EQ(data->jobs[0].attributes.at("Comment"), "für alle");
    EXPECT_EQ(data->labels[0].node, "cü1");
    EXPECT_EQ(data->labels[0].note, "für");
    EXPECT_TRUE(hasNote(data->report, "sacct.txt: 3 texts not in UTF-8, read as Windows-1252"))
        << data->report.toJson();
}

} // namespace
} // namespace nodesentry
