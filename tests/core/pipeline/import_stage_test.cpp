#include "core/pipeline/import_stage.h"

#include "tests/core/pipeline/small_project.h"

#include <gtest/gtest.h>

#include <cmath>

namespace nodesentry {
namespace {

using test::csvOf;
using test::writeText;

class ImportStageTest : public ::testing::Test {
protected:
    test::TemporaryFolder folder;
    std::string path = folder.file("p.nsproj");

    Result<ImportReport> import(const std::string& node, const std::vector<std::string>& metrics,
                                const std::vector<std::vector<double>>& values)
    {
        const auto file = folder.file(node + ".csv");
        writeText(file, csvOf(metrics, values));
        return importIntoProject(path, {file}, {}, {});
    }
};

TEST_F(ImportStageTest, ASecondImportKeepsTheOtherNodesAndJoinsMetricsByName)
{
    ASSERT_TRUE(import("n1", {"cpu", "mem"}, {{1, 2, 1}, {5, 6, 5}}));
    ASSERT_TRUE(import("n2", {"mem", "io"}, {{7, 8, 7}, {9, 4, 9}}));
    const auto project = Project::open(path, OpenMode::ReadOnly).value();
    const auto metrics = project->metrics().value();
    ASSERT_EQ(metrics.size(), 3U);
    const auto store = project->openSeries().value();
    ASSERT_EQ(store->nodes().size(), 2U);
    const auto valueOf = [&](const std::string& node, const std::string& metric) {
        for (std::size_t i = 0; i < metrics.size(); ++i)
            if (metrics[i].name == metric)
                return store->read(node, static_cast<int>(i), 0, 1).value().at(0);
        throw std::runtime_error("no such metric");
    };
    EXPECT_EQ(valueOf("n1", "cpu"), 1.0F);
    EXPECT_EQ(valueOf("n1", "mem"), 5.0F);
    EXPECT_EQ(valueOf("n2", "mem"), 7.0F);
    EXPECT_EQ(valueOf("n2", "io"), 9.0F);
    EXPECT_TRUE(std::isnan(valueOf("n2", "cpu")));
}

TEST_F(ImportStageTest, ANodeThatComesAgainIsExtendedAndNewSamplesWin)
{
    writeText(folder.file("n1.csv"), "time,x,y\n1700000000,1,10\n1700000015,2,20\n1700000030,3,30\n");
    ASSERT_TRUE(importIntoProject(path, {folder.file("n1.csv")}, {}, {}));
    // Two samples later than the last, which is at 30 s, one that both have, and one without a value for y.
    writeText(folder.file("n1.csv"), "time,x,y\n1700000030.5,7,\n1700000075,8,80\n1700000090,9,90\n");
    ASSERT_TRUE(importIntoProject(path, {folder.file("n1.csv")}, {}, {}));
    const auto project = Project::open(path, OpenMode::ReadOnly).value();
    const auto series = project->openSeries().value()->readNode("n1").value();
    EXPECT_EQ(series.grid, (TimeGrid{1700000000000, 15000, 7}));
    const auto expectRow = [&](Eigen::Index row, const std::vector<float>& expected) {
        for (std::size_t i = 0; i < expected.size(); ++i) {
            const float sample = series.values(row, static_cast<Eigen::Index>(i));
            EXPECT_TRUE(sample == expected[i] || (std::isnan(sample) && std::isnan(expected[i])))
                << row << " " << i << " " << sample;
        }
    };
    expectRow(0, {1, 2, 7, NAN, NAN, 8, 9});
    expectRow(1, {10, 20, 30, NAN, NAN, 80, 90});
}

TEST_F(ImportStageTest, SamplesBeforeTheOldOnesExtendTheNodeToo)
{
    writeText(folder.file("n1.csv"), "time,x\n1700000150,1\n1700000165,2\n");
    ASSERT_TRUE(importIntoProject(path, {folder.file("n1.csv")}, {}, {}));
    writeText(folder.file("n1.csv"), "time,x\n1700000121,5\n1700000136,6\n");
    ASSERT_TRUE(importIntoProject(path, {folder.file("n1.csv")}, {}, {}));
    const auto series
        = Project::open(path, OpenMode::ReadOnly).value()->openSeries().value()->readNode("n1").value();
    EXPECT_EQ(series.grid, (TimeGrid{1700000120000, 15000, 4}));
    EXPECT_EQ(series.values.row(0), (Eigen::RowVector4f(5, 6, 1, 2)));
}

TEST_F(ImportStageTest, AMetricKeepsTheKindThatItHas)
{
    std::vector<double> rising;
    for (int i = 0; i < 40; ++i)
        rising.push_back(30.0 * i);
    ASSERT_TRUE(import("n1", {"m"}, {rising}));
    ASSERT_TRUE(import("n2", {"m"}, {{0, 30, 60}})) << "too short to look like a counter";
    const auto project = Project::open(path, OpenMode::ReadOnly).value();
    EXPECT_EQ(project->metrics().value().at(0).kind, MetricKind::Rate);
    EXPECT_EQ(project->openSeries().value()->read("n2", 0, 2, 3).value().at(0), 2.0F);
}

TEST_F(ImportStageTest, CheckSaysTheSameAsTheImportAndWritesNothing)
{
    writeText(folder.file("n1.csv"), "time,x\n1700000000,1\n1700000015,bad\n1700000030,3\n1700000045,4\n");
    writeText(folder.file("jobs.csv"),
              "jobid,node,start,end\n1,n1,1700000000,1700000060\n2,zz,1700000000,1700000060\n");
    ImportOptions options;
    options.jobsFile = folder.file("jobs.csv");
    options.stepSeconds = 15;
    options.allowRejected = true; // one of four lines
    const auto checked = checkImport(path, {folder.file("n1.csv")}, options, {});
    ASSERT_TRUE(checked) << checked.error().text();
    EXPECT_FALSE(std::filesystem::exists(path));
    const auto imported = importIntoProject(path, {folder.file("n1.csv")}, options, {});
    ASSERT_TRUE(imported) << imported.error().text();
    EXPECT_EQ(checked->toJson(), imported->toJson());
    EXPECT_EQ(checked->nodes, 1);
    EXPECT_EQ(checked->metrics, 1);
    EXPECT_EQ(checked->samples, 3);
    EXPECT_EQ(checked->jobsAccepted, 1);
    EXPECT_EQ(checked->jobsRejected, 1);
    EXPECT_EQ(checked->rejectedLines, (std::map<std::string, std::int64_t>{{"not a number", 1}}));
}

TEST_F(ImportStageTest, TablesAreAddedToAProjectWithoutSamples)
{
    const std::string noon = "2026-11-23T12:00:";
    ImportOptions options;
    options.jobsFile = folder.file("jobs.csv");
    writeText(options.jobsFile,
              "jobid,node,start,end,name\n1,n1," + noon + "00," + noon + "30,a\n2,zz," + noon + "00," + noon
                  + "30,b\n");
    const auto early = importIntoProject(path, {}, options, {});
    ASSERT_FALSE(early) << "there is no project";
    EXPECT_EQ(early.error().code, ErrorCode::InvalidArgument);
    EXPECT_FALSE(std::filesystem::exists(path));

    writeText(folder.file("n1.csv"),
              "time,x\n" + noon + "00Z,1\n" + noon + "15Z,2\n" + noon + "30Z,3\n" + noon + "45Z,2\n");
    ASSERT_TRUE(importIntoProject(path, {folder.file("n1.csv")}, {}, {}));
    options.labelsFile = folder.file("labels.csv");
    writeText(options.labelsFile, "job,begin,end,category\n1," + noon + "10," + noon + "20,leak\n");
    const auto checked = checkImport(path, {}, options, {});
    ASSERT_TRUE(checked) << checked.error().text();
    const auto imported = importIntoProject(path, {}, options, {});
    ASSERT_TRUE(imported) << imported.error().text();
    EXPECT_EQ(checked->toJson(), imported->toJson());
    EXPECT_EQ(imported->unknownNodes.names, (std::vector<std::string>{"'zz'"}));

    const auto project = Project::open(path, OpenMode::ReadOnly).value();
    EXPECT_EQ(project->openSeries().value()->read("n1", 0, 0, 4).value(), (std::vector<float>{1, 2, 3, 2}));
    const auto jobs = project->jobs().value();
    ASSERT_EQ(jobs.size(), 1U);
    EXPECT_EQ(jobs[0].name, "a");
    const auto labels = project->labels().value();
    ASSERT_EQ(labels.size(), 1U);
    EXPECT_EQ(labels[0].node, "n1");
    EXPECT_EQ(labels[0].begin, 1795435210000);
}

// A check that passes imports, whatever bytes the texts hold.
TEST_F(ImportStageTest, TextsInLatin1AreStored)
{
    const std::string noon = "2026-11-23T12:00:";
    writeText(folder.file("n1.csv"), "time,x\n" + noon + "00Z,1\n" + noon + "15Z,2\n" + noon + "30Z,1\n");
    ImportOptions options;
    options.jobsFile = folder.file("jobs.psv");
    writeText(options.jobsFile,
              "JobID|JobName|NodeList|Start|End|Comment\n1|\xDC" + std::string("bung|n1|") + noon + "00|"
                  + noon + "30|f\xFCr alle\n");
    ASSERT_TRUE(checkImport(path, {folder.file("n1.csv")}, options, {}));
    const auto imported = importIntoProject(path, {folder.file("n1.csv")}, options, {});
    ASSERT_TRUE(imported) << imported.error().text();
    const auto jobs = Project::open(path, OpenMode::ReadOnly).value()->jobs().value();
    ASSERT_EQ(jobs.size(), 1U);
    EXPECT_EQ(jobs[0].name, "Übung");
    EXPECT_EQ(jobs[0].attributes.at("Comment"), "für alle");
}

TEST_F(ImportStageTest, NothingButTheProjectIsLeftInItsFolder)
{
    ASSERT_TRUE(import("n1", {"cpu"}, {{1, 2, 1}}));
    for (const auto& entry : std::filesystem::directory_iterator(path))
        EXPECT_FALSE(entry.path().filename().string().starts_with("import-")) << entry.path();
}

TEST_F(ImportStageTest, ANodeWithTheSameTimesTakesTheNewSamples)
{
    ASSERT_TRUE(import("n1", {"cpu"}, {{1, 2, 1}}));
    ASSERT_TRUE(import("n1", {"cpu"}, {{3, 4, 3, 4}}));
    const auto store = Project::open(path, OpenMode::ReadOnly).value()->openSeries().value();
    EXPECT_EQ(store->read("n1", 0, 0, 4).value(), (std::vector<float>{3, 4, 3, 4}));
}

TEST_F(ImportStageTest, AFailedFirstImportLeavesNoFolder)
{
    EXPECT_FALSE(importIntoProject(path, {folder.file("nothing.csv")}, {}, {}));
    EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(ImportStageTest, AStopLeavesTheProjectAsItWas)
{
    ASSERT_TRUE(import("n1", {"cpu"}, {{1, 2, 1}}));
    writeText(folder.file("n2.csv"), csvOf({"cpu"}, {{5, 6, 5}}));
    std::stop_source stop;
    stop.request_stop();
    const auto result = importIntoProject(path, {folder.file("n2.csv")}, {}, RunContext(stop.get_token()));
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::Cancelled);
    EXPECT_EQ(Project::open(path, OpenMode::ReadOnly).value()->openSeries().value()->nodes().size(), 1U);
}

} // namespace
} // namespace nodesentry
