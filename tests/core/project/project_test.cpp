#include "core/project/project.h"

#include "core/base/reason.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <fstream>
#include <unistd.h>

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
    EXPECT_EQ(project.error().remedy, Remedy::Import);
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

TEST_F(ProjectTest, AnEmptiedDatabaseIsRefusedAndLeftAsItIs)
{
    ASSERT_TRUE(Project::create(path));
    writeFile(path + "/project.db", "");
    for (const auto mode : {OpenMode::ReadWrite, OpenMode::ReadWriteIfFree, OpenMode::ReadOnly}) {
        const auto project = Project::open(path, mode);
        ASSERT_FALSE(project);
        EXPECT_EQ(project.error().code, ErrorCode::Corrupt);
        EXPECT_NE(project.error().message.find("empty"), std::string::npos) << project.error().text();
        EXPECT_NE(project.error().advice.find("restore"), std::string::npos) << project.error().text();
    }
    EXPECT_EQ(fs::file_size(path + "/project.db"), 0U);
}

TEST_F(ProjectTest, ADatabaseWithoutASchemaIsNoNewProject)
{
    for (const char* sql : {"PRAGMA user_version = 0", "PRAGMA user_version = -1"}) {
        fs::remove_all(path);
        ASSERT_TRUE(Project::create(path));
        executeSql(sql);
        for (const auto mode : {OpenMode::ReadWrite, OpenMode::ReadOnly}) {
            const auto project = Project::open(path, mode);
            ASSERT_FALSE(project) << sql;
            EXPECT_EQ(project.error().code, ErrorCode::Corrupt) << project.error().text();
            EXPECT_EQ(project.error().file, path + "/project.db");
        }
    }
}

TEST_F(ProjectTest, ACreationThatWasKilledIsBegunAgain)
{
    fs::create_directories(path + "/models");
    writeFile(path + "/project.db.new", "half a database");
    writeFile(path + "/project.db.new-journal", "its journal");
    const auto project = Project::create(path);
    ASSERT_TRUE(project) << project.error().text();
    EXPECT_TRUE((*project)->addLabel({0, "cn1", 0, 1, "x", "", ""}));
    EXPECT_FALSE(fs::exists(path + "/project.db.new"));
    EXPECT_FALSE(fs::exists(path + "/project.db.new-journal"));
}

/// Gives up the rights of root for a while: root may write anywhere.
class WithoutRoot {
public:
    WithoutRoot()
    {
        if (::geteuid() == 0)
            m_was = ::seteuid(65534) == 0;
    }
    ~WithoutRoot()
    {
        if (m_was) {
            EXPECT_EQ(::seteuid(0), 0);
        }
    }
    WithoutRoot(const WithoutRoot&) = delete;
    WithoutRoot& operator=(const WithoutRoot&) = delete;

private:
    bool m_was = false;
};

/// Takes the right to write from a folder and all in it, as a read-only disk does; gives it back.
class WithoutWriting {
public:
    explicit WithoutWriting(std::string path) : m_path(std::move(path)) { set(fs::perm_options::remove); }
    ~WithoutWriting() { set(fs::perm_options::add); }
    WithoutWriting(const WithoutWriting&) = delete;
    WithoutWriting& operator=(const WithoutWriting&) = delete;

private:
    void set(fs::perm_options how) const
    {
        constexpr auto kLook
            = fs::perms::group_read | fs::perms::group_exec | fs::perms::others_read | fs::perms::others_exec;
        fs::permissions(fs::path(m_path).parent_path(), kLook, fs::perm_options::add);
        const auto change = how == fs::perm_options::add
            ? fs::perms::owner_write
            : fs::perms::owner_write | fs::perms::group_write | fs::perms::others_write;
        for (const auto& entry : fs::recursive_directory_iterator(m_path))
            fs::permissions(entry.path(), change, how);
        fs::permissions(m_path, change, how);
    }
    std::string m_path;
};

TEST_F(ProjectTest, AClosedProjectIsReadWhereNothingMayBeWritten)
{
    ASSERT_TRUE(Project::create(path).value()->addLabel({0, "cn1", 10, 20, "x", "", "ann"}));
    ASSERT_FALSE(fs::exists(path + "/project.db-wal"));
    const WithoutWriting closed(path);
    const WithoutRoot nobody;
    for (const auto mode : {OpenMode::ReadOnly, OpenMode::ReadWriteIfFree}) {
        const auto project = Project::open(path, mode);
        ASSERT_TRUE(project) << project.error().text();
        EXPECT_TRUE((*project)->readOnly());
        EXPECT_EQ((*project)->labels().value(), (std::vector<Label>{{1, "cn1", 10, 20, "x", "", "ann"}}));
        const auto refused = (*project)->addLabel({0, "cn1", 0, 1, "x", "", ""});
        EXPECT_EQ(refused.error().code, ErrorCode::ReadOnly);
        EXPECT_EQ((*project)->readOnlyBecause().has_value(), mode == OpenMode::ReadWriteIfFree);
    }
    const auto writer = Project::open(path, OpenMode::ReadWrite);
    ASSERT_FALSE(writer);
    EXPECT_EQ(writer.error().code, ErrorCode::ReadOnly);
    EXPECT_FALSE(fs::exists(path + "/project.db-shm"));
}

TEST_F(ProjectTest, ChangesThatWaitInTheLogAreNotReadPast)
{
    const auto copy = folder.file("copy.nsproj");
    {
        const auto writer = Project::create(path).value();
        ASSERT_TRUE(writer->addLabel({0, "cn1", 10, 20, "x", "", "ann"}));
        ASSERT_GT(fs::file_size(path + "/project.db-wal"), 0U);
        fs::copy(path, copy, fs::copy_options::recursive); // as a backup of an open project does
    }
    fs::remove(copy + "/project.db-shm");
    const WithoutWriting closed(copy);
    const WithoutRoot nobody;
    const auto project = Project::open(copy, OpenMode::ReadOnly);
    ASSERT_FALSE(project);
    EXPECT_EQ(project.error().code, ErrorCode::ReadOnly);
    EXPECT_NE(project.error().message.find("project.db-wal"), std::string::npos) << project.error().text();
    EXPECT_NE(project.error().advice.find("copy the folder"), std::string::npos) << project.error().text();
}

TEST_F(ProjectTest, AChangeOfAProjectThatIsGoneIsAnError)
{
    const auto project = Project::create(path).value();
    ASSERT_TRUE(project->addLabel({0, "cn1", 10, 20, "x", "", "ann"}));
    ASSERT_TRUE(project->checkInPlace());
    const auto moved = folder.file("moved.nsproj");
    fs::rename(path, moved);
    const auto gone = project->addLabel({0, "cn1", 20, 30, "x", "", "ann"});
    ASSERT_FALSE(gone);
    EXPECT_EQ(gone.error().code, ErrorCode::IoError);
    EXPECT_NE(gone.error().message.find("deleted, moved or replaced"), std::string::npos);
    EXPECT_FALSE(project->checkInPlace());

    // Another project in its place gets nothing of this one either.
    const auto other = Project::create(path).value();
    EXPECT_FALSE(project->addLabel({0, "cn1", 20, 30, "x", "", "ann"}));
    EXPECT_EQ(other->labels().value().size(), 0U);

    fs::remove_all(path);
    EXPECT_FALSE(project->updateLabel({1, "cn1", 10, 25, "x", "", "ann"}));
    fs::rename(moved, path);
    EXPECT_TRUE(project->addLabel({0, "cn1", 20, 30, "x", "", "ann"})); // back again, as it was
    EXPECT_EQ(project->labels().value().size(), 2U);
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
