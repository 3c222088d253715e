#include "core/data/import/slurm_sacct.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include <unistd.h>

namespace nodesentry {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

/// A program in place of sacct: a shell script in a folder of the test's own.
class Sacct : public testing::Test {
protected:
    void SetUp() override
    {
        m_folder
            = fs::path(testing::TempDir()) / testing::UnitTest::GetInstance()->current_test_info()->name();
        fs::remove_all(m_folder);
        fs::create_directories(m_folder);
    }
    void TearDown() override { fs::remove_all(m_folder); }

    SacctOptions withScript(const std::string& script, const std::string& arguments = {})
    {
        const auto path = m_folder / "sacct";
        std::ofstream(path) << "#!/bin/sh\n" << script;
        fs::permissions(path, fs::perms::owner_all);
        return {arguments, path.string(), 60};
    }
    [[nodiscard]] std::string content(const std::string& name) const
    {
        std::ifstream file(m_folder / name);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    fs::path m_folder;
    ImportReport m_report;
};

// What `sacct -a -X -D --parsable2 --delimiter=$'\x1f' --format=…` prints, its separators as '~'.
constexpr const char* kPrint = R"sh(cd "$(dirname "$0")"
printf '%s\n' "$@" > arguments
printf '%s' "$SLURM_TIME_FORMAT" > time_format
tr '~' '\037' << 'END'
JobID~Cluster~Partition~Account~User~JobName~NNodes~NodeList~Submit~Start~End~State~ExitCode
10~lab~main~root~alice~name with | pipe~1~cn8~1795390789~1795390789~1795390790~COMPLETED~0:0
54~lab~main~root~alice~line1
line2~1~cn2~1795392304~1795392304~1795392304~COMPLETED~0:0
18~lab~main~root~bob~longrun~2~cn[5-6]~1795390802~1795390802~Unknown~RUNNING~0:0
15_[1,3]~lab~main~root~bob~later~1~None assigned~1795390802~Unknown~Unknown~PENDING~0:0
END
)sh";

TEST_F(Sacct, JobsAreReadFromItsOutput)
{
    const auto jobs = readSacct(withScript(kPrint, "-S 2026-11-01"), m_report);
    ASSERT_TRUE(jobs) << jobs.error().text();
    ASSERT_EQ(jobs->size(), 3U);
    EXPECT_EQ((*jobs)[0].name, "name with | pipe");
    EXPECT_EQ((*jobs)[0].begin, 1795390789000);
    EXPECT_EQ((*jobs)[1].nodes, (Words{"cn5", "cn6"}));
    EXPECT_EQ((*jobs)[1].end, std::nullopt);
    EXPECT_EQ((*jobs)[2].name, "line1\nline2");
    EXPECT_EQ((*jobs)[2].attributes.at("Partition"), "main");
    EXPECT_EQ(m_report.jobsAccepted, 3);
    ASSERT_EQ(m_report.skipped.size(), 1U);
    EXPECT_EQ(m_report.skipped[0], (SkippedItem{"sacct -S 2026-11-01", 6, "the job never got a node"}));
}

TEST_F(Sacct, ArgumentsReachItAsTheyAreAndTimesAreAskedInEpochSeconds)
{
    ASSERT_TRUE(readSacct(withScript(kPrint, R"(-S "2026-11-01 00:00" -M 'a b' --name=$HOME;x)"), m_report));
    EXPECT_EQ(content("arguments"),
              "-a\n-X\n-D\n--parsable2\n--delimiter=\x1F\n"
              "--format=JobID,Cluster,Partition,Account,User,NNodes,NodeList,Submit,Start,End,State,ExitCode,"
              "JobName\n"
              "-S\n2026-11-01 00:00\n-M\na b\n--name=$HOME;x\n");
    EXPECT_EQ(content("time_format"), "%s");
}

TEST_F(Sacct, AHeaderWithoutJobsIsNoError)
{
    const auto jobs = readSacct(withScript("echo 'JobID|NodeList|Start|End'"), m_report);
    ASSERT_TRUE(jobs) << jobs.error().text();
    EXPECT_TRUE(jobs->empty());
}

TEST_F(Sacct, AbsentProgramIsNotFound)
{
    const auto jobs = readSacct({"", (m_folder / "nothing").string(), 5}, m_report);
    ASSERT_FALSE(jobs);
    EXPECT_EQ(jobs.error().code, ErrorCode::NotFound);
    EXPECT_NE(jobs.error().advice.find("--jobs"), std::string::npos);
}

TEST_F(Sacct, ItsFailureIsToldWithItsOwnWords)
{
    const auto jobs
        = readSacct(withScript("echo 'Slurm accounting storage is disabled' >&2; exit 1"), m_report);
    ASSERT_FALSE(jobs);
    EXPECT_EQ(jobs.error().code, ErrorCode::IoError);
    EXPECT_EQ(jobs.error().message, "sacct failed with exit status 1: Slurm accounting storage is disabled");
    EXPECT_NE(jobs.error().advice.find("no accounting"), std::string::npos);
}

TEST_F(Sacct, MuchOnTheErrorOutputDoesNotBlockIt)
{
    const auto jobs = readSacct(withScript("head -c 1000000 /dev/zero | tr '\\0' 'x' >&2; exit 3"), m_report);
    ASSERT_FALSE(jobs);
    EXPECT_LT(jobs.error().message.size(), 3000U);
}

TEST_F(Sacct, OneThatDoesNotEndIsEnded)
{
    auto options = withScript("sleep 1000 & echo $! > \"$(dirname \"$0\")/child\"; wait");
    options.timeoutSeconds = 0.5;
    const auto jobs = readSacct(options, m_report);
    ASSERT_FALSE(jobs);
    EXPECT_EQ(jobs.error().code, ErrorCode::IoError);
    EXPECT_NE(jobs.error().message.find("0.5 s"), std::string::npos);
    const auto child = content("child");
    ASSERT_FALSE(child.empty());
    // Its children are ended with it; one that is not reaped yet is a zombie, without a command line.
    const auto path = "/proc/" + child.substr(0, child.find('\n')) + "/cmdline";
    const auto runs = [&path] {
        std::ifstream commandLine(path);
        return std::string(std::istreambuf_iterator<char>(commandLine), {}).find("sleep")
            != std::string::npos;
    };
    for (int tries = 0; tries < 1000 && runs();
         ++tries) // a killed process is there until the system comes to it
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    EXPECT_FALSE(runs());
}

TEST_F(Sacct, AStopEndsIt)
{
    std::stop_source stop;
    stop.request_stop();
    const auto jobs = readSacct(withScript("sleep 1000"), m_report, RunContext(stop.get_token()));
    ASSERT_FALSE(jobs);
    EXPECT_EQ(jobs.error().code, ErrorCode::Cancelled);
}

TEST_F(Sacct, WhatWouldChangeItsOutputIsRefused)
{
    for (const auto* arguments : {"-o JobID", "--format=JobID", "--form JobID", "-n", "-aXn", "--json", "-l",
                                  "--delimiter=,", "-p", "--helpformat"}) {
        const auto jobs = readSacct(withScript(kPrint, arguments), m_report);
        ASSERT_FALSE(jobs) << arguments;
        EXPECT_EQ(jobs.error().code, ErrorCode::InvalidArgument) << arguments;
    }
    for (const auto* arguments :
         {"-S now-1hour -u bob", "-Snow-1hour", "-u -n", "--starttime now --name x", "-L"})
        EXPECT_TRUE(readSacct(withScript(kPrint, arguments), m_report)) << arguments;
}

TEST(SplitArguments, BlanksSeparateAndQuotesHoldTogether)
{
    EXPECT_EQ(*splitArguments("  -S 2026  \"a 'b' \\\"c\" 'd \"e\\' f\\ g ''"),
              (Words{"-S", "2026", "a 'b' \"c", "d \"e\\", "f g", ""}));
    EXPECT_TRUE(splitArguments("")->empty());
    for (const auto* text : {"'a", "\"a", "a\\"}) {
        const auto words = splitArguments(text);
        ASSERT_FALSE(words) << text;
        EXPECT_EQ(words.error().code, ErrorCode::InvalidArgument);
    }
}

} // namespace
} // namespace nodesentry
