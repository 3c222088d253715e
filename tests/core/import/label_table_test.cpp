#include "core/data/import/job_table.h"
#include "tests/support/temporary_folder.h"
#include "core/data/import/label_table.h"
#include "test_files.h"

#include <fstream>
#include <tuple>

namespace nodesentry {
namespace {

using test::csvFile;

Result<std::vector<Label>> readText(const std::string& text, const std::vector<Job>& jobs = {})
{
    const auto path = nodesentry::test::scratchPath("labels_under_test.csv");
    std::ofstream(path, std::ios::binary) << text;
    return readLabelTable(path, "UTC", jobs);
}

TEST(LabelTable, HostListGivesOneLabelForEachNode)
{
    const auto labels = readLabelTable(csvFile("tables/labels_by_node.csv"), "UTC", {});
    ASSERT_TRUE(labels) << labels.error().text();
    ASSERT_EQ(labels->size(), 3U);
    EXPECT_EQ((*labels)[0],
              (Label{0, "cn1", 1795392000000, 1795392060000, "mem_leak", "parameters=T=5", "import"}));
    EXPECT_EQ((*labels)[1].node, "cn2");
}

TEST(LabelTable, MissingEndIsOpenAndMissingKindIsAnomaly)
{
    const auto labels = readLabelTable(csvFile("tables/labels_by_node.csv"), "UTC", {});
    ASSERT_TRUE(labels);
    EXPECT_EQ((*labels)[2], (Label{0, "cn4", 1795392060500, std::nullopt, "anomaly", "", "import"}));
}

TEST(LabelTable, JobColumnTellsTheNodesFromTheJobTable)
{
    ImportReport report;
    const auto jobs = readJobTable(csvFile("tables/jobfiles.psv"), "UTC", report);
    ASSERT_TRUE(jobs);
    const auto labels = readLabelTable(csvFile("tables/labels_by_job.csv"), "UTC", *jobs);
    ASSERT_TRUE(labels) << labels.error().text();
    ASSERT_EQ(labels->size(), 3U);
    EXPECT_EQ((*labels)[0].node, "n1");
    EXPECT_EQ((*labels)[1].node, "n2");
    EXPECT_EQ((*labels)[1].category, "memleak");
    EXPECT_EQ((*labels)[2], (Label{0, "n1", 1700001000000, 1700001001000, "cpuoccupy", "", "import"}));
}

TEST(LabelTable, JobThatIsNotInTheJobTableIsAnError)
{
    const auto labels = readLabelTable(csvFile("tables/labels_by_job.csv"), "UTC", {});
    ASSERT_FALSE(labels);
    EXPECT_EQ(labels.error().code, ErrorCode::InconsistentData);
    EXPECT_EQ(labels.error().line, 2);
    EXPECT_EQ(labels.error().column, 1);
    EXPECT_NE(labels.error().advice.find("--jobs"), std::string::npos);
}

TEST(LabelTable, ErrorsNameLineAndColumn)
{
    struct Case {
        std::string text;
        ErrorCode code;
        int line;
        int column;
    };
    for (const auto& [text, code, line, column] :
         {Case{"start,end,class\n", ErrorCode::ParseError, 1, 0},
          {"node,end,class\n", ErrorCode::ParseError, 1, 0},
          {"node,start,class\n", ErrorCode::ParseError, 1, 0},
          {"node,start,end,class\na,1700000000,1700000001,x\nb,one,1700000002,x\n", ErrorCode::ParseError, 3,
           2},
          {"node,start,end,class\na,1700000000,never,x\n", ErrorCode::ParseError, 2, 3},
          {"node,start,end,class\na,1700000006,1700000005,x\n", ErrorCode::InconsistentData, 2, 3},
          {"node,start,end,class\nn[1-,1700000005,1700000006,x\n", ErrorCode::ParseError, 2, 1},
          {"node,start,end,class\na,1700000005,1700000006\n", ErrorCode::ParseError, 2, 4},
          {"node,start,end,class\na,1700000005,1700000006,\"x\n", ErrorCode::ParseError, 2, 4},
          {"", ErrorCode::ParseError, 1, 0}}) {
        const auto labels = readText(text);
        ASSERT_FALSE(labels) << text;
        EXPECT_EQ(labels.error().code, code) << text;
        EXPECT_EQ(labels.error().line, line) << text;
        EXPECT_EQ(labels.error().column, column) << text << labels.error().text();
    }
}

// The job ran twice: on cn1 from 12:00:30 to 12:02:00, and on cn2 from 12:03:00 to 12:06:00.
TEST(LabelTable, OfTwoRunsOfAJobTheOneThatOverlapsCounts)
{
    constexpr TimeMs kNoon = 1795435200000;
    const std::vector<Job> jobs{{"48", {"cn1"}, kNoon + 30000, kNoon + 120000, "", "", "PREEMPTED", {}},
                                {"48#2", {"cn2"}, kNoon + 180000, kNoon + 360000, "", "", "COMPLETED", {}},
                                {"480", {"cn3"}, kNoon, kNoon + 360000, "", "", "", {}}};
    const auto read = [&](const std::string& begin, const std::string& end, const std::string& id = "48") {
        return readText("job,begin,end,category\n" + id + ",2026-11-23T" + begin + "Z,2026-11-23T" + end
                            + "Z,mem_leak\n",
                        jobs);
    };
    const auto second = read("12:04:00", "12:05:00");
    ASSERT_TRUE(second) << second.error().text();
    ASSERT_EQ(second->size(), 1U);
    EXPECT_EQ(second->front().node, "cn2");
    EXPECT_EQ(read("12:00:00", "12:01:00")->front().node, "cn1");
    EXPECT_EQ(read("12:04:00", "12:05:00", "48#2")->front().node, "cn2");

    const auto none = read("12:02:10", "12:02:50");
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, ErrorCode::InconsistentData);
    EXPECT_EQ(none.error().line, 2);
    EXPECT_EQ(none.error().column, 1);
    EXPECT_EQ(none.error().message,
              "the job did not run at the time of the label: '48' ran from 2026-11-23T12:00:30Z to "
              "2026-11-23T12:02:00Z, and 1 times more");
    const auto both = read("12:01:00", "12:04:00");
    ASSERT_FALSE(both);
    EXPECT_NE(both.error().message.find("overlaps several runs of its job: '48', 2 runs"), std::string::npos)
        << both.error().text();
    EXPECT_NE(both.error().advice.find("48#2"), std::string::npos) << both.error().text();
    EXPECT_FALSE(read("12:04:00", "12:05:00", "4"));
}

/// A table of @p good labels on cn0, cn1, …, with the bad lines behind the first of them.
Result<std::vector<Label>> readWithBad(int good, const std::string& bad, ImportReport* report,
                                       bool allowRejected = false, const std::string& zone = "UTC")
{
    std::string text = "node,begin,end,category\n";
    for (int i = 0; i < good; ++i) {
        text += "cn" + std::to_string(i) + ",2026-11-23 12:00,2026-11-23 12:05,leak\n";
        if (i == 0)
            text += bad;
    }
    if (good == 0)
        text += bad;
    const auto path = nodesentry::test::scratchPath("labels_under_test.csv");
    std::ofstream(path, std::ios::binary) << text;
    return readLabelTable(path, zone, {}, report, allowRejected);
}

TEST(LabelTable, OneBadLineInTenIsLeftOutAndTold)
{
    const auto path = nodesentry::test::scratchPath("labels_under_test.csv");
    for (const auto& [bad, reason, column, text] :
         {std::tuple{"cn9,soon,2026-11-23 12:05,leak\n", "not a time", 2, "soon"},
          {"cn9,2026-11-23 12:05,2026-11-23 12:00,leak\n", "the label ends before it begins", 3,
           "2026-11-23 12:00"},
          {"cn[9-,2026-11-23 12:00,2026-11-23 12:05,leak\n", "not a host list", 1, "cn[9-"},
          {"cn9,2026-11-23 12:00,2026-11-23 12:05\n", "wrong number of fields", 4, ""}}) {
        ImportReport report;
        const auto labels = readWithBad(9, bad, &report);
        ASSERT_TRUE(labels) << labels.error().text();
        ASSERT_EQ(labels->size(), 9U) << bad;
        for (int i = 0; i < 9; ++i)
            EXPECT_EQ((*labels)[static_cast<std::size_t>(i)].node, "cn" + std::to_string(i));
        EXPECT_EQ(report.labelLinesRejected, 1);
        ASSERT_EQ(report.skipped.size(), 1U);
        EXPECT_EQ(report.skipped[0].file, path);
        EXPECT_EQ(report.skipped[0].line, 3) << bad;
        EXPECT_EQ(report.skipped[0].column, column) << bad;
        EXPECT_EQ(report.skipped[0].text, text);
        EXPECT_EQ(report.skipped[0].reason, reason);
        EXPECT_EQ(report.rejectedLines, (std::map<std::string, std::int64_t>{{reason, 1}}));
        ASSERT_EQ(report.notes.size(), 1U);
        EXPECT_EQ(report.notes[0].find(path + ": 1 of 10 lines are left out, so their labels are missing"),
                  0U)
            << report.notes[0];
    }
}

TEST(LabelTable, MoreThanOneBadLineInTenIsRefusedUnlessAllowed)
{
    const std::string bad = "cn9,soon,2026-11-23 12:05,leak\n";
    ImportReport report;
    const auto refused = readWithBad(8, bad, &report);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::ParseError);
    EXPECT_EQ(refused.error().line, 3);
    EXPECT_EQ(refused.error().column, 2);
    EXPECT_EQ(refused.error().message,
              "1 of 9 lines cannot be read, more than one in ten; the first: not a time: 'soon'");
    EXPECT_NE(refused.error().advice.find("--allow-rejected"), std::string::npos) << refused.error().advice;

    ImportReport allowed;
    const auto labels = readWithBad(1, bad + bad, &allowed, true);
    ASSERT_TRUE(labels) << labels.error().text();
    EXPECT_EQ(labels->size(), 1U);
    EXPECT_EQ(allowed.labelLinesRejected, 2);
    EXPECT_FALSE(readWithBad(0, bad + bad, &allowed, true)) << "no label at all is no table of labels";
}

TEST(LabelTable, WithoutAReportABadLineIsAnError)
{
    const auto labels = readWithBad(99, "cn9,soon,2026-11-23 12:05,leak\n", nullptr, true);
    ASSERT_FALSE(labels);
    EXPECT_EQ(labels.error().line, 3);
    EXPECT_EQ(labels.error().message, "not a time: 'soon'");
}

TEST(LabelTable, UnknownZoneIsNoBadLine)
{
    ImportReport report;
    const auto labels = readWithBad(20, "", &report, true, "Mars/Olympus");
    ASSERT_FALSE(labels);
    EXPECT_EQ(labels.error().code, ErrorCode::InvalidArgument);
}

TEST(LabelTable, LabelOfAJobThatIsNotThereIsLeftOutByOneReason)
{
    const std::vector<Job> jobs{{"48", {"cn1"}, 1795435200000, 1795435500000, "", "", "", {}}};
    std::string text = "job,begin,end,category\n";
    for (int i = 0; i < 20; ++i)
        text += "48,2026-11-23 12:00,2026-11-23 12:05,leak\n";
    text += "77,2026-11-23 12:00,2026-11-23 12:05,leak\n78,2026-11-23 12:00,2026-11-23 12:05,leak\n";
    const auto path = nodesentry::test::scratchPath("labels_under_test.csv");
    std::ofstream(path, std::ios::binary) << text;
    ImportReport report;
    const auto labels = readLabelTable(path, "UTC", jobs, &report);
    ASSERT_TRUE(labels) << labels.error().text();
    EXPECT_EQ(labels->size(), 20U);
    EXPECT_EQ(report.rejectedLines,
              (std::map<std::string, std::int64_t>{{"the job is not in the job table", 2}}));
    EXPECT_EQ(report.skipped.back().text, "78");
}

TEST(LabelTable, TextsInLatin1BecomeUtf8AndAreSaid)
{
    const auto path = nodesentry::test::scratchPath("labels_under_test.csv");
    std::ofstream(path, std::ios::binary)
        << "node,begin,end,category,note\n"
           "cn1,2026-11-23T12:00:30Z,2026-11-23T12:03:00Z,mem_leak,f\xFCr\n";
    ImportReport report;
    const auto labels = readLabelTable(path, "UTC", {}, &report);
    ASSERT_TRUE(labels) << labels.error().text();
    EXPECT_EQ(labels->front().note, "für");
    EXPECT_EQ(report.notes, (std::vector<std::string>{path + ": 1 text not in UTF-8, read as Windows-1252"}));
}

} // namespace
} // namespace nodesentry
