#include "core/pipeline/import_request.h"

#include "core/pipeline/import_stage.h"
#include "tests/core/pipeline/small_project.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace nodesentry {
namespace {

using test::writeText;

class ImportRequestTest : public ::testing::Test {
protected:
    test::TemporaryFolder folder;

    std::string write(const std::string& name, const std::string& text)
    {
        std::filesystem::create_directories(std::filesystem::path(folder.file(name)).parent_path());
        writeText(folder.file(name), text);
        return folder.file(name);
    }
    void writeRecording()
    {
        write("data/n1.csv", "time,cpu,mem\n1700000000,1,10\n1700000015,2,20\n1700000030,3,30\n");
        write("data/jobs.psv", "JobID|NodeList|Start|End|State\n7|n1|1700000000|1700000030|COMPLETED\n");
        write("data/labels.csv", "node,start,end,type\nn1,1700000000,1700000015,leak\n");
    }
};

TEST_F(ImportRequestTest, TablesAreToldFromSamplesByTheirHeaders)
{
    writeRecording();
    ImportRequest request;
    addSources({folder.file("data/labels.csv"), folder.file("data/n1.csv"), folder.file("data/jobs.psv")},
               request);
    EXPECT_EQ(request.sources, std::vector{folder.file("data/n1.csv")});
    EXPECT_EQ(request.options.jobsFile, folder.file("data/jobs.psv"));
    EXPECT_EQ(request.options.labelsFile, folder.file("data/labels.csv"));

    ImportRequest whole;
    addSources({folder.file("data")}, whole);
    EXPECT_EQ(whole.sources, std::vector{folder.file("data")});
    EXPECT_EQ(whole.options.jobsFile, folder.file("data/jobs.psv"));
    EXPECT_EQ(whole.options.labelsFile, folder.file("data/labels.csv"));
}

TEST_F(ImportRequestTest, ATableThatIsThereStays_AndAFolderOfTablesIsNoSource)
{
    write("tables/jobs.psv", "JobID|NodeList|Start|End\n7|n1|1700000000|1700000030\n");
    ImportRequest request;
    addSources({folder.file("tables"), folder.file("tables")}, request);
    EXPECT_TRUE(request.sources.empty());
    const auto other = write("other.psv", "JobID|NodeList|Start|End\n8|n1|1700000000|1700000030\n");
    addSources({other}, request);
    EXPECT_EQ(request.options.jobsFile, folder.file("tables/jobs.psv"));
    EXPECT_EQ(request.sources, std::vector{other}); // so that its reader says what it is
}

TEST_F(ImportRequestTest, PreviewCountsAndShowsTheFirstRows_AndWritesNothing)
{
    writeRecording();
    ImportRequest request;
    request.project = folder.file("p.nsproj");
    addSources({folder.file("data")}, request);
    const auto preview = previewImport(nullptr, request, {});
    ASSERT_TRUE(preview);
    ASSERT_FALSE(preview->refusal) << preview->refusal->text();
    EXPECT_EQ(preview->report.nodes, 1);
    EXPECT_EQ(preview->report.metrics, 2);
    EXPECT_EQ(preview->report.stepMs, 15000);
    EXPECT_EQ(preview->report.jobsAccepted, 1);
    EXPECT_EQ(preview->report.labels, 1);
    EXPECT_EQ(preview->glance.file, folder.file("data/n1.csv"));
    EXPECT_EQ(preview->glance.columns, (std::vector<std::string>{"time", "cpu", "mem"}));
    ASSERT_EQ(preview->glance.rows.size(), 3U);
    EXPECT_EQ(preview->glance.rows[2], (std::vector<std::string>{"1700000030", "3", "30"}));
    EXPECT_FALSE(std::filesystem::exists(folder.file("p.nsproj")));
}

TEST_F(ImportRequestTest, ABadFieldIsNamedByFileLineColumnAndValue)
{
    std::string rows = "time,cpu,mem\n";
    for (int i = 0; i < 40; ++i)
        rows += std::to_string(1700000000 + 15 * i) + ",1," + (i == 5 ? "1o" : "10") + "\n";
    ImportRequest request;
    request.sources = {write("n1.csv", rows)};
    const auto preview = previewImport(nullptr, request, {});
    ASSERT_TRUE(preview);
    ASSERT_FALSE(preview->refusal);
    ASSERT_EQ(preview->report.skipped.size(), 1U);
    const auto& item = preview->report.skipped.front();
    EXPECT_EQ(item.file, request.sources.front());
    EXPECT_EQ(item.line, 7);
    EXPECT_EQ(item.column, 3);
    EXPECT_EQ(item.text, "1o");
}

TEST_F(ImportRequestTest, ARefusalHasItsPlace_AndStillShowsRows)
{
    writeRecording();
    write("data/labels.csv", "node,start,end,type\nn1,yesterday,1700000015,leak\n");
    ImportRequest request;
    addSources({folder.file("data")}, request);
    const auto preview = previewImport(nullptr, request, {});
    ASSERT_TRUE(preview);
    ASSERT_TRUE(preview->refusal);
    EXPECT_EQ(preview->refusal->file, folder.file("data/labels.csv"));
    EXPECT_EQ(preview->refusal->line, 2);
    EXPECT_EQ(preview->refusal->column, 2);
    EXPECT_NE(preview->refusal->message.find("yesterday"), std::string::npos);
    EXPECT_EQ(preview->glance.rows.size(), 3U);
}

TEST_F(ImportRequestTest, AnOpenProjectTakesLabelsWithoutBeingOpenedAgain)
{
    writeRecording();
    const auto path = folder.file("p.nsproj");
    ASSERT_TRUE(importIntoProject(path, {folder.file("data/n1.csv")}, {}, {}));
    const auto project = Project::open(path, OpenMode::ReadWrite).value();
    ImportRequest request;
    addSources({folder.file("data/labels.csv")}, request);
    const auto preview = previewImport(project.get(), request, {});
    ASSERT_TRUE(preview);
    ASSERT_FALSE(preview->refusal) << preview->refusal->text();
    EXPECT_EQ(preview->report.labels, 1);
    EXPECT_TRUE(project->labels().value().empty());
    ASSERT_TRUE(importIntoProject(*project, request.sources, request.options, {}));
    EXPECT_EQ(project->labels().value().size(), 1U);
}

} // namespace
} // namespace nodesentry
