#include "core/project/project.h"

#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <fstream>

namespace nodesentry {
namespace {

namespace fs = std::filesystem;

class ProjectTest : public ::testing::Test {
protected:
    test::TemporaryFolder folder;
    std::string path = folder.file("p.nsproj");

    static void writeFile(const std::string& file, const std::string& content)
    {
        std::ofstream(file, std::ios::binary) << content;
    }
    static std::string readFile(const std::string& file)
    {
        std::ifstream stream(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }
    void executeSql(const char* sql) const
    {
        sqlite3* handle = nullptr;
        ASSERT_EQ(sqlite3_open((path + "/project.db").c_str(), &handle), SQLITE_OK);
        EXPECT_EQ(sqlite3_exec(handle, sql, nullptr, nullptr, nullptr), SQLITE_OK);
        sqlite3_close(handle);
    }
};

ImportCommit smallImport(const std::string& generation)
{
    ImportCommit import;
    import.generation = generation;
    import.source = "folder";
    import.summary = "{}";
    import.metrics = {{"cpu", "1", MetricKind::Rate, "CPU"},
                      { "free",
                        "bytes",
                        MetricKind::Gauge,
                        "Memory" }};
    import.jobs = {{"7",
                    {"cn1", "cn2"},
                    1000,
                    5000,
                    "hpl",
                    "u1",
                    "COMPLETED",
                    { { "App",
                        "HPL" } }},
                   { "8",
                     {"cn1"},
                     500,
                     std::nullopt,
                     "fio",
                     "u2",
                     "RUNNING",
                     {} }};
    import.labels = {{ 0, "cn1", 1000, 2000, "mem_leak", "", "import" }};
    return import;
}

TEST_F(ProjectTest, CreateMakesAProjectThatOpensAgain)
{
    ASSERT_TRUE(Project::create(path));
    const auto project = Project::open(path + "/", OpenMode::ReadWrite);
    ASSERT_TRUE(project) << project.error().text();
    EXPECT_EQ((*project)->path(), path);
    EXPECT_FALSE((*project)->readOnly());
    EXPECT_EQ((*project)->openSeries().error().code, ErrorCode::StageMissing);
}

TEST_F(ProjectTest, CreateDoesNotTouchAFolderThatHoldsSomething)
{
    fs::create_directories(path);
    writeFile(path + "/thesis.tex", "years of work");
    EXPECT_EQ(Project::create(path).error().code, ErrorCode::AlreadyExists);
    EXPECT_EQ(readFile(path + "/thesis.tex"), "years of work");
}

TEST_F(ProjectTest, OpenSaysWhatAProjectIsWhenThereIsNone)
{
    const auto project = Project::open(folder.file("nothing"), OpenMode::ReadWrite);
    ASSERT_FALSE(project);
    EXPECT_EQ(project.error().code, ErrorCode::NotFound);
    EXPECT_NE(project.error().advice.find("nodesentry import"), std::string::npos);
}

TEST_F(ProjectTest, ASecondWriterIsRefusedAndAReaderIsNot)
{
    const auto first = Project::create(path);
    ASSERT_TRUE(first);
    const auto second = Project::open(path, OpenMode::ReadWrite);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, ErrorCode::Locked);
    EXPECT_NE(second.error().message.find("process"), std::string::npos);

    const auto reader = Project::open(path, OpenMode::ReadWriteIfFree);
    ASSERT_TRUE(reader) << reader.error().text();
    EXPECT_TRUE((*reader)->readOnly());
    EXPECT_EQ((*reader)->addLabel({0, "cn1", 0, 1, "x", "", ""}).error().code, ErrorCode::ReadOnly);
}

TEST_F(ProjectTest, TheLockIsFreeOnceTheWriterIsGone)
{
    ASSERT_TRUE(Project::create(path));
    EXPECT_TRUE(Project::open(path, OpenMode::ReadWrite));
}

TEST_F(ProjectTest, AReaderSeesWhatTheWriterCommits)
{
    const auto writer = Project::create(path).value();
    const auto reader = Project::open(path, OpenMode::ReadOnly).value();
    ASSERT_TRUE(writer->addLabel({0, "cn1", 10, 20, "x", "", ""}));
    EXPECT_EQ(reader->labels().value().size(), 1U);
}

TEST_F(ProjectTest, AProjectOfANewerVersionIsLeftAlone)
{
    ASSERT_TRUE(Project::create(path));
    executeSql("PRAGMA user_version = 999");
    for (const auto mode : {OpenMode::ReadWrite, OpenMode::ReadOnly}) {
        const auto project = Project::open(path, mode);
        ASSERT_FALSE(project);
        EXPECT_EQ(project.error().code, ErrorCode::VersionTooNew);
    }
}

TEST_F(ProjectTest, ADatabaseOfAnotherProgramIsRefused)
{
    ASSERT_TRUE(Project::create(path));
    executeSql("PRAGMA application_id = 17");
    EXPECT_EQ(Project::open(path, OpenMode::ReadWrite).error().code, ErrorCode::Corrupt);
    writeFile(path + "/project.db", std::string(4096, 'x'));
    EXPECT_EQ(Project::open(path, OpenMode::ReadWrite).error().code, ErrorCode::Corrupt);
}

TEST_F(ProjectTest, CommitImportStoresAllPartsAndMovesTheSamplesIntoPlace)
{
    const auto project = Project::create(path).value();
    writeFile(project->pendingSeriesPath("g1"), "samples");
    ASSERT_TRUE(project->commitImport(smallImport("g1")));
    EXPECT_EQ(readFile(project->seriesPath()), "samples");
    EXPECT_FALSE(fs::exists(project->pendingSeriesPath("g1")));
    EXPECT_EQ(project->metrics().value(), smallImport("g1").metrics);

    const auto jobs = project->jobs().value();
    ASSERT_EQ(jobs.size(), 2U);
    EXPECT_EQ(jobs[0], smallImport("g1").jobs[1]); // by begin
    EXPECT_EQ(jobs[1], smallImport("g1").jobs[0]);
    EXPECT_EQ(project->labels().value().size(), 1U);
}

TEST_F(ProjectTest, ImportingTheSameLabelsTwiceKeepsOne)
{
    const auto project = Project::create(path).value();
    for (const auto* generation : {"g1", "g2"}) {
        writeFile(project->pendingSeriesPath(generation), "samples");
        ASSERT_TRUE(project->commitImport(smallImport(generation)));
    }
    EXPECT_EQ(project->labels().value().size(), 1U);
    EXPECT_EQ(project->jobs().value().size(), 2U);
}

TEST_F(ProjectTest, AnImportKilledBeforeTheRenameIsCompletedByTheNextOpen)
{
    {
        const auto project = Project::create(path).value();
        writeFile(project->pendingSeriesPath("g1"), "old");
        ASSERT_TRUE(project->commitImport(smallImport("g1")));
        // As after a kill between the commit and the rename: the database knows g2, the file still waits.
        writeFile(project->pendingSeriesPath("g2"), "new");
    }
    executeSql("UPDATE meta SET value = 'g2' WHERE key = 'series_generation'");
    const auto project = Project::open(path, OpenMode::ReadWrite).value();
    EXPECT_EQ(readFile(project->seriesPath()), "new");
}

TEST_F(ProjectTest, AnImportKilledBeforeTheCommitLeavesTheOldSamples)
{
    {
        const auto project = Project::create(path).value();
        writeFile(project->pendingSeriesPath("g1"), "old");
        ASSERT_TRUE(project->commitImport(smallImport("g1")));
        writeFile(project->pendingSeriesPath("g2"), "half wri");
    }
    const auto project = Project::open(path, OpenMode::ReadWrite).value();
    EXPECT_EQ(readFile(project->seriesPath()), "old");
    EXPECT_FALSE(fs::exists(project->pendingSeriesPath("g2")));
}

TEST_F(ProjectTest, AFailingImportChangesNothing)
{
    const auto project = Project::create(path).value();
    writeFile(project->pendingSeriesPath("g1"), "samples");
    auto import = smallImport("g1");
    import.labels.push_back({0, "cn1", 2000, 1000, "ends before it begins", "", ""});
    EXPECT_EQ(project->commitImport(import).error().code, ErrorCode::InvalidArgument);
    EXPECT_TRUE(project->metrics().value().empty());
    EXPECT_TRUE(project->jobs().value().empty());
    EXPECT_TRUE(project->labels().value().empty());
    EXPECT_FALSE(fs::exists(project->seriesPath()));
}

} // namespace
} // namespace nodesentry
