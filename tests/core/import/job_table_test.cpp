#include "core/data/import/job_table.h"
#include "test_files.h"

#include <algorithm>
#include <fstream>

namespace nodesentry {
namespace {

using test::csvFile;
using test::sharedFile;
using Nodes = std::vector<std::string>;

constexpr TimeMs kStart = 1795390789000; // 2026-11-22T23:39:49Z

const Job* find(const std::vector<Job>& jobs, const std::string& id)
{
    const auto found = std::find_if(jobs.begin(), jobs.end(), [&](const Job& job) { return job.id == id; });
    return found == jobs.end() ? nullptr : &*found;
}

/// Writes a table into the test's own folder and reads it.
Result<std::vector<Job>> readText(const std::string& text, const std::string& zone = "UTC")
{
    const auto path = testing::TempDir() + "jobs_under_test.txt";
    std::ofstream(path, std::ios::binary) << text;
    ImportReport report;
    return readJobTable(path, zone, report);
}

TEST(JobTable, SacctInAnyColumnOrder)
{
    ImportReport report;
    const auto jobs = readJobTable(csvFile("tables/sacct.txt"), "UTC", report);
    ASSERT_TRUE(jobs) << jobs.error().text();
    EXPECT_EQ(jobs->size(), 8U);
    EXPECT_EQ(report.jobsAccepted, 8);
    EXPECT_EQ(report.jobsRejected, 2);

    const Job expected{"2",         {"cn1", "cn2", "cn3", "cn4", "cn7"},
                       kStart,      kStart + 4000,
                       "multi5",    "root",
                       "COMPLETED", {{"ExitCode", "0:0"}}};
    ASSERT_NE(find(*jobs, "2"), nullptr);
    EXPECT_EQ(*find(*jobs, "2"), expected);
    EXPECT_EQ(find(*jobs, "6")->state, "CANCELLED");
    EXPECT_EQ(find(*jobs, "10")->nodes, (Nodes{"n001", "n002", "n003"}));
}

TEST(JobTable, UnknownEndIsOpen)
{
    ImportReport report;
    const auto jobs = readJobTable(csvFile("tables/sacct.txt"), "UTC", report);
    ASSERT_TRUE(jobs);
    EXPECT_EQ(find(*jobs, "18")->end, std::nullopt);
    EXPECT_EQ(find(*jobs, "18")->state, "RUNNING");
}

// sacct escapes neither its separator nor line ends.
TEST(JobTable, SeparatorAndLineEndInAJobsNameBelongToTheName)
{
    ImportReport report;
    const auto jobs = readJobTable(csvFile("tables/sacct.txt"), "UTC", report);
    ASSERT_TRUE(jobs);
    EXPECT_EQ(find(*jobs, "10")->name, "name with | pipe");
    EXPECT_EQ(find(*jobs, "54")->name, "line1\nline2");
}

TEST(JobTable, LaterRunOfARequeuedJobIsAJobOfItsOwn)
{
    ImportReport report;
    const auto jobs = readJobTable(csvFile("tables/sacct.txt"), "UTC", report);
    ASSERT_TRUE(jobs);
    ASSERT_NE(find(*jobs, "48"), nullptr);
    ASSERT_NE(find(*jobs, "48#2"), nullptr);
    EXPECT_EQ(find(*jobs, "48")->state, "REQUEUED");
    EXPECT_EQ(find(*jobs, "48#2")->state, "COMPLETED");
    EXPECT_EQ(find(*jobs, "48#2")->begin - find(*jobs, "48")->begin, 129000);
}

TEST(JobTable, StepsAndJobsThatNeverRanAreListedWithTheirReason)
{
    ImportReport report;
    ASSERT_TRUE(readJobTable(csvFile("tables/sacct.txt"), "UTC", report));
    ASSERT_EQ(report.skipped.size(), 3U);
    EXPECT_EQ(report.skipped[0].line, 7);
    EXPECT_EQ(report.skipped[0].reason, "job 7 has no nodes");
    EXPECT_EQ(report.skipped[1].line, 8);
    EXPECT_EQ(report.skipped[2].reason, "2 job steps; only whole jobs are imported");
}

TEST(JobTable, LinesOfOneRunJoinTheirNodes)
{
    ImportReport report;
    const auto jobs = readJobTable(csvFile("tables/one_line_a_node.csv"), "UTC", report);
    ASSERT_TRUE(jobs) << jobs.error().text();
    ASSERT_EQ(jobs->size(), 2U);
    EXPECT_EQ((*jobs)[0],
              (Job{"6", {"cn1", "cn2"}, 1795392230000, 1795392291000, "hpcc", "", "COMPLETED", {}}));
    EXPECT_EQ((*jobs)[1].nodes, (Nodes{"cn1", "cn2", "cn4"})) << "a comma inside brackets does not separate";
    EXPECT_EQ((*jobs)[1].end, std::nullopt);
}

TEST(JobTable, OtherColumnsBecomeAttributes)
{
    ImportReport report;
    const auto jobs = readJobTable(csvFile("tables/jobfiles.psv"), "UTC", report);
    ASSERT_TRUE(jobs) << jobs.error().text();
    EXPECT_EQ((*jobs)[1].attributes, (std::map<std::string, std::string>{{"App", "Mini"}, {"Tag", "eval"}}));
}

TEST(JobTable, TimesWithoutAZoneAreReadInTheGivenOne)
{
    const auto jobs = readText("JobID|NodeList|Start|End\n1|a|2026-11-22T18:39:49|2026-11-22T18:39:52\n",
                               "America/New_York");
    ASSERT_TRUE(jobs) << jobs.error().text();
    EXPECT_EQ((*jobs)[0].begin, kStart);
}

TEST(JobTable, TrailingSeparatorIsNoColumn)
{
    const auto jobs = readText("JobID|NodeList|Start|End|\n1|a|10|20|\n");
    ASSERT_TRUE(jobs) << jobs.error().text();
    EXPECT_EQ((*jobs)[0].end, 20000);
    EXPECT_TRUE((*jobs)[0].attributes.empty());
}

TEST(JobTable, MissingHeaderIsAClearError)
{
    const auto jobs = readText("1|ok1|cn1|2026-11-22T23:39:49|2026-11-22T23:39:52|COMPLETED|0:0\n");
    ASSERT_FALSE(jobs);
    EXPECT_EQ(jobs.error().code, ErrorCode::ParseError);
    EXPECT_EQ(jobs.error().message, "the job table has no header");
    EXPECT_EQ(jobs.error().line, 1);
    EXPECT_NE(jobs.error().advice.find("--parsable2"), std::string::npos);
}

TEST(JobTable, ErrorsNameLineAndColumn)
{
    const std::string header = "JobID|JobName|NodeList|Start|End\n1|a|n1|10|20\n";
    struct Case {
        std::string row;
        ErrorCode code;
        int column;
    };
    for (const auto& [row, code, column] : {Case{"2|b|n[1-|10|20", ErrorCode::ParseError, 3},
                                            {"2|b|n1|ten|20", ErrorCode::ParseError, 4},
                                            {"2|b|n1|10|tomorrow", ErrorCode::ParseError, 5},
                                            {"2|b|n1|10|9", ErrorCode::InconsistentData, 5},
                                            {"|b|n1|10|20", ErrorCode::ParseError, 1},
                                            {"2|b|n1\n3|c|n1|10|20", ErrorCode::ParseError, 6}}) {
        const auto jobs = readText(header + row + "\n");
        ASSERT_FALSE(jobs) << row;
        EXPECT_EQ(jobs.error().code, code) << row;
        EXPECT_EQ(jobs.error().line, 3) << row;
        EXPECT_EQ(jobs.error().column, column) << row;
    }
}

TEST(JobTable, NeededColumnsAreNamedWhenMissing)
{
    for (const auto& [header, missing] : {std::pair{"NodeList|Start|End", "JobID"},
                                          {"JobID|Start|End", "NodeList"},
                                          {"JobID|NodeList|End", "Start"},
                                          {"JobID|NodeList|Start", "End"}}) {
        const auto jobs = readText(std::string(header) + "\n");
        ASSERT_FALSE(jobs);
        EXPECT_NE(jobs.error().message.find(missing), std::string::npos) << jobs.error().message;
    }
}

// 163 lines (wc), one of which goes on a job name with a line end; every job has nodes.
TEST(JobTable, RealSacctOutputReads)
{
    const auto path = sharedFile("stack/fixtures/sacct_X_wide.txt");
    NODESENTRY_NEEDS(path);
    ImportReport report;
    const auto jobs = readJobTable(path, "UTC", report);
    ASSERT_TRUE(jobs) << jobs.error().text();
    EXPECT_EQ(report.jobsAccepted, 162);
    EXPECT_EQ(report.jobsRejected, 0);
    EXPECT_EQ(find(*jobs, "9_3")->attributes.at("ExitCode"), "7:0");
    EXPECT_EQ(find(*jobs, "18")->end, std::nullopt);
}

TEST(JobTable, RealSacctOutputWithoutHeaderIsRefused)
{
    const auto path = sharedFile("data/sacct/phillips.sacct.gz");
    NODESENTRY_NEEDS(path);
    ImportReport report;
    const auto jobs = readJobTable(path, "UTC", report);
    ASSERT_FALSE(jobs);
    EXPECT_EQ(jobs.error().message, "the job table has no header");
}

// 4285 lines, all with nodes and start, each with an id of its own (counted with awk).
TEST(JobTable, YearsOfRealSacctReadOnceTheHeaderIsThere)
{
    const auto path = sharedFile("data/sacct/phillips.sacct.gz");
    NODESENTRY_NEEDS(path);
    const auto copy = testing::TempDir() + "phillips.txt";
    const std::string header
        = "JobID|JobIDRaw|Cluster|Partition|QOS|Account|Group|GID|User|UID|Submit|Eligible|Start|"
          "End|Elapsed|ExitCode|State|NNodes|NCPUS|ReqCPUS|ReqMem|ReqTRES|AllocTRES|Timelimit|"
          "NodeList|JobName";
    ASSERT_EQ(std::system(("(echo '" + header + "'; gzip -dc '" + path + "') > '" + copy + "'").c_str()), 0);
    ImportReport report;
    const auto jobs = readJobTable(copy, "UTC", report);
    ASSERT_TRUE(jobs) << jobs.error().text();
    EXPECT_EQ(report.jobsAccepted + report.jobsRejected, 4285);
    EXPECT_EQ(report.jobsRejected, 239);
    EXPECT_EQ(find(*jobs, "165381")->nodes,
              (Nodes{"cpn-f13-03-01", "cpn-f13-03-02", "cpn-f13-04-01", "cpn-f13-04-02", "cpn-f13-05-01",
                     "cpn-f13-05-02", "cpn-f13-06-01", "cpn-f13-06-02"}));
    EXPECT_EQ(find(*jobs, "163485")->state, "CANCELLED");
}

} // namespace
} // namespace nodesentry
