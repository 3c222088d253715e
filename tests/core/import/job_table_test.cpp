#include "core/data/import/job_table.h"
#include "tests/support/temporary_folder.h"
#include "test_files.h"

#include <algorithm>
#include <fstream>

namespace nodesentry {
namespace {

using test::csvFile;
using test::excerpt;
using test::slurmFile;
using Nodes = std::vector<std::string>;

constexpr TimeMs kStart = 1795390789000; // 2026-11-22T23:39:49Z

const Job* find(const std::vector<Job>& jobs, const std::string& id)
{
    const auto found = std::find_if(jobs.begin(), jobs.end(), [&](const Job& job) { return job.id == id; });
    return found == jobs.end() ? nullptr : &*found;
}

/// Writes a table into the test's own folder and reads it.
Result<std::vector<Job>> readText(const std::string& text, const std::string& zone = "UTC",
                                  const std::vector<std::string>& columns = {},
                                  ImportReport* report = nullptr)
{
    const auto path = nodesentry::test::scratchPath("jobs_under_test.txt");
    std::ofstream(path, std::ios::binary) << text;
    ImportReport own;
    return readJobTable(path, zone, report ? *report : own, columns);
}

using Lines = std::vector<std::pair<std::int64_t, std::string>>;

Lines skippedLines(const ImportReport& report)
{
    Lines lines;
    for (const auto& item : report.skipped)
        lines.emplace_back(item.line, item.reason);
    return lines;
}

const std::vector<std::string> kFixtureColumns{"JobID", "JobName", "NodeList", "Start",
                                               "End",   "State",   "ExitCode"};

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
    EXPECT_EQ(report.skipped[0].reason, "the job never got a node");
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
    const auto jobs = readText("JobID|NodeList|Start|End|\n1|a|1700000010|1700000020|\n");
    ASSERT_TRUE(jobs) << jobs.error().text();
    EXPECT_EQ((*jobs)[0].end, 1700000020000);
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

TEST(JobTable, ABadLineIsRejectedAndTheOthersAreRead)
{
    ImportReport report;
    const auto jobs = readText("JobID|JobName|NodeList|Start|End\n"
                               "1|a|n1|1700000010|1700000020\n"
                               "2|b|n[1-|1700000010|1700000020\n"
                               "3|b|n1|ten|1700000020\n"
                               "4|b|n1|1700000010|tomorrow\n"
                               "5|b|n1|1700000010|1700000009\n"
                               "|b|n1|1700000010|1700000020\n"
                               "7|cut|n1\n"
                               "8|b|n1|1700000010|1700000020\n"
                               "9|cut at the end\n",
                               "UTC", {}, &report);
    ASSERT_TRUE(jobs) << jobs.error().text();
    ASSERT_EQ(jobs->size(), 2U);
    EXPECT_EQ((*jobs)[1].id, "8");
    EXPECT_EQ(report.jobsAccepted, 2);
    EXPECT_EQ(report.jobsRejected, 7);
    EXPECT_EQ(skippedLines(report),
              (Lines{{3, "not a host list"},
                     {4, "not a time"},
                     {5, "not a time"},
                     {6, "the job ends before it begins"},
                     {7, "the job has no id"},
                     {8, "wrong number of fields"},
                     {10, "wrong number of fields"}}));
}

TEST(JobTable, LinesOfOneRunWithAHundredThousandNodes)
{
    const auto jobs = readText(
        "JobID|NodeList|Start|End\n1|a[1-50000]|1700000010|1700000020\n1|a[25001-75000]|1700000010|1700000020\n"
        "1|b[1-50000]|1700000015|1700000020\n");
    ASSERT_TRUE(jobs) << jobs.error().text();
    ASSERT_EQ(jobs->size(), 1U);
    EXPECT_EQ((*jobs)[0].nodes.size(), 125000U);
}

TEST(JobTable, AnEndlessLineIsRejectedAndTheNextOneRead)
{
    ImportReport report;
    const auto jobs
        = readText("JobID|NodeList|Start|End\n1|a|1700000010|1700000020\n2|" + std::string(9 << 20, 'x')
                       + "|1700000010|1700000020\n3|a|1700000030|1700000040\n",
                   "UTC", {}, &report);
    ASSERT_TRUE(jobs) << jobs.error().text();
    EXPECT_EQ(jobs->size(), 2U);
    EXPECT_EQ(skippedLines(report), (Lines{{3, "a line longer than 8 MiB"}}));
}

TEST(JobTable, ATableWithoutAnyReadableLineIsAnErrorThatNamesLineAndColumn)
{
    struct Case {
        std::string row;
        ErrorCode code;
        int column;
    };
    for (const auto& [row, code, column] : {Case{"2|b|n[1-|1700000010|1700000020", ErrorCode::ParseError, 3},
                                            {"2|b|n1|ten|1700000020", ErrorCode::ParseError, 4},
                                            {"2|b|n1|1700000010|tomorrow", ErrorCode::ParseError, 5},
                                            {"2|b|n1|1700000010|1700000009", ErrorCode::InconsistentData, 5},
                                            {"|b|n1|1700000010|1700000020", ErrorCode::ParseError, 1},
                                            {"2|b|n1", ErrorCode::ParseError, 4}}) {
        const auto jobs = readText("JobID|JobName|NodeList|Start|End\n" + row + "\n");
        ASSERT_FALSE(jobs) << row;
        EXPECT_EQ(jobs.error().code, code) << row;
        EXPECT_EQ(jobs.error().line, 2) << row;
        EXPECT_EQ(jobs.error().column, column) << row;
    }
}

TEST(JobTable, UnknownZoneIsAnErrorOfTheCallAndNotOfTheLines)
{
    const auto jobs = readText("JobID|NodeList|Start|End\n1|a|2026-11-01T01:00:00|Unknown\n", "Mars/Base");
    ASSERT_FALSE(jobs);
    EXPECT_EQ(jobs.error().code, ErrorCode::InvalidArgument);
}

TEST(JobTable, NameInTheLastColumnMayHoldSeparatorsAndLineEnds)
{
    const auto jobs = readText("JobID|NodeList|Start|End|JobName\n"
                               "1|n1|1700000010|1700000020|a | b\n"
                               "2|n1|1700000020|1700000030|first\n"
                               "second\n"
                               "3|n1|1700000030|1700000040|\n");
    ASSERT_TRUE(jobs) << jobs.error().text();
    ASSERT_EQ(jobs->size(), 3U);
    EXPECT_EQ((*jobs)[0].name, "a | b");
    EXPECT_EQ((*jobs)[1].name, "first\nsecond");
    EXPECT_EQ((*jobs)[2].name, "");
}

TEST(JobTable, PendingArraysAndHeterogeneousJobs)
{
    ImportReport report;
    const auto jobs = readText("JobID|NodeList|Start|End|State\n"
                               "15_[1,3,5,7,9%2]|None assigned|Unknown|Unknown|PENDING\n"
                               "9_3|n1|1700000010|1700000020|COMPLETED\n"
                               "12+0|n[1-2]|1700000020|1700000030|COMPLETED\n"
                               "12+1|n[3-4]|1700000020|1700000030|COMPLETED\n"
                               "12+1.0|n3|1700000020|1700000030|COMPLETED\n",
                               "UTC", {}, &report);
    ASSERT_TRUE(jobs) << jobs.error().text();
    ASSERT_EQ(jobs->size(), 3U);
    EXPECT_EQ((*jobs)[0].id, "9_3");
    EXPECT_EQ((*jobs)[1].nodes, (Nodes{"n1", "n2"}));
    EXPECT_EQ((*jobs)[2].nodes, (Nodes{"n3", "n4"}));
    EXPECT_EQ(report.jobsRejected, 1);
}

// Two exports put one behind the other: while the job ran, and after it.
TEST(JobTable, TheFinishedStateOfARunReplacesTheRunningOne)
{
    const auto jobs = readText("JobID|NodeList|Start|End|State|Cores\n"
                               "1|n1|1700000010|Unknown|RUNNING|4\n"
                               "1|n1|1700000010|1700000020|COMPLETED|8\n"
                               "1|n1|1700000010|Unknown|RUNNING|4\n");
    ASSERT_TRUE(jobs) << jobs.error().text();
    ASSERT_EQ(jobs->size(), 1U);
    EXPECT_EQ((*jobs)[0],
              (Job{"1", {"n1"}, 1700000010000, 1700000020000, "", "", "COMPLETED", {{"Cores", "8"}}}));
}

TEST(JobTable, ColumnsCanBeNamedWhereThereIsNoHeader)
{
    const std::vector<std::string> columns{"JobID", "JobName", "NodeList", "Start", "End"};
    for (const std::string& text :
         {std::string("1|a|n[1,3]|1700000010|1700000020\n"),
          std::string("1|a|n[1,3]|1700000010|1700000020|\n"),
          std::string("1\x1F"
                      "a\x1F"
                      "n[1,3]\x1F"
                      "1700000010\x1F"
                      "1700000020\n"),
          std::string("1\ta\tn[1,3]\t1700000010\t1700000020\n"),
          std::string("1;a;n[1,3];1700000010;1700000020\n"),
          std::string("JobID|JobName|NodeList|Start|End\n1|a|n[1,3]|1700000010|1700000020\n"),
          std::string("End|Start|NodeList|JobName|JobID\n1700000020|1700000010|n[1,3]|a|1\n")}) {
        const auto jobs = readText(text, "UTC", columns);
        ASSERT_TRUE(jobs) << text << jobs.error().text();
        ASSERT_EQ(jobs->size(), 1U) << text;
        EXPECT_EQ((*jobs)[0], (Job{"1", {"n1", "n3"}, 1700000010000, 1700000020000, "a", "", "", {}}))
            << text;
    }
}

TEST(JobTable, SacctFormatIsReadWithoutItsWidths)
{
    EXPECT_EQ(*parseSacctFormat("jobid, JobName%30,nodelist%-200,Start,End"),
              (std::vector<std::string>{"jobid", "JobName", "nodelist", "Start", "End"}));
    for (const auto* format : {"", "JobID,,NodeList,Start,End", "JobID,Start,End", "NodeList,Start,End"}) {
        const auto columns = parseSacctFormat(format);
        ASSERT_FALSE(columns) << format;
        EXPECT_EQ(columns.error().code, ErrorCode::InvalidArgument);
    }
}

// Clocks in New York went back from 02:00 to 01:00 on that day: job 5 ran for two hours, 3 in the second of
// them.
TEST(JobTable, ElapsedTellsTheReadingsOfARepeatedHour)
{
    const std::string lines = "5|n4|2026-11-01T01:00:00|2026-11-01T02:00:00|02:00:00\n"
                              "1|n1|2026-11-01T01:30:00|2026-11-01T01:45:00|00:15:00\n"
                              "4|n2|2026-11-01T01:45:00|2026-11-01T01:15:00|00:30:00\n"
                              "6|n3|2026-11-01T00:30:00|2026-11-01T01:30:00|0-02:00:00\n";
    const auto jobs = readText("JobID|NodeList|Start|End|Elapsed\n" + lines, "America/New_York");
    ASSERT_TRUE(jobs) << jobs.error().text();
    const auto span = [&](const char* id) {
        const auto* job = find(*jobs, id);
        return std::pair{job->begin / 1000, *job->end / 1000};
    };
    EXPECT_EQ(span("5"), std::pair(1793509200L, 1793516400L));
    EXPECT_EQ(span("1"), std::pair(1793511000L, 1793511900L));
    EXPECT_EQ(span("4"), std::pair(1793511900L, 1793513700L)) << "its end is in the second of the two hours";
    EXPECT_EQ(span("6"), std::pair(1793507400L, 1793514600L));
}

TEST(JobTable, CommentsAndASeparatorLineMayStandInFrontOfTheHeader)
{
    const auto jobs = readText("\nsep=;\n# of the cluster alpha\n#JobID;NodeList;Start;End\n"
                               "1;n1;1795435200;1795435260\n");
    ASSERT_TRUE(jobs) << jobs.error().text();
    ASSERT_EQ(jobs->size(), 1U);
    EXPECT_EQ((*jobs)[0].id, "1");
}

TEST(JobTable, MoreThanOneBadLineInTenIsAnErrorUnlessAllowed)
{
    std::string text = "JobID|NodeList|Start|End\n1|n1|ten|1795435260\n";
    for (int id = 2; id <= 10; ++id)
        text += std::to_string(id) + "|n1|1795435200|1795435260\n";
    const auto path = nodesentry::test::scratchPath("jobs_under_test.txt");
    const auto read = [&](const std::string& content, bool allowed) {
        std::ofstream(path, std::ios::binary) << content;
        ImportReport report;
        return readJobTable(path, "UTC", report, {}, allowed);
    };
    EXPECT_TRUE(read(text, false)) << "one of ten";
    const auto few
        = read("JobID|NodeList|Start|End\n1|n1|ten|1795435260\n2|n1|1795435200|1795435260\n", false);
    ASSERT_TRUE(few) << "a single one is told, however short the table";
    EXPECT_EQ(few->size(), 1U);
    const auto many = read(text + "11|n[1-|1795435200|1795435260\n", false);
    ASSERT_FALSE(many) << "two of eleven";
    EXPECT_EQ(many.error().message.substr(0, 73),
              "2 of 11 lines cannot be read, more than one in ten; the first: not a time");
    EXPECT_EQ(many.error().line, 2);
    EXPECT_EQ(many.error().column, 3);
    EXPECT_TRUE(read(text + "11|n[1-|1795435200|1795435260\n", true));
}

TEST(JobTable, AnotherHeaderIsFollowed)
{
    ImportReport report;
    const auto jobs = readText("JobID|JobName|NodeList|Start|End\n"
                               "1|a|n1|1795435200|1795435260\n"
                               "JobID|JobName|NodeList|Start|End\n"
                               "2|b|n1|1795435260|1795435320\n"
                               "NodeList;End;Start;JobID\n"
                               "n2;1795435320;1795435260;3\n",
                               "UTC", {}, &report);
    ASSERT_TRUE(jobs) << jobs.error().text();
    ASSERT_EQ(jobs->size(), 3U);
    EXPECT_TRUE(report.skipped.empty()) << report.toJson();
    EXPECT_EQ(find(*jobs, "2")->name, "b");
    EXPECT_EQ(*find(*jobs, "3"), (Job{"3", {"n2"}, 1795435260000, 1795435320000, "", "", "", {}}));
}

TEST(JobTable, AHourThatComesTwiceAndThatNothingTellsApartIsSaid)
{
    ImportReport report;
    const auto jobs = readText("JobID|NodeList|Start|End|Elapsed\n"
                               "1|cn1|2026-10-25T02:30:00|2026-10-25T02:50:00|01:20:00\n"
                               "2|cn1|2026-10-25T02:50:00|2026-10-25T02:10:00|00:20:00\n"
                               "3|cn1|2026-10-25T02:30:00|2026-10-25T02:50:00|00:20:00\n",
                               "Europe/Berlin", {}, &report);
    ASSERT_TRUE(jobs) << jobs.error().text();
    ASSERT_EQ(jobs->size(), 3U);
    EXPECT_EQ(*find(*jobs, "1")->end - find(*jobs, "1")->begin, 80 * 60000);
    EXPECT_EQ(*find(*jobs, "2")->end - find(*jobs, "2")->begin, 20 * 60000);
    ASSERT_EQ(report.notes.size(), 1U);
    EXPECT_NE(report.notes[0].find(": 1 jobs began or ended in the hour that comes twice"), std::string::npos)
        << report.notes[0];
}

TEST(JobTable, AnEndThatSeemsToBeBeforeTheBeginIsReadInTheSecondHour)
{
    const auto jobs = readText("JobID|NodeList|Start|End\n4|n2|2026-11-01T01:45:00|2026-11-01T01:15:00\n",
                               "America/New_York");
    ASSERT_TRUE(jobs) << jobs.error().text();
    EXPECT_EQ((*jobs)[0].begin, 1793511900000);
    EXPECT_EQ((*jobs)[0].end, 1793513700000);
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
    const auto path = slurmFile("sacct_X_wide.txt");
    ImportReport report;
    const auto jobs = readJobTable(path, "UTC", report);
    ASSERT_TRUE(jobs) << jobs.error().text();
    EXPECT_EQ(report.jobsAccepted, 162);
    EXPECT_EQ(report.jobsRejected, 0);
    EXPECT_EQ(find(*jobs, "9_3")->attributes.at("ExitCode"), "7:0");
    EXPECT_EQ(find(*jobs, "18")->end, std::nullopt);
}

// All fixtures are the same jobs; sacct printed them in other forms.
TEST(JobTable, RealSacctOutputIsTheSameInEveryForm)
{
    const auto folder = slurmFile("");
    const auto read = [&](const std::string& name, const std::string& zone = "UTC") {
        ImportReport report;
        auto jobs = readJobTable(folder + name, zone, report, kFixtureColumns);
        EXPECT_TRUE(jobs) << name << ": " << jobs.error().text();
        return jobs ? *jobs : std::vector<Job>();
    };
    const auto jobs = read("sacct_X_header.txt");
    EXPECT_EQ(jobs.size(), 162U);
    for (const auto* name : {"sacct_X.txt", "sacct_X_delim_1f.txt"})
        EXPECT_TRUE(read(name) == jobs) << name;
    EXPECT_TRUE(read("sacct_X_epoch.txt") == read("sacct_X_with_pending_dups.txt"));

    const auto few = read("sacct_X_window_8s.txt");
    EXPECT_EQ(few.size(), 42U);
    for (const auto& [name, zone] : {std::pair{"sacct_X_parsable1_trailing_pipe.txt", "UTC"},
                                     {"sacct_X_tz_newyork_plain.txt", "America/New_York"},
                                     {"sacct_X_tz_shanghai_plain.txt", "Asia/Shanghai"},
                                     {"sacct_X_utc_offset.txt", "UTC"}})
        EXPECT_TRUE(read(name, zone) == few) << name;
}

// sacct -D shows every run; without it the last one only. cut -d"|" -f1 FILE | sort | uniq -d: 48, 49.
TEST(JobTable, RealRequeuesAreRunsOfTheirOwn)
{
    const auto path = slurmFile("sacct_X_duplicates_requeue.txt");
    ImportReport report;
    const auto jobs = readJobTable(path, "UTC", report, kFixtureColumns);
    ASSERT_TRUE(jobs) << jobs.error().text();
    std::vector<std::string> runs;
    for (const auto& job : *jobs) {
        if (job.id.find('#') != std::string::npos)
            runs.push_back(job.id);
    }
    EXPECT_EQ(runs, (std::vector<std::string>{"48#2", "49#2"}));
}

TEST(JobTable, RealPendingJobsAreRejectedByLine)
{
    const auto path = slurmFile("sacct_X_with_pending.txt");
    ImportReport report;
    ASSERT_TRUE(readJobTable(path, "UTC", report, kFixtureColumns));
    for (const auto& [line, reason] : skippedLines(report))
        EXPECT_EQ(reason, "the job never got a node") << line;
    EXPECT_EQ(report.jobsRejected, 4);
}

TEST(JobTable, RealSacctOutputWithoutHeaderIsRefused)
{
    const auto path = excerpt("phillips/sacct.txt");
    ImportReport report;
    const auto jobs = readJobTable(path, "UTC", report);
    ASSERT_FALSE(jobs);
    EXPECT_EQ(jobs.error().message, "the job table has no header");
}

// Of 52 lines, each with an id of its own, 6 never got a node (counted with awk).
TEST(JobTable, YearsOfRealSacctWithoutHeader)
{
    const auto path = excerpt("phillips/sacct.txt");
    const auto columns = parseSacctFormat(
        "JobID,JobIDRaw,Cluster,Partition,QOS,Account,Group,GID,User,UID,Submit,Eligible,Start,End,Elapsed,"
        "ExitCode,State,NNodes,NCPUS,ReqCPUS,ReqMem,ReqTRES,AllocTRES,Timelimit,NodeList,JobName");
    ASSERT_TRUE(columns);
    ImportReport report;
    const auto jobs = readJobTable(path, "UTC", report, *columns);
    ASSERT_TRUE(jobs) << jobs.error().text();
    EXPECT_EQ(report.jobsAccepted, 46);
    EXPECT_EQ(report.jobsRejected, 6);
    EXPECT_EQ(report.skipped.size(), 6U);
    for (const auto& [line, reason] : skippedLines(report)) {
        EXPECT_GT(line, 0);
        EXPECT_EQ(reason, "the job never got a node");
    }
    EXPECT_EQ(find(*jobs, "165381")->nodes,
              (Nodes{"cpn-f13-03-01", "cpn-f13-03-02", "cpn-f13-04-01", "cpn-f13-04-02", "cpn-f13-05-01",
                     "cpn-f13-05-02", "cpn-f13-06-01", "cpn-f13-06-02"}));
    EXPECT_EQ(find(*jobs, "163485")->state, "CANCELLED");
    std::int64_t withWrongCount = 0;
    for (const auto& job : *jobs)
        withWrongCount += std::to_string(job.nodes.size()) != job.attributes.at("NNodes");
    EXPECT_EQ(withWrongCount, 0) << "Slurm's own count of nodes";
}

} // namespace
} // namespace nodesentry
