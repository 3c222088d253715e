// Job tables whose texts hold separators and line ends, which sacct does not escape.

#include "core/data/import/job_table.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <fstream>

namespace nodesentry {
namespace {

constexpr TimeMs kNoon = 1795435200000; // 2026-11-23T12:00:00Z

struct Read {
    std::vector<Job> jobs;
    ImportReport report;
};

Read readText(const std::string& text)
{
    const auto path = test::scratchPath("free_text.txt");
    std::ofstream(path, std::ios::binary) << text;
    Read read;
    auto jobs = readJobTable(path, "UTC", read.report);
    EXPECT_TRUE(jobs) << jobs.error().text();
    if (jobs)
        read.jobs = std::move(*jobs);
    return read;
}

std::vector<std::string> idsOf(const Read& read)
{
    std::vector<std::string> ids;
    for (const auto& job : read.jobs)
        ids.push_back(job.id);
    return ids;
}

std::string attribute(const Job& job, const std::string& name)
{
    const auto at = job.attributes.find(name);
    return at == job.attributes.end() ? "-" : at->second;
}

using Ids = std::vector<std::string>;

// The columns of `sacct --format=ALL`, shortened.
const std::string kAll
    = "Account|AllocCPUS|AllocTRES|Comment|Elapsed|End|ExitCode|JobID|JobName|NCPUS|NodeList|QOS|"
      "Start|State|SubmitLine|User|WorkDir\n";

/// A line of that table: a job of half a minute that begins at a time such as "12:05:30".
std::string line(const std::string& id, const std::string& begin, const std::string& end,
                 const std::string& comment, const std::string& name, const std::string& command,
                 const std::string& folder)
{
    return "proj|64|billing=64,cpu=64|" + comment + "|00:00:30|2026-11-23T" + end + "|0:0|" + id + "|" + name
        + "|64|cn1|normal|2026-11-23T" + begin + "|COMPLETED|" + command + "|u1|" + folder + "\n";
}

TEST(FreeText, SeparatorsAndLineEndsInAnyTextOfAllColumns)
{
    const auto read = readText(
        kAll + line("200", "12:00:30", "12:01:00", "", "a", "sbatch run.sh", "/home/u1")
        + line("201", "12:01:30", "12:02:00", "", "a", "sbatch --wrap=cat x | sort | uniq", "/home/u1")
        + line("202", "12:02:30", "12:03:00", "", "a", "srun bash -c echo hello &&\necho goodbye", "/home/u1")
        + line("203", "12:03:30", "12:04:00", "", "a", "sbatch run.sh", "/home/u1/a|b")
        + line("204", "12:04:30", "12:05:00", "x|y", "a", "sbatch run.sh", "/home/u1")
        + line("205", "12:05:30", "12:06:00", "", "crazy|name", "sbatch run.sh", "/home/u1")
        + line("206", "12:06:30", "12:07:00", "first\n\nthird|", "two\nlines | and more", "a|b\nc|d|e\nf",
               "/home/u1|x\ny")
        + line("207", "12:07:30", "12:08:00", "", "a", "sbatch run.sh", "/home/u1"));
    ASSERT_EQ(idsOf(read), (Ids{"200", "201", "202", "203", "204", "205", "206", "207"}));
    EXPECT_TRUE(read.report.skipped.empty()) << read.report.toJson();
    for (std::size_t i = 0; i < read.jobs.size(); ++i) {
        const auto& job = read.jobs[i];
        EXPECT_EQ(job.begin, kNoon + 30000 + static_cast<TimeMs>(i) * 60000) << job.id;
        EXPECT_EQ(job.end, job.begin + 30000) << job.id;
        EXPECT_EQ(job.nodes, (std::vector<std::string>{"cn1"})) << job.id;
        EXPECT_EQ(job.user, "u1") << job.id;
    }
    EXPECT_EQ(attribute(read.jobs[1], "SubmitLine"), "sbatch --wrap=cat x | sort | uniq");
    EXPECT_EQ(attribute(read.jobs[2], "SubmitLine"), "srun bash -c echo hello &&\necho goodbye");
    EXPECT_EQ(attribute(read.jobs[3], "WorkDir"), "/home/u1/a|b");
    EXPECT_EQ(attribute(read.jobs[4], "Comment"), "x|y");
    EXPECT_EQ(read.jobs[5].name, "crazy|name");
    EXPECT_EQ(attribute(read.jobs[6], "Comment"), "first\n\nthird|");
    EXPECT_EQ(read.jobs[6].name, "two\nlines | and more");
    EXPECT_EQ(attribute(read.jobs[6], "SubmitLine"), "a|b\nc|d|e\nf");
    EXPECT_EQ(attribute(read.jobs[6], "WorkDir"), "/home/u1|x\ny");
}

// Two texts beside each other: nobody can say where the one ends.
TEST(FreeText, ALineThatCanBeReadInTwoWaysIsRefused)
{
    const auto read = readText("JobID|NodeList|Start|End|JobName|Comment\n"
                               "1|n1|1795435200|1795435260|a|b\n"
                               "2|n1|1795435260|1795435320|a|b|c\n"
                               "3|n1|1795435320|1795435380|a|b\n");
    EXPECT_EQ(idsOf(read), (Ids{"1", "3"}));
    ASSERT_EQ(read.report.skipped.size(), 1U);
    EXPECT_EQ(read.report.skipped[0].line, 3);
    EXPECT_EQ(read.report.skipped[0].reason, "the line can be read in two ways");
    EXPECT_EQ(read.report.jobsRejected, 1);
}

// The second line could be the rest of the first job's name as well as a line that lost its beginning.
TEST(FreeText, ARecordThatMayGoOnIsRefused)
{
    const auto read = readText("JobID|JobName|NodeList|Start|End\n"
                               "1|a|n1|1795435200|1795435260\n"
                               "2|b|n1|1795435260|1795435320\n"
                               "rest|n2|1795435320|1795435380\n"
                               "3|c|n1|1795435380|1795435440\n");
    EXPECT_EQ(idsOf(read), (Ids{"1", "3"}));
    ASSERT_EQ(read.report.skipped.size(), 2U);
    EXPECT_EQ(read.report.skipped[0].line, 3);
    EXPECT_EQ(read.report.skipped[0].reason, "the line can be read in two ways");
    EXPECT_EQ(read.report.skipped[1].line, 4);
    EXPECT_EQ(read.report.skipped[1].reason, "wrong number of fields");
}

TEST(FreeText, ASurplusSeparatorAtTheEndMovesNoColumn)
{
    const auto read = readText("JobID|JobName|NodeList|Start|End\n"
                               "1|a|n1|1795435200|1795435260|\n"
                               "2|b|n1|1795435260|Unknown||\n"
                               "3|c|n1|1795435320|1795435380\n");
    ASSERT_EQ(idsOf(read), (Ids{"1", "2", "3"}));
    EXPECT_EQ(read.jobs[0].nodes, (std::vector<std::string>{"n1"}));
    EXPECT_EQ(read.jobs[0].end, kNoon + 60000);
    EXPECT_EQ(read.jobs[1].end, std::nullopt);
}

TEST(FreeText, ACutLineDoesNotTakeTheNextOneWithIt)
{
    const auto read = readText(kAll + line("1", "12:00:30", "12:01:00", "", "a", "x", "/home/u1")
                               + "proj|64|billing=64,cpu=64|half a com\n"
                               + line("2", "12:02:30", "12:03:00", "", "a", "x | y", "/home/u1"));
    EXPECT_EQ(idsOf(read), (Ids{"1", "2"}));
    ASSERT_EQ(read.report.skipped.size(), 1U);
    EXPECT_EQ(read.report.skipped[0].line, 3);
    EXPECT_EQ(read.report.skipped[0].reason, "wrong number of fields");
}

TEST(FreeText, CommasInNamesOfACommaSeparatedTable)
{
    const auto read = readText("JobID,JobName,NodeList,Start,End,AllocTRES\n"
                               "1,a, or b,n[1,3],1795435200,1795435260,cpu=4,node=2\n"
                               "2,\"c, d\",n1,1795435260,1795435320,cpu=4\n");
    ASSERT_EQ(idsOf(read), (Ids{"1", "2"})) << read.report.toJson();
    EXPECT_EQ(read.jobs[0].name, "a, or b");
    EXPECT_EQ(read.jobs[0].nodes, (std::vector<std::string>{"n1", "n3"}));
    EXPECT_EQ(attribute(read.jobs[0], "AllocTRES"), "cpu=4,node=2");
    EXPECT_EQ(read.jobs[1].name, "c, d");
}

TEST(FreeText, TheUnitSeparatorNeedsNoGuessing)
{
    std::string text = "JobID|User|NodeList|Start|End|State|JobName\n"
                       "1|u1|n1|1795435200|1795435260|COMPLETED|a / b; c\n";
    std::replace(text.begin(), text.end(), '|', '\x1F');
    std::replace(text.begin(), text.end(), '/', '|');
    const auto read = readText(text);
    ASSERT_EQ(read.jobs.size(), 1U);
    EXPECT_EQ(read.jobs[0].name, "a | b; c");
}

TEST(FreeText, EveryEndThatIsNoneIsARunningJob)
{
    for (const std::string end :
         {"0", "Unknown", "None", "", "1970-01-01T00:00:00", "1970-01-01T00:00:00Z", "1970-01-01 01:00:00",
          "1969-12-31T19:00:00", "4294967294", "NULL", "NaT", "N/A"}) {
        const auto read = readText("JobID|NodeList|Start|End|State\n1|n1|1795435230|" + end + "|RUNNING\n");
        ASSERT_EQ(read.jobs.size(), 1U) << end;
        EXPECT_EQ(read.jobs[0].end, std::nullopt) << end;
    }
    for (const std::string start : {"0", "Unknown", "1970-01-01T00:00:00"}) {
        const auto read = readText("JobID|NodeList|Start|End|State\n1|n1|" + start
                                   + "|0|PENDING\n2|n1|1795435230|0|RUNNING\n");
        ASSERT_EQ(read.report.skipped.size(), 1U) << start;
        EXPECT_EQ(read.report.skipped[0].reason, "the job has not begun");
    }
}

TEST(FreeText, TheEndOfARunningJobIsOnlyExpected)
{
    const auto read = readText("JobID|NodeList|Start|End|State\n1|n1|1795435200|1795435260|RUNNING\n");
    ASSERT_EQ(read.jobs.size(), 1U);
    EXPECT_EQ(read.jobs[0].end, std::nullopt);
    ASSERT_EQ(read.report.notes.size(), 1U);
    EXPECT_NE(read.report.notes[0].find("1 lines of running jobs"), std::string::npos)
        << read.report.notes[0];
}

TEST(FreeText, AnyBytesOfATextBecomeUtf8AndAreSaid)
{
    const auto read = readText("JobID|JobName|NodeList|Start|End|State|Comment|User\n"
                               "1|\xDC"
                               "bung|cn1|1795435200|1795435260|COMPLETED|f\xFCr alle|j\xF6rg\n"
                               "2|\xC3\x9C"
                               "bung\x1B[2J|cn1|1795435260|1795435320|COMPLETED|\xFF\xFE|u\n");
    ASSERT_EQ(read.jobs.size(), 2U);
    EXPECT_EQ(read.jobs[0].name, "Übung");
    EXPECT_EQ(attribute(read.jobs[0], "Comment"), "für alle");
    EXPECT_EQ(read.jobs[0].user, "jörg");
    EXPECT_EQ(read.jobs[1].name, "Übung\uFFFD[2J");
    EXPECT_EQ(attribute(read.jobs[1], "Comment"), "ÿþ");
    const auto path = test::scratchPath("free_text.txt");
    EXPECT_EQ(read.report.notes,
              (std::vector<std::string>{path + ": 4 texts not in UTF-8, read as Windows-1252",
                                        path + ": 1 text with control characters, which were replaced"}));
}

TEST(FreeText, AFieldAtFaultIsListedWithItsColumnAndText)
{
    const auto read = readText("JobID|NodeList|Start|End\n"
                               "1|n1|1795435200|1795435260\n"
                               "2|n1|1795435200|2026-11-23T12:61:00\n"
                               "3|n[1-|1795435200|1795435260\n");
    const auto path = test::scratchPath("free_text.txt");
    EXPECT_EQ(read.report.skipped,
              (std::vector<SkippedItem>{{path, 3, "not a time", 4, "2026-11-23T12:61:00"},
                                        {path, 4, "not a host list", 2, "n[1-"}}));
}

TEST(FreeText, RunsOfOtherClustersUsersOrNamesAreRunsOfTheirOwn)
{
    const auto read = readText("JobID|Cluster|NodeList|Start|End\n"
                               "5|alpha|a1|1795435200|1795435260\n"
                               "5|beta|b1|1795435200|1795435260\n"
                               "5|alpha|a2|1795435200|1795435260\n");
    ASSERT_EQ(idsOf(read), (Ids{"5", "5#2"}));
    EXPECT_EQ(read.jobs[0].nodes, (std::vector<std::string>{"a1", "a2"}));
    EXPECT_EQ(read.jobs[1].nodes, (std::vector<std::string>{"b1"}));
}

} // namespace
} // namespace nodesentry
