#include "core/project/project.h"

#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

namespace nodesentry {
namespace {

class ProjectLabelsTest : public ::testing::Test {
protected:
    test::TemporaryFolder folder;
    std::string path = folder.file("p.nsproj");

    std::vector<std::string> history() const
    {
        sqlite3* handle = nullptr;
        EXPECT_EQ(sqlite3_open((path + "/project.db").c_str(), &handle), SQLITE_OK);
        std::vector<std::string> rows;
        sqlite3_exec(
            handle,
            "SELECT action || ' ' || label || ' ' || (before IS NULL) || (after IS NULL) FROM label_history",
            [](void* out, int, char** row, char**) {
                static_cast<std::vector<std::string>*>(out)->emplace_back(row[0]);
                return 0;
            },
            &rows, nullptr);
        sqlite3_close(handle);
        return rows;
    }
};

TEST_F(ProjectLabelsTest, EveryEditIsKeptInTheHistory)
{
    const auto project = Project::create(path).value();
    Label label{0, "cn1", 1000, std::nullopt, "mem_leak", "seen by eye", "ann"};
    label.id = project->addLabel(label).value();
    EXPECT_EQ(project->labels().value(), std::vector<Label>{label});

    label.end = 5000;
    ASSERT_TRUE(project->updateLabel(label));
    EXPECT_EQ(project->labels().value(), std::vector<Label>{label});

    ASSERT_TRUE(project->removeLabel(label.id));
    EXPECT_TRUE(project->labels().value().empty());
    const auto id = std::to_string(label.id);
    EXPECT_EQ(
        history(),
        (std::vector<std::string>{"add " + id + " 10", "change " + id + " 00", "remove " + id + " 01"}));
}

TEST_F(ProjectLabelsTest, AnIdIsNeverUsedAgain)
{
    const auto project = Project::create(path).value();
    const auto first = project->addLabel({0, "cn1", 0, 10, "x", "", ""}).value();
    ASSERT_TRUE(project->removeLabel(first));
    EXPECT_GT(project->addLabel({0, "cn1", 0, 10, "x", "", ""}).value(), first);
}

TEST_F(ProjectLabelsTest, WrongLabelsAreRefused)
{
    const auto project = Project::create(path).value();
    EXPECT_EQ(project->addLabel({0, "cn1", 10, 10, "x", "", ""}).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(project->addLabel({0, "", 10, 20, "x", "", ""}).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(project->updateLabel({99, "cn1", 10, 20, "x", "", ""}).error().code, ErrorCode::NotFound);
    EXPECT_EQ(project->removeLabel(99).error().code, ErrorCode::NotFound);
    EXPECT_TRUE(project->labels().value().empty());
}

TEST_F(ProjectLabelsTest, ALabelIsOnDiskWhenAddLabelReturnsEvenIfTheProcessIsKilled)
{
    ASSERT_TRUE(Project::create(path));
    const pid_t child = ::fork();
    if (child == 0) {
        const auto project = Project::open(path, OpenMode::ReadWrite);
        if (!project)
            ::_exit(3);
        for (int i = 0; i < 20; ++i)
            if (!(*project)->addLabel({0, "cn1", i, i + 1, "x", "", ""}))
                ::_exit(4);
        ::kill(::getpid(), SIGKILL);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status));
    const auto project = Project::open(path, OpenMode::ReadWrite);
    ASSERT_TRUE(project) << project.error().text();
    EXPECT_EQ((*project)->labels().value().size(), 20U);
}

} // namespace
} // namespace nodesentry
